"""PostgreSQL as an embedded server: its cluster, its settings, and how to see that it is up."""

import shutil
import signal
import subprocess
from pathlib import Path

from flows.errors import ServersError
from sayso.launching import make_folder, run
from sayso.places import Place
from sayso.server import Server

_VERSION = "18"
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def postgres_of(place: Place, *, durable: bool) -> Server:
    """Describe PostgreSQL on a place, and make its cluster and database if they are not there.

    Raises:
        ServersError: the data is of another version, or initdb fails.
    """
    data = place.home / "postgres"
    if not data.exists():
        _make_cluster(place, data, durable=durable)
    version = (data / "PG_VERSION").read_text("ascii").strip()
    if version != _VERSION:
        raise ServersError(
            f"{data} is of PostgreSQL {version}, this is {_VERSION}: dump it with the old Sayso."
        )
    settings = _SETTINGS if durable else _SETTINGS | _FORGETFUL
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    pid_file = data / "postmaster.pid"

    def begin() -> subprocess.Popen[bytes]:
        _remove_stale_pid(pid_file)
        words: list[str | Path] = [place.postgres, "-D", data, "-k", place.sockets, *options]
        return place.start("postgres", words, ends_with=signal.SIGINT)

    def answers(pid: int) -> bool:
        try:
            lines = pid_file.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return False
        return lines[:1] == [str(pid)] and [line.strip() for line in lines[7:8]] == ["ready"]

    return Server(
        name="PostgreSQL",
        begin=begin,
        answers=answers,
        ends_with=signal.SIGINT,  # its fast shutdown
        log=place.log_of("postgres"),
        pid_file=place.pid_file_of("postgres"),
    )


def _make_cluster(place: Place, data: Path, *, durable: bool) -> None:
    new = data.with_name("postgres.new")
    shutil.rmtree(new, ignore_errors=True)
    make_folder(new, account=place.account)
    words: list[str | Path] = [place.postgres.with_name("initdb"), "-D", new, "-U", "sayso"]
    words += ["--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--no-instructions"]
    words += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    run(words if durable else [*words, "--no-sync"], account=place.account)
    single: list[str | Path] = [place.postgres, "--single", "-D", new, "postgres"]
    run(single, account=place.account, given="create database sayso\n")
    new.rename(data)


def _remove_stale_pid(pid_file: Path) -> None:
    """Remove the pid file of a server that was killed: its number may be anybody's by now."""
    try:
        pid = int(pid_file.read_text("utf-8").splitlines()[0])
    except FileNotFoundError:
        return
    except (ValueError, IndexError):
        pid = 0
    try:
        at_work = Path(f"/proc/{pid}/cwd").readlink() == pid_file.parent
    except OSError:  # gone, a zombie, or somebody else's
        at_work = False
    if not at_work:
        pid_file.unlink(missing_ok=True)
