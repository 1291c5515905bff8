"""Runs commands in this process, with an environment of their own."""

import gc
import warnings
from collections.abc import Mapping
from pathlib import Path

from typer.testing import CliRunner, Result

from sayso.cli import make_app
from storage.settings import environment_names


def invoke(environment: Mapping[str, object], *words: str, given: str | None = None) -> Result:
    """Run a command with these settings and no others; a SaysoError is in `exception`."""
    others: dict[str, str | None] = dict.fromkeys(environment_names())
    kept = {name: str(value) for name, value in environment.items()}
    gc.disable()  # a command leaves its connections to the end of its process
    try:
        result = CliRunner().invoke(make_app(*words), words, input=given, env=others | kept)
        _forget_frames(result)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect(1)  # what it made is young; to look at all that is older takes long
    finally:
        gc.enable()
    return result


def _forget_frames(result: Result) -> None:
    """Let go of the frames behind an error: they hold connections."""
    result.exc_info = None
    error: BaseException | None = result.exception
    while error is not None:
        error.__traceback__ = None
        error = error.__cause__ or error.__context__


def write(folder: Path, name: str, text: str) -> str:
    """Write a file and give its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)
