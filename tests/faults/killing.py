"""Sayso's own processes under a supervisor in a thread, to be killed as a test likes."""

import os
import signal
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path

from sayso.launching import read_pids, wait_until
from sayso.supervisor import supervised
from storage.queues import Lane

LANES = {f"worker-{lane}": ["sayso", "worker", str(lane)] for lane in Lane}
PROGRAMS = {"web": ["sayso", "web"], **LANES, "clock": ["sayso", "clock"]}


def find_port() -> int:
    """Find a port of this machine that is free."""
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])


def is_open(port: int) -> bool:
    """Say whether anybody listens there."""
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Processes:
    """What runs; whoever is killed is begun again."""

    run_dir: Path
    output: BytesIO
    stop: threading.Event = field(default_factory=threading.Event)
    killed: dict[str, int] = field(default_factory=dict)
    forgotten: int = 0

    def kill(self, *names: str) -> None:
        """Kill -9 programs by pid, each as soon as it was begun again after its last kill."""
        for name in names:
            assert wait_until(partial(self._is_back, name), seconds=120)
            self.killed[name] = self._pid(name)
            os.kill(self.killed[name], signal.SIGKILL)

    def _is_back(self, name: str) -> bool:
        return self._pid(name) != self.killed.get(name)

    def _pid(self, name: str) -> int:
        return read_pids(self.run_dir)[name]

    def log(self) -> str:
        """Give what they printed since the last `forget`."""
        return self.output.getvalue()[self.forgotten :].decode(errors="replace")

    def forget(self) -> None:
        """Leave out of the log what was printed until now."""
        self.forgotten = len(self.output.getvalue())


@contextmanager
def running(environment: Mapping[str, str], run_dir: Path) -> Iterator[Processes]:
    """Run web, every lane's worker and the clock for as long as the block lasts."""
    processes = Processes(run_dir, BytesIO())

    def keep() -> None:
        with supervised(
            PROGRAMS, run_dir=run_dir, output=processes.output, environment=environment
        ) as kept:
            while not processes.stop.is_set():
                kept.look()

    keeper = threading.Thread(target=keep, name="supervisor")
    keeper.start()
    try:
        yield processes
    finally:
        processes.stop.set()
        keeper.join(60)
