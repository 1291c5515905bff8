"""Draws a chart by typst: into a page, or as a picture for documents that take no other form."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import orjson
import typst

from workers.digests.outline import Bars
from workers.digests.scripts import FAMILIES, open_fonts, write_out

DOTS_PER_INCH = 160


def read_template(name: str) -> bytes:
    """Read a page's template, with what draws bars in front of it."""
    folder = files("workers.digests") / "templates"
    return (folder / "bars.typ").read_bytes() + (folder / name).read_bytes()


def lay_out_bars(block: Bars) -> dict[str, Any]:
    """Lay a chart out as plain values for a template."""
    bars = [
        {"name": bar.name, "text": bar.text, "width": float(bar.width), "kind": bar.kind}
        for bar in block.chart.bars
    ]
    return {"kind": "bars", "title": block.title, "summary": block.chart.summary, "bars": bars}


def render_picture(block: Bars) -> bytes:
    """Render a chart as PNG: the same bytes for the same chart."""
    data = {"families": FAMILIES, "bars": lay_out_bars(block)}
    made: bytes = typst.compile(
        read_template("picture.typ"),
        format="png",
        ppi=DOTS_PER_INCH,
        font_paths=open_fonts(),
        sys_inputs={"chart": orjson.dumps(write_out_all(data)).decode()},
    )
    return made


def write_out_all(value: Any) -> Any:
    """Put names in the place of signs without a font, all through the data."""
    if isinstance(value, str):
        return write_out(value)
    if isinstance(value, Mapping):
        return {key: write_out_all(inner) for key, inner in value.items()}
    return [write_out_all(inner) for inner in value] if isinstance(value, list | tuple) else value
