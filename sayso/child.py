"""Becomes another program that is told to end when its parent dies. Imports nothing of ours.

The kernel ties the death signal to the parent's thread, and a change of account clears it: so the
parent starts its children from its main thread, and the signal is set last.
"""

import argparse
import ctypes
import os
import signal
import sys
from collections.abc import Sequence

_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def become(arguments: Sequence[str]) -> None:
    """Write a pid file, change account, ask for the death signal, and run the program in our place.

    Args:
        arguments: options, then `--` and the program with its own arguments.

    Raises:
        OSError: the account cannot be taken, or the program cannot be run.
    """
    options = _parse(arguments)
    if options.pid_file:
        _write_pid(options.pid_file)
    if options.account:
        uid, gid = map(int, options.account.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    prctl = getattr(ctypes.CDLL(None), "prctl", None)  # Linux alone has it
    if prctl is not None:
        prctl(_SET_DEATH_SIGNAL, signal.Signals[f"SIG{options.signal}"], 0, 0, 0)
    if os.getppid() == options.parent:  # else it died while we got ready
        os.execvp(options.program[0], options.program)  # noqa: S606  (to run a program is our task)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sayso.child", description=__doc__)
    parser.add_argument(
        "--parent", type=int, required=True, help="pid that must still be our parent"
    )
    parser.add_argument("--signal", default="TERM", help="what to get when the parent dies")
    parser.add_argument("--account", default="", help="uid:gid to run as")
    parser.add_argument("--pid-file", default="", help="where to write our pid")
    parser.add_argument("program", nargs="+")
    return parser.parse_args(arguments)


def _write_pid(path: str) -> None:
    with open(f"{path}.new", "w", encoding="ascii") as file:
        file.write(f"{os.getpid()}\n")
    os.replace(f"{path}.new", path)


if __name__ == "__main__":
    try:
        become(sys.argv[1:])
    except OSError as error:
        sys.exit(f"cannot run it: {error}")
