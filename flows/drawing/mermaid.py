"""A flow as a Mermaid flowchart, for pages that draw such."""

from flows.drawing.sketch import Arrow, Box, Sketch
from flows.drawing.words import name_arrow, name_people
from flows.drawing.wrapping import wrap

_WIDTH = 260.0


def draw_mermaid(sketch: Sketch) -> str:
    """Write Mermaid (https://mermaid.js.org/syntax/flowchart.html).

    Timers are dotted; where people are counted, ways that somebody took are thick.
    """
    numbers = {box.name: f"s{number}" for number, box in enumerate(sketch.boxes)}
    lines = ["flowchart TD", f"  accTitle: {_plain(sketch.title)}"]
    lines += [f"  {numbers[box.name]}{_write_box(box)}" for box in sketch.boxes]
    for box in sketch.boxes:
        for arrow in box.arrows:
            label = _escape(name_arrow(arrow))
            lines.append(
                f'  {numbers[box.name]} {_draw_line(arrow)}|"{label}"| {numbers[arrow.target]}'
            )
    return "\n".join(lines)


def _draw_line(arrow: Arrow) -> str:
    if arrow.is_timer:
        return "-.->"
    return "==>" if arrow.people else "-->"


def _write_box(box: Box) -> str:
    rows = [f"<b>{_escape(box.name)}</b>", *map(_escape, wrap(box.text, _WIDTH, size=14))]
    rows += [f"<i>{_escape(mark)}</i>" for mark in box.marks]
    if name_people(box):
        rows.append(f"<b>{_escape(name_people(box))}</b>")
    text = "<br/>".join(rows)
    return f'(["{text}"])' if box.is_final else f'["{text}"]'


def _escape(text: str) -> str:
    for sign, code in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;")):
        text = text.replace(sign, code)
    return text.replace("{", "#123;").replace("}", "#125;")


def _plain(text: str) -> str:
    return " ".join(text.replace(":", " ").split())
