"""Starts programs as another account, holds locks, makes folders. Knows no server by name."""

import fcntl
import os
import pwd
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flows.errors import ServersError
from sayso import child

# Servers get this and nothing of ours: no PG* or LD_* setting of the caller may steer them.
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
_POLL_S = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whom a server runs as."""

    name: str
    uid: int
    gid: int


def find_account() -> Account:
    """Say who runs the servers: we ourselves, or nobody where we are root.

    Raises:
        ServersError: root, and the machine has no account "nobody".
    """
    if os.geteuid() != 0:
        return ourselves()
    try:
        found = pwd.getpwnam("nobody")
    except KeyError as error:
        raise ServersError('There is no account "nobody": start it as an ordinary user.') from error
    return Account(name=found.pw_name, uid=found.pw_uid, gid=found.pw_gid)


def ourselves() -> Account:
    """Name the account that we run as."""
    return Account(name="", uid=os.geteuid(), gid=os.getegid())


def start(
    program: Sequence[str | Path],
    *,
    account: Account,
    ends_with: signal.Signals,
    log: IO[bytes],
    pid_file: Path,
    keeps: int,
) -> subprocess.Popen[bytes]:
    """Start a server in a session of its own; it ends when we do, however we end.

    Args:
        ends_with: what the kernel sends it when we die.
        log: takes its output.
        keeps: a file descriptor it holds open to the end.

    Raises:
        ServersError: called outside the main thread, whose end would be taken for ours.
    """
    if threading.current_thread() is not threading.main_thread():
        raise ServersError("Servers must be started from the main thread.")
    words = [*_wrapper(account), "--signal", ends_with.name.removeprefix("SIG")]
    return subprocess.Popen(
        [*words, "--pid-file", str(pid_file), "--", *map(str, program)],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        cwd="/",
        env=_ENVIRONMENT,
        start_new_session=True,  # Ctrl-C is for us alone: we end the servers last
        pass_fds=[keeps],
    )


def run(program: Sequence[str | Path], *, account: Account, given: str = "") -> str:
    """Run a program to its end as an account.

    Args:
        given: its standard input.

    Returns:
        What it printed on standard output.

    Raises:
        ServersError: it failed; names its last line.
    """
    done = subprocess.run(
        [*_wrapper(account), "--", *map(str, program)],
        input=given,
        capture_output=True,
        text=True,
        cwd="/",
        env=_ENVIRONMENT,
        check=False,
    )
    if done.returncode != 0:
        last = (done.stderr.strip() or done.stdout.strip() or "no output").splitlines()[-1]
        raise ServersError(f"{Path(program[0]).name} failed: {last}")
    return done.stdout


def can_run(program: Sequence[str | Path], *, account: Account) -> bool:
    """Tell whether a program runs and succeeds as this account."""
    try:
        run(program, account=account)
    except ServersError:
        return False
    return True


def can_enter(folder: Path, *, account: Account) -> bool:
    """Tell whether the account can reach a folder through all its parents."""
    return can_run(["/bin/sh", "-c", 'cd "$1"', "sh", folder], account=account)


def wait_until(
    ready: Callable[[], bool], *, seconds: float, running: Callable[[], bool] = lambda: True
) -> bool:
    """Look again and again until something holds.

    Args:
        seconds: how long to look at most.
        running: whether it is still worth looking.
    """
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline or not running():
            return ready()
        time.sleep(_POLL_S)  # noqa: TID251  (the launcher may)
    return True


@contextmanager
def locked(path: Path, *, wait_s: float, otherwise: str) -> Iterator[int]:
    """Hold a lock on a file; whoever inherits the descriptor holds it too.

    Args:
        wait_s: seconds to wait for whoever has it.
        otherwise: what the error says then.

    Raises:
        ServersError: somebody else has it.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if not wait_until(lambda: _take(handle), seconds=wait_s):
            raise ServersError(otherwise)
        yield handle
    finally:
        os.close(handle)


def is_locked(path: Path) -> bool:
    """Tell whether somebody holds the lock; a file that is not there is not locked."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return False
    try:
        return not _take(handle)
    finally:
        os.close(handle)


def make_folder(path: Path, *, account: Account, mode: int = 0o700) -> Path:
    """Make a folder that belongs to an account, or see that it does.

    Raises:
        ServersError: something is there that is not ours, or it cannot be made.
    """
    try:
        with suppress(FileExistsError):
            path.mkdir(mode=mode)
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (account.uid, os.geteuid()):
            raise ServersError(f"{path} belongs to another account: set SAYSO_DATA_DIR elsewhere.")
        if found.st_uid == os.geteuid():
            path.chmod(mode)
            os.chown(path, account.uid, account.gid)
    except OSError as error:
        raise ServersError(f"Cannot make {path} ({error.strerror}): set SAYSO_DATA_DIR.") from error
    return path


def read_pids(run_dir: Path) -> Mapping[str, int]:
    """Read the pid files of a run folder, as name -> pid. Who has ended may still be named."""
    return {path.stem: int(path.read_text("ascii")) for path in sorted(run_dir.glob("*.pid"))}


def _take(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wrapper(account: Account) -> list[str]:
    # Without site packages (-S) and the caller's Python settings (-I) it starts in some 20 ms.
    words = [sys.executable, "-I", "-S", child.__file__, "--parent", str(os.getpid())]
    if os.geteuid() == 0:
        words += ["--account", f"{account.uid}:{account.gid}"]
    return words
