"""Keys and lines of whoever sits at the terminal; from a pipe, they are read one by one as well."""

import sys
from collections import deque

import click
import typer

_ESCAPE = "\x1b"


class Keyboard:
    """Gives one key at a time, also where several were pressed since the last one."""

    def __init__(self) -> None:
        self._waiting: deque[str] = deque()

    def read_key(self) -> str:
        """Read one key without Enter; "" at the end of what is piped in."""
        if not sys.stdin.isatty():
            return sys.stdin.read(1)
        while not self._waiting:
            pressed = click.getchar()
            if not pressed.startswith(_ESCAPE):  # an arrow, or another key that is no letter
                self._waiting.extend(pressed)
        return self._waiting.popleft()

    def read_line(self, question: str) -> str:
        """Ask for a line; "" for none."""
        self._waiting.clear()
        if sys.stdin.isatty():
            return str(typer.prompt(question, default="", show_default=False)).strip()
        typer.echo(f"{question}: ", nl=False)
        return sys.stdin.readline().strip()
