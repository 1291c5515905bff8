"""Where everything goes: one box under the other, replies to the right, timers to the left.

One column, so that the drawing is legible on a phone. Each arrow leaves its box beside its label
and runs in a lane to its target; arrows to one target share a lane, lanes that do not overlap
share a place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.drawing.sketch import Arrow, Box, Sketch
from flows.drawing.words import LEGEND, name_arrow, name_people
from flows.drawing.wrapping import BOLD, wrap

TEXT, NAME = 13.0, 14.0
LINE = 17.0
LANE = 11.0
MARGIN = 10.0
PAD = 9.0
GAP = 30.0
MIN_WIDTH = 352.0
MIN_BOX = 230.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of text; `y` is its baseline, `style` bold, mark or plain."""

    text: str
    y: float
    style: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """Where an arrow leaves: its label's lines, and the height of the arrow."""

    arrow: Arrow
    rows: tuple[Row, ...]
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A box in its place; `rule` is where the line above the arrows' labels runs."""

    box: Box
    top: float
    height: float
    rows: tuple[Row, ...]
    ports: tuple[Port, ...]
    rule: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An arrow: out at `start`, along the lane at `x`, in at `end`.

    One that joins another on its way to the same target ends in the lane.

    Attributes:
        people: how many took it.
        carried: how many come in with it, on their own ways.
    """

    x: float
    start: float
    end: float
    is_timer: bool
    label: str
    people: int = 0
    carried: int = 0
    joins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands round the boxes of a flow that is played, and the box that plays it."""

    top: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The whole drawing, in pixels; `legend` stands under it."""

    width: float
    height: float
    left: float
    right: float
    boxes: tuple[Placed, ...]
    lines: tuple[Line, ...]
    frames: tuple[Frame, ...] = ()
    legend: tuple[Row, ...] = ()


def lay_out(sketch: Sketch) -> Layout:
    """Find a place for everything."""
    # lanes depend on heights, these on the width, and that on the number of lanes
    lanes = {False: 3, True: 2}
    for _ in range(3):
        left = MARGIN + LANE * (lanes[True] + 1)
        rest = MARGIN + LANE * (lanes[False] + 1)
        right = max(MIN_WIDTH - rest, left + MIN_BOX)
        boxes = _stack(sketch.boxes, right - left)
        places = {side: _find_lanes(boxes, is_timer=side) for side in (False, True)}
        lanes = {side: max(found.values(), default=-1) + 1 for side, found in places.items()}
    tops = {one.box.name: one for one in boxes}
    lines = [
        _draw_line(port, tops, places[port.arrow.is_timer], left, right)
        for one in boxes
        for port in one.ports
    ]
    bottom = boxes[-1].top + boxes[-1].height
    told = wrap(LEGEND, right - left, size=TEXT) if sketch.counts else []
    legend = tuple(Row(text=text, y=bottom + LINE * (n + 2)) for n, text in enumerate(told))
    return Layout(
        width=right + rest,
        height=(legend[-1].y if legend else bottom) + MARGIN,
        left=left,
        right=right,
        boxes=boxes,
        lines=_join(lines),
        frames=_frame(boxes),
        legend=legend,
    )


def _frame(boxes: Sequence[Placed]) -> tuple[Frame, ...]:
    groups: dict[str, list[Placed]] = {}
    for one in boxes:
        if one.box.group:
            groups.setdefault(one.box.group, []).append(one)
    return tuple(
        Frame(top=inside[0].top - 6, height=inside[-1].top + inside[-1].height - inside[0].top + 12)
        for inside in groups.values()
    )


def _join(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Let each lane be drawn once from above and once from below: dashes over dashes fill up."""
    longest: dict[tuple[float, float, bool], Line] = {}
    people: dict[tuple[float, float, bool], int] = {}
    for line in lines:
        way = (line.x, line.end, line.end > line.start)
        people[way] = people.get(way, 0) + line.people
        other = longest.get(way)
        if other is None or abs(line.end - line.start) > abs(other.end - other.start):
            longest[way] = line
    whole = {line: people[way] for way, line in longest.items()}
    return tuple(
        replace(line, carried=whole[line]) if line in whole else replace(line, joins=True)
        for line in lines
    )


def _stack(boxes: Sequence[Box], width: float) -> tuple[Placed, ...]:
    placed = []
    top = MARGIN + GAP
    for box in boxes:
        one = _place(box, top, width)
        placed.append(one)
        top += one.height + GAP
    return tuple(placed)


def _place(box: Box, top: float, width: float) -> Placed:
    inner = width - 2 * PAD
    y = top + PAD + LINE - 5
    name = f"{box.name} {_name_kind(box)}".strip()
    rows = []
    for style, part in (
        ("bold", name),
        ("plain", box.text),
        *(("mark", mark) for mark in box.marks),
        ("bold", name_people(box)),
    ):
        size = NAME * BOLD if style == "bold" else TEXT
        for text in wrap(part, inner, size=size):
            rows.append(Row(text=text, y=y, style=style))
            y += LINE
    rule = y - LINE + PAD
    y += PAD + 2 if box.arrows else 0
    ports = []
    for arrow in box.arrows:
        lines = wrap(name_arrow(arrow), inner - 12, size=TEXT)
        ports.append(
            Port(
                arrow=arrow,
                rows=tuple(Row(text=text, y=y + LINE * n) for n, text in enumerate(lines)),
                y=y - 4,
            )
        )
        y += LINE * len(lines) + 3
    bottom = y - LINE + PAD
    return Placed(
        box=box, top=top, height=bottom - top, rows=tuple(rows), ports=tuple(ports), rule=rule
    )


def _name_kind(box: Box) -> str:
    return "(end)" if box.is_final else ""


def entry_y(one: Placed, *, is_timer: bool) -> float:
    """Find the height at which arrows come in: timers a little lower than replies."""
    return one.top + (14 if is_timer else 12)


def _find_lanes(boxes: Sequence[Placed], *, is_timer: bool) -> dict[str, int]:
    """Give each target a lane: short ways get the inner ones."""
    at = {one.box.name: one for one in boxes}
    spans: dict[str, tuple[float, float]] = {}
    for one in boxes:
        for port in one.ports:
            if port.arrow.is_timer == is_timer:
                name = port.arrow.target
                end = entry_y(at[name], is_timer=is_timer)
                low, high = spans.get(name, (end, end))
                spans[name] = (min(low, port.y), max(high, port.y))
    lanes: dict[str, int] = {}
    for name, (low, high) in sorted(spans.items(), key=lambda item: item[1][1] - item[1][0]):
        taken = {
            lanes[other]
            for other, (start, end) in spans.items()
            if other in lanes and start - 6 < high and low < end + 6
        }
        lanes[name] = next(number for number in range(len(spans)) if number not in taken)
    return lanes


def _draw_line(
    port: Port, at: dict[str, Placed], lanes: dict[str, int], left: float, right: float
) -> Line:
    is_timer = port.arrow.is_timer
    away = LANE * (lanes[port.arrow.target] + 1.4)
    return Line(
        x=left - away if is_timer else right + away,
        start=port.y,
        end=entry_y(at[port.arrow.target], is_timer=is_timer),
        is_timer=is_timer,
        label=name_arrow(port.arrow),
        people=port.arrow.people or 0,
    )
