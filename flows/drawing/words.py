"""A drawing in words: what stands in it, beside it and under it."""

from flows.drawing.sketch import Arrow, Box, Sketch

LEGEND = (
    "Numbers beside arrows: people who went that way; the thicker, the more. "
    "Waiting: people who are there now. Fell silent: people who never replied there."
)


def name_arrow(arrow: Arrow) -> str:
    """Write an arrow's label, with how many people took it where they are counted."""
    if arrow.people is None:
        return arrow.label
    together = " together" if arrow.is_shared else ""
    return f"{arrow.label} ({arrow.people:,}{together})"


def name_people(box: Box) -> str:
    """Write how many people are in a box, "" for none."""
    parts = []
    if box.waiting:
        parts.append(f"{box.waiting:,} waiting")
    if box.gave_up:
        parts.append(f"{box.gave_up:,} fell silent")
    return ", ".join(parts)


def describe(sketch: Sketch) -> str:
    """Write a drawing out in words, for people who do not see it."""
    sentences = [_describe_box(box) for box in sketch.boxes]
    return " ".join([*sentences, LEGEND] if sketch.counts else sentences)


def _describe_box(box: Box) -> str:
    kind = "an end" if box.is_final else f"expects {box.expects}" if box.expects else "a passage"
    says = f", says: {box.text}" if box.text else ""
    more = "".join(f"; {part}" for part in (*box.marks, name_people(box)) if part)
    ways = "".join(f"; {name_arrow(arrow)} leads to {arrow.target}" for arrow in box.arrows)
    return f"{box.name}, {kind}{says}{more}{ways}."
