"""Renders a digest as PDF/UA-1 by typst. A resident's words never make it fail."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
import typst

from insight.model import Digest
from workers.digests.outline import (
    Bars,
    Block,
    Bullets,
    Facts,
    Figures,
    Heading,
    Lines,
    Question,
    Words,
    make_outline,
    name_issue,
)
from workers.digests.picture import lay_out_bars, read_template, write_out_all
from workers.digests.scripts import FAMILIES, open_fonts


def render_pdf(digest: Digest) -> bytes:
    """Render the document: tagged, its language set, byte-identical for the same digest."""
    shown = digest.shown
    data = {
        "title": f"{shown.title}: {name_issue(shown)}",
        "community": shown.community,
        "issue": name_issue(shown),
        "families": FAMILIES,
        "blocks": [_LAY_OUT[type(block)](block) for block in make_outline(digest)],
    }
    made: bytes = typst.compile(
        read_template("digest.typ"),
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=open_fonts(),
        sys_inputs={"digest": orjson.dumps(write_out_all(data)).decode()},
    )
    return made


def _lay_out_lines(block: Lines) -> dict[str, Any]:
    lines = [
        {
            "label": line.label + ("" if line.label[-1] in "?.!" else ":"),
            "text": line.text,
            "quotes": line.quotes,
        }
        for line in block.lines
    ]
    return {"kind": "lines", "lines": lines}


def _lay_out_figures(block: Figures) -> dict[str, Any]:
    table = block.table
    return {
        "kind": "figures",
        "title": table.title,
        "note": table.note,
        "heading": table.heading,
        "columns": [column.name for column in table.columns],
        "rows": [
            {"name": row.name, "figures": [figure.text for figure in row.figures]}
            for row in table.rows
        ],
    }


_LAY_OUT: Mapping[type[Block], Callable[[Any], dict[str, Any]]] = {
    Heading: lambda block: {"kind": "heading", "level": block.level, "text": block.text},
    Words: lambda block: {"kind": "words", "part": block.part, "text": block.text},
    Lines: _lay_out_lines,
    Bullets: lambda block: {"kind": "bullets", "texts": block.texts},
    Question: lambda block: {
        "kind": "question",
        "language": block.language.partition("-")[0] or "en",
        "right_to_left": block.right_to_left,
        "text": block.text,
    },
    Bars: lay_out_bars,
    Figures: _lay_out_figures,
    Facts: lambda block: {
        "kind": "facts",
        "facts": [{"term": fact.term, "text": fact.text} for fact in block.facts],
    },
}
