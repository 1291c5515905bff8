"""Keys and lines of whoever sits at the terminal; from a pipe, they are read one by one as well."""

import codecs
import os
import sys
import termios
import tty
from collections import deque
from types import TracebackType
from typing import Any, Self

import typer

_ESCAPE = "\x1b"
_MOST_BYTES = 1_024


class Keyboard:
    """Gives one key at a time, also where several were pressed since the last one.

    While it is open, keys come without Enter. The terminal is set once and not for each key:
    setting it throws away what was pressed just before.
    """

    def __init__(self) -> None:
        self._is_terminal = sys.stdin.isatty()
        self._waiting: deque[str] = deque()
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="ignore")
        self._before: list[Any] = []

    def __enter__(self) -> Self:
        """Have the terminal hand on each key at once."""
        if self._is_terminal:
            self._before = termios.tcgetattr(sys.stdin)
            tty.setcbreak(sys.stdin, termios.TCSANOW)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the terminal as it was."""
        if self._is_terminal:
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._before)

    def read_key(self) -> str:
        """Read one key without Enter; "" at the end of what is piped in."""
        if not self._is_terminal:
            return sys.stdin.read(1)
        while not self._waiting:
            read = os.read(sys.stdin.fileno(), _MOST_BYTES)
            if not read:
                return ""
            pressed = self._decoder.decode(read)
            if not pressed.startswith(_ESCAPE):  # an arrow, or another key that is no letter
                self._waiting.extend(pressed)
        return self._waiting.popleft()

    def read_line(self, question: str) -> str:
        """Ask for a line; "" for none."""
        self._waiting.clear()
        if not self._is_terminal:
            typer.echo(f"{question}: ", nl=False)
            return sys.stdin.readline().strip()
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._before)
        try:
            return str(typer.prompt(question, default="", show_default=False)).strip()
        finally:
            tty.setcbreak(sys.stdin, termios.TCSANOW)
