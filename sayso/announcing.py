"""Where a running demo leaves its settings, so that other commands in the same folder find it."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sayso.launching import is_locked

FOLDER = "demo"
_FILE = "settings.json"


@contextmanager
def announced(data_dir: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Leave the demo's settings for as long as the block lasts, readable by us alone.

    Args:
        data_dir: the demo's own, whose servers run.
        environment: keys and values as in docs/reference/settings.md, and PHONES_URL.
    """
    path = data_dir / "run" / _FILE
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(dict(environment), file)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def find_demo(data_dir: Path) -> dict[str, str] | None:
    """Find the settings of a demo that runs now in a data folder."""
    run_dir = data_dir.absolute() / FOLDER / "run"
    try:
        if not is_locked(run_dir / "owner.lock"):
            return None
        found: dict[str, str] = json.loads((run_dir / _FILE).read_text("utf-8"))
    except (FileNotFoundError, PermissionError):
        return None
    return found
