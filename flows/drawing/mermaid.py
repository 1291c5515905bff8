"""A flow as a Mermaid flowchart, for pages that draw such."""

from flows.drawing.sketch import Box, Sketch
from flows.drawing.wrapping import wrap

_WIDTH = 260.0


def draw_mermaid(sketch: Sketch) -> str:
    """Write Mermaid (https://mermaid.js.org/syntax/flowchart.html); timers are dotted."""
    numbers = {box.name: f"s{number}" for number, box in enumerate(sketch.boxes)}
    lines = ["flowchart TD", f"  accTitle: {_plain(sketch.title)}"]
    lines += [f"  {numbers[box.name]}{_write_box(box)}" for box in sketch.boxes]
    for box in sketch.boxes:
        for arrow in box.arrows:
            line = "-.->" if arrow.is_timer else "-->"
            label = _escape(arrow.label)
            lines.append(f'  {numbers[box.name]} {line}|"{label}"| {numbers[arrow.target]}')
    return "\n".join(lines)


def _write_box(box: Box) -> str:
    rows = [f"<b>{_escape(box.name)}</b>", *map(_escape, wrap(box.text, _WIDTH, size=14))]
    text = "<br/>".join(rows)
    return f'(["{text}"])' if box.is_final else f'["{text}"]'


def _escape(text: str) -> str:
    for sign, code in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;")):
        text = text.replace(sign, code)
    return text.replace("{", "#123;").replace("}", "#125;")


def _plain(text: str) -> str:
    return " ".join(text.replace(":", " ").split())
