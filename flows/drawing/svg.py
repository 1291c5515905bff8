"""A flow as SVG: text stays text, arrows have their words beside them, and all of it is told."""

from collections.abc import Iterator
from html import escape

from flows.drawing.layout import (
    GAP,
    NAME,
    PAD,
    TEXT,
    Layout,
    Line,
    Placed,
    Port,
    Row,
    lay_out,
)
from flows.drawing.sketch import Sketch
from flows.drawing.words import describe

INK, PAPER = "#0b0c0c", "#ffffff"
REPLY, TIMER = "#1d70b8", "#594d00"
ASKS, ENDS, PASSES, FRAME = "#f3f7fb", "#eef6ee", "#f7f7f7", "#dcdcdc"
THIN, THICKEST = 1.5, 5.5
SCALE = 1.35
_RADIUS = 5.0
_STYLES = {
    "plain": "",
    "mark": ' font-style="italic"',
    "bold": f' font-weight="bold" font-size="{NAME:g}"',
}


def draw_svg(sketch: Sketch) -> str:
    """Draw a flow as one SVG document, as wide as a phone and larger where there is room."""
    layout = lay_out(sketch)
    return "\n".join(_write(sketch, layout)) + "\n"


def _write(sketch: Sketch, layout: Layout) -> Iterator[str]:
    width, height = layout.width, layout.height
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" '
        f'width="{_n(width * SCALE)}" height="{_n(height * SCALE)}" '
        'style="max-width:100%;height:auto" role="img" '
        f'aria-labelledby="{sketch.id}-title {sketch.id}-desc" '
        f'font-family="Arial, Helvetica, sans-serif" font-size="{_n(TEXT)}" fill="{INK}">'
    )
    yield f'<title id="{sketch.id}-title">{escape(sketch.title)}</title>'
    yield f'<desc id="{sketch.id}-desc">{escape(describe(sketch))}</desc>'
    yield f'<rect width="{_n(width)}" height="{_n(height)}" fill="{PAPER}"/>'
    yield "<defs>"
    for name, colour in (("sayso-reply", REPLY), ("sayso-timer", TIMER)):
        yield (
            f'<marker id="{name}" markerWidth="9" markerHeight="8" refX="8" refY="4" '
            f'orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0 L9 4 L0 8 z" '
            f'fill="{colour}"/></marker>'
        )
    yield "</defs>"
    for frame in layout.frames:
        yield (
            f'<rect x="{_n(layout.left - 6)}" y="{_n(frame.top)}" '
            f'width="{_n(layout.right - layout.left + 12)}" height="{_n(frame.height)}" '
            f'rx="6" fill="{FRAME}"/>'
        )
    most = max((line.carried for line in layout.lines), default=0)
    for line in layout.lines:
        yield _draw_line(layout, line, most)
    yield _draw_start(layout)
    for placed in layout.boxes:
        yield from _draw_box(layout, placed)
    for row in layout.legend:
        yield _draw_row(layout.left, row)
    yield "</svg>"


def _draw_start(layout: Layout) -> str:
    x, top = (layout.left + layout.right) / 2, layout.boxes[0].top
    return (
        f'<text x="{_n(x)}" y="{_n(top - GAP / 2 - 2)}" text-anchor="middle">start</text>'
        f'<path d="M{_n(x)} {_n(top - GAP / 2 + 2)} V{_n(top)}" stroke="{REPLY}" '
        'stroke-width="1.5" fill="none" marker-end="url(#sayso-reply)"/>'
    )


def _draw_box(layout: Layout, placed: Placed) -> Iterator[str]:
    box = placed.box
    colour = ENDS if box.is_final else ASKS if box.expects else PASSES
    corner = 14 if box.is_final else 3
    wide = layout.right - layout.left
    yield (
        f'<rect x="{_n(layout.left)}" y="{_n(placed.top)}" width="{_n(wide)}" '
        f'height="{_n(placed.height)}" rx="{corner}" fill="{colour}" stroke="{INK}" '
        f'stroke-width="{2.5 if box.is_final else 1.2}"/>'
    )
    x = layout.left + PAD
    for row in placed.rows:
        yield _draw_row(x, row)
    if placed.ports:
        yield (
            f'<path d="M{_n(layout.left)} {_n(placed.rule)} H{_n(layout.right)}" '
            f'stroke="{INK}" stroke-width="0.6"/>'
        )
    for port in placed.ports:
        yield from _draw_port(layout, port)


def _draw_row(x: float, row: Row) -> str:
    return f'<text x="{_n(x)}" y="{_n(row.y)}"{_STYLES[row.style]}>{escape(row.text)}</text>'


def _draw_port(layout: Layout, port: Port) -> Iterator[str]:
    is_timer = port.arrow.is_timer
    x = layout.left + PAD if is_timer else layout.right - PAD
    anchor = "start" if is_timer else "end"
    colour = TIMER if is_timer else REPLY
    for row in port.rows:
        yield (
            f'<text x="{_n(x)}" y="{_n(row.y)}" text-anchor="{anchor}" fill="{colour}">'
            f"{escape(row.text)}</text>"
        )


def _draw_line(layout: Layout, line: Line, most: int) -> str:
    edge = layout.left if line.is_timer else layout.right
    kind, colour = ("timer", TIMER) if line.is_timer else ("reply", REPLY)
    dashes = ' stroke-dasharray="5 3"' if line.is_timer else ""
    out = f"M{_n(edge)} {_n(line.start)} H{_n(line.x)}"
    if line.joins:
        path, people, head = out, line.people, ""
        more = f'<circle cx="{_n(line.x)}" cy="{_n(line.start)}" r="2.6" fill="{colour}"/>'
    else:
        path, people, more = _round_path(edge, line), line.carried, ""
        head = f' marker-end="url(#sayso-{kind})"'
        if line.carried > line.people:  # where it leaves, only its own people are on it
            path = path.replace(path[: path.index(" Q")], f"M{_n(line.x)} {_n(line.start)}")
            more = _stroke(out, colour, _weigh(line.people, most), dashes)
    title = f"<title>{escape(line.label)}</title>"
    return _stroke(path, colour, _weigh(people, most), dashes + head, title) + more


def _weigh(people: int, most: int) -> float:
    return THIN + (THICKEST - THIN) * people / most if most else THIN


def _stroke(path: str, colour: str, width: float, style: str, inside: str = "") -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{_n(width)}"{style}>'
        f"{inside}</path>"
    )


def _round_path(edge: float, line: Line) -> str:
    """Write the way out, along and in again, with round corners."""
    down = 1 if line.end > line.start else -1
    out = 1 if line.x > edge else -1
    r = min(_RADIUS, abs(line.end - line.start) / 2)
    return (
        f"M{_n(edge)} {_n(line.start)} H{_n(line.x - out * r)} "
        f"Q{_n(line.x)} {_n(line.start)} {_n(line.x)} {_n(line.start + down * r)} "
        f"V{_n(line.end - down * r)} "
        f"Q{_n(line.x)} {_n(line.end)} {_n(line.x - out * r)} {_n(line.end)} H{_n(edge)}"
    )


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
