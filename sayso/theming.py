"""Sorts the texts of anybody's file by anybody's frame. Stores nothing."""

import csv
from collections.abc import Iterator
from pathlib import Path

from flows.errors import InputError
from insight.errors import FrameError
from insight.frame import Frame, parse_frame
from workers.meaning import make_sorter

BATCH_ROWS = 2_000
Text = tuple[str, str]  # id and words


def read_texts(path: Path) -> list[Text]:
    """Read a CSV with the columns id and text.

    Raises:
        InputError: it cannot be read, or a column is missing.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
            if missing := [name for name in ("id", "text") if name not in names]:
                raise InputError(f"{path}:1: no column {' and '.join(missing)} in the first line")
            return [(row[names["id"]] or "", row[names["text"]] or "") for row in reader]
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text: save it as CSV UTF-8") from error
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: not CSV: {error}") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error


def read_frame(path: Path) -> Frame:
    """Read a code frame.

    Raises:
        InputError: it cannot be used; the error names file and line.
    """
    try:
        return parse_frame(path.read_text("utf-8-sig"), str(path))
    except FrameError as error:
        raise InputError(str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8 text") from error


def sort_texts(frame: Frame, texts: list[Text]) -> Iterator[list[dict[str, object]]]:
    """Sort texts, a batch at a time: id, theme (None where it is not clear) and margin of each."""
    found = make_sorter(frame).sort([words for _, words in texts])
    for start in range(0, len(texts), BATCH_ROWS):
        some = slice(start, start + BATCH_ROWS)
        yield [
            {"id": id, "theme": one.theme, "margin": one.margin}
            for (id, _), one in zip(texts[some], found[some], strict=True)
        ]
