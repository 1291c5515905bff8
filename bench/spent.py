"""CPU seconds that processes have used: steady where other work makes speeds uncertain."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from sayso.launching import read_pids

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


def read_cpu(*run_dirs: Path) -> dict[str, float]:
    """Read what each program of these run folders has used, its children with it.

    Returns:
        name -> CPU seconds. Those of a child that ended and was waited for count too.
    """
    pids = {name: pid for folder in run_dirs for name, pid in read_pids(folder).items()}
    return {name: sum(_read(one) for one in _family(pid)) for name, pid in pids.items()}


def read_memory_mb(pid: int) -> float:
    """Read how much memory a process holds now, in megabytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1e6


def describe(before: Mapping[str, float], after: Mapping[str, float], *, among: int) -> str:
    """Say what each program used between two readings, shared out among so many."""
    return ", ".join(
        f"{name} {(after[name] - before.get(name, 0.0)) / among * 1e6:.0f} us"
        for name in sorted(after)
    )


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text("ascii").split():
            yield from _family(int(child))


def _read(pid: int) -> float:
    try:
        words = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except FileNotFoundError:  # it ended meanwhile
        return 0.0
    return sum(map(int, words[11:15])) / _TICKS_PER_S
