"""themes: sorts the texts of anybody's file by anybody's code frame."""

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from sayso.commands.printing import Json, print_counts, print_json
from sayso.commands.progress import show_progress
from sayso.theming import read_frame, read_texts, sort_texts

NOT_CLEAR = "not clear"


def themes(
    file: Annotated[Path, typer.Argument(help="CSV with the columns id and text.")],
    frame: Annotated[Path, typer.Option(help="YAML: themes, each with code, name, description.")],
    as_json: Json = False,
) -> None:
    """Sort texts into topics. What is not clear is left to a person."""
    topics, texts = read_frame(frame), read_texts(file)
    rows: list[dict[str, Any]] = []
    with show_progress("Texts") as progress:
        bar = progress.add_task("texts", total=len(texts))
        for some in sort_texts(topics, texts):
            rows += some
            progress.advance(bar, len(some))
    if as_json:
        print_json({"rows": rows})
        return
    counts = Counter(row["theme"] for row in rows)
    named = {theme.code: counts[theme.code] for theme in topics.themes}
    print_counts({**named, NOT_CLEAR: counts[None]})
