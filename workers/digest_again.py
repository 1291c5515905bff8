"""A frozen edition made again: counted anew from the database, and rendered anew from its model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from storage import digests, evidence, retention
from storage.digests import Frozen
from workers.digest import cut_again
from workers.digest_files import (
    Tell,
    find_folder,
    hash_content,
    name_versions,
    render_files,
    tell_nobody,
    write_sums,
)
from workers.house import House, Present


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What came of making an edition again.

    Attributes:
        counts: what the database counts otherwise now, such as "topics homes: 31, now 30".
        words: parts of the document that differ though what was counted may not.
        files: those whose bytes differ, named with the versions that wrote them.
        written: files that were missing or changed, and were written again.
        code: the versions that wrote the files first; now: those of today.
        gone: the day on which what people said was deleted; "": it is here.
    """

    counts: tuple[str, ...]
    words: tuple[str, ...]
    files: tuple[str, ...]
    written: tuple[str, ...]
    code: str
    now: str
    gone: str

    @property
    def is_same(self) -> bool:
        """Whether everything came out as it was."""
        return not (self.counts or (self.words and not self.gone) or self.files)


def rebuild(house: House, present: Present, frozen: Frozen, *, tell: Tell = tell_nobody) -> Rebuilt:
    """Count an edition's rows again as of its cut, and render its files again.

    Files that are missing or were changed are written where their bytes are what they were.
    """
    with house.database.transaction() as db:
        evidence.stand_still(db)
        gone = retention.find_gone(db, present.community.id, frozen.engagement_id)
        again = orjson.loads(cut_again(db, present, frozen))
    before = orjson.loads(frozen.model)
    files, written = _render_again(house, present.community.id, frozen, tell)
    return Rebuilt(
        counts=tuple(_compare(before["exact"], again["exact"])),
        words=tuple(
            name for name, part in before["shown"].items() if part != again["shown"].get(name)
        ),
        files=files,
        written=written,
        code=frozen.code,
        now=name_versions(),
        gone=gone.date().isoformat() if gone else "",
    )


def _compare(before: Any, again: Any, where: str = "") -> Iterator[str]:
    """Name each count that differs."""
    if isinstance(before, Mapping) and isinstance(again, Mapping):
        for name in sorted({*before, *again}):
            yield from _compare(before.get(name, 0), again.get(name, 0), f"{where} {name}".strip())
    elif before != again:
        yield f"{where}: {before or 0}, now {again or 0}"


def _render_again(
    house: House, community: UUID, frozen: Frozen, tell: Tell
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Render each file.

    Returns:
        Files that differ from what was frozen, and files that were written again.
    """
    with house.database.transaction() as db:
        kept = {one.name: one.sha256 for one in digests.list_files(db, community, frozen.id)}
    folder = find_folder(house, frozen)
    folder.mkdir(parents=True, exist_ok=True)
    differ, written = [], []
    for name, content in render_files(frozen, tell=tell):
        path = folder / name
        if kept and kept.get(name) != hash_content(content):
            differ.append(name)
        elif not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
            written.append(name)
    if kept:
        write_sums(folder, kept)
    return tuple(differ), tuple(written)


def describe(again: Rebuilt) -> dict[str, Any]:
    """Lay out what came of it for scripts."""
    return {name: getattr(again, name) for name in Rebuilt.__slots__}


def say_rebuilt(again: Rebuilt) -> Iterator[str]:
    """Say in lines what came of it: the counts, the words, and the files, each by itself."""
    if again.counts:
        yield "The database counts otherwise now (somebody was deleted, or linked to another):"
        yield from (f"  {one}" for one in again.counts)
    else:
        yield "Counted again: the same figures."
    if again.gone:
        yield f"The words cannot be counted again: they were deleted on {again.gone}, being kept no"
        yield "longer (`sayso retention`). What was published stands in the files as it was."
    elif again.words and not again.counts:
        parts = ", ".join(again.words)
        yield f"The figures are the same, the words are not (they were withdrawn): {parts}."
    if again.files:
        yield f"These files come out otherwise: {', '.join(again.files)}."
        yield f"They were written by {again.code or 'an earlier version'}; this is {again.now}."
    else:
        yield "Rendered again: the same bytes in every format."
    if again.written:
        yield f"Written again, as they were: {', '.join(again.written)}."
