"""How commands print: data as JSON when asked, words otherwise, trouble on stderr."""

import sys
from collections.abc import Mapping
from typing import Annotated, Any

import orjson
import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


def say(text: str) -> None:
    """Print a line for people."""
    typer.echo(text)


def warn(text: str) -> None:
    """Print a line beside the output."""
    typer.echo(text, err=True)


def print_json(data: Any) -> None:
    """Print data for scripts."""
    sys.stdout.write(orjson.dumps(data, option=orjson.OPT_INDENT_2, default=str).decode() + "\n")


def print_counts(counts: Mapping[str, Any]) -> None:
    """Print numbers for people, one a line."""
    for name, n in counts.items():
        if isinstance(n, dict):
            inner = ", ".join(f"{key} {value}" for key, value in n.items()) or "none"
            say(f"{name:14} {inner}")
        else:
            say(f"{name:14} {n}")
