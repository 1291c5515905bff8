"""Keys and lines of whoever sits at the terminal; from a pipe, they are read one by one as well."""

import sys

import click
import typer


def read_key() -> str:
    """Read one key without Enter; "" at the end of what is piped in."""
    if sys.stdin.isatty():
        return click.getchar()
    return sys.stdin.read(1)


def read_line(question: str) -> str:
    """Ask for a line; "" for none."""
    if sys.stdin.isatty():
        return str(typer.prompt(question, default="", show_default=False)).strip()
    typer.echo(f"{question}: ", nl=False)
    return sys.stdin.readline().strip()
