"""The files of an edition: written beside their checksums, looked at again, written again."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from uuid import UUID

import orjson

from insight.model import Digest
from storage import digests
from storage.digests import File, Frozen
from workers.digests.formats import FORMATS
from workers.house import House

SUMS = "SHA256SUMS"
PROGRAMS = ("sayso", "typst", "xlsxwriter", "odfdo", "python-docx", "jinja2")

Tell = Callable[[int, int], None]
"""Told how many files are done, of how many."""


def tell_nobody(_: int, __: int) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as it was frozen: where, and what is wrong with it."""

    where: str
    what: str


def name_versions() -> str:
    """Name the versions of all that gives a file its bytes."""
    return ", ".join(f"{name} {version(name)}" for name in PROGRAMS)


def find_folder(house: House, frozen: Frozen) -> Path:
    """Name the folder that an edition's files are in."""
    name = f"digest-{frozen.number}-edition-{frozen.edition}"
    return house.settings.data_dir / "digests" / name


def name_file(frozen: Frozen, ending: str) -> str:
    """Name a file of an edition, as people download it."""
    edition = "" if frozen.edition == 1 else f"-edition-{frozen.edition}"
    return f"digest-{frozen.number}{edition}.{ending}"


def render_files(frozen: Frozen, *, tell: Tell = tell_nobody) -> Iterator[tuple[str, bytes]]:
    """Render each file of an edition: its name and its bytes."""
    model = Digest.from_json(orjson.loads(frozen.model))
    for done, (ending, format) in enumerate(FORMATS.items(), start=1):
        yield name_file(frozen, ending), format.render(model)
        tell(done, len(FORMATS))


def read_file(house: House, frozen: Frozen, ending: str) -> tuple[str, bytes]:
    """Give a file of an edition by its name and bytes: from its folder where it is still as it was.

    Where it is not, it is rendered anew.
    """
    name = name_file(frozen, ending)
    with house.database.transaction() as db:
        sha256 = digests.find_sha256(db, frozen.id, name)
    path = find_folder(house, frozen) / name
    with suppress(OSError):
        content = path.read_bytes()
        if hash_content(content) == sha256:
            return name, content
    return name, FORMATS[ending].render(Digest.from_json(orjson.loads(frozen.model)))


def write_files(
    house: House, community: UUID, frozen: Frozen, *, tell: Tell = tell_nobody
) -> tuple[Path, ...]:
    """Write an edition's files and their checksums, and keep the checksums in the database.

    Returns:
        The files, without the one of their checksums.
    """
    folder = find_folder(house, frozen)
    folder.mkdir(parents=True, exist_ok=True)
    files, paths = [], []
    for name, content in render_files(frozen, tell=tell):
        (folder / name).write_bytes(content)
        paths.append(folder / name)
        files.append(File(name=name, sha256=hash_content(content), size=len(content)))
    write_sums(folder, {one.name: one.sha256 for one in files})
    with house.database.transaction() as db:
        digests.keep_files(db, community, frozen.id, files)
    return tuple(paths)


def write_sums(folder: Path, sums: Mapping[str, str]) -> None:
    """Write what `sha256sum --check` reads."""
    lines = [f"{sha256}  {name}\n" for name, sha256 in sorted(sums.items())]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def verify_edition(house: House, frozen: Frozen, files: list[File]) -> list[Fault]:
    """Hold an edition's row in the database and its files against what was kept of them."""
    return [*_verify_row(frozen), *_verify_files(find_folder(house, frozen), files)]


def _verify_row(frozen: Frozen) -> Iterator[Fault]:
    if (
        digests.checksum({name: getattr(frozen, name) for name in Frozen.__slots__})
        != frozen.sha256
    ):
        where = f"digest {frozen.number}, edition {frozen.edition} in the database"
        yield Fault(where=where, what="its row was changed after it was frozen")


def _verify_files(folder: Path, files: list[File]) -> Iterator[Fault]:
    for one in files:
        yield from _verify_file(folder / one.name, one.sha256)
    if not files:
        return
    kept = {one.name: one.sha256 for one in files}
    if _read_sums(folder) != kept:
        what = "it is not there" if not (folder / SUMS).exists() else "it was changed"
        yield Fault(where=str(folder / SUMS), what=what)


def verify_folder(folder: Path) -> list[Fault]:
    """Hold the files of a folder against the checksums beside them, wherever it was copied to."""
    sums = _read_sums(folder)
    if sums is None:
        return [Fault(where=str(folder / SUMS), what="it is not there, or no list of checksums")]
    return [fault for name, sha256 in sums.items() for fault in _verify_file(folder / name, sha256)]


def _verify_file(path: Path, sha256: str) -> Iterator[Fault]:
    try:
        if hash_content(path.read_bytes()) != sha256:
            yield Fault(where=str(path), what="it was changed")
    except OSError:
        yield Fault(where=str(path), what="it is not there")


def _read_sums(folder: Path) -> dict[str, str] | None:
    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    parted = [line.partition("  ") for line in lines]
    if not all(name and "/" not in name for _, _, name in parted):
        return None
    return {name: sha256 for sha256, _, name in parted}


def hash_content(content: bytes) -> str:
    """Work out the SHA-256 of a file, in hex."""
    return hashlib.sha256(content).hexdigest()
