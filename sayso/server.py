"""One server that we keep: begun, waited for, begun again when it dies, and ended."""

import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from flows.errors import ServersError
from sayso.launching import wait_until

START_S = 10.0  # a postmaster that was killed can stay a zombie for some 3 s
_RETRY_S = 0.5
_STOP_S = 30.0


@dataclass(slots=True, kw_only=True)
class Server:
    """One server: how to start it, how to see that it answers, and its process."""

    name: str
    begin: Callable[[], subprocess.Popen[bytes]]
    answers: Callable[[int], bool]
    ends_with: signal.Signals
    log: Path
    pid_file: Path
    process: subprocess.Popen[bytes] | None = None
    begun_at: float = 0.0

    def launch(self) -> None:
        """Start it; it may not answer yet."""
        self.process = self.begin()
        self.begun_at = monotonic()

    def wait(self) -> None:
        """Wait until it answers, starting it again if it ends.

        Raises:
            ServersError: it does not answer within START_S seconds.
        """
        if not wait_until(self._is_up, seconds=START_S):
            raise ServersError(f"{self.name} does not start: {_last_line(self.log)} ({self.log})")

    def has_ended(self) -> bool:
        """Tell whether it was started and is gone."""
        return self.process is not None and self.process.poll() is not None

    def _is_up(self) -> bool:
        if self.has_ended() and monotonic() > self.begun_at + _RETRY_S:
            self.launch()
        return self.process is not None and not self.has_ended() and self.answers(self.process.pid)

    def stop(self) -> None:
        """End it cleanly; kill it if that takes too long."""
        if self.process is not None and not self.has_ended():
            self.process.send_signal(self.ends_with)
            try:
                self.process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.pid_file.unlink(missing_ok=True)


def _last_line(log: Path) -> str:
    lines = log.read_text("utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "no output"
