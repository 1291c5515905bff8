"""Keeps programs running: begins them, begins them again when they die, and ends them.

Why not a library: docs/decisions/0001-own-supervisor.md.
"""

import os
import selectors
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import BinaryIO

from flows.errors import InputError
from sayso import child

_ROUND_S = 0.1
_BETWEEN_STARTS_S = 1.0  # whoever cannot start tries once a second, and is heard each time
_GRACE_S = 15.0  # workers finish their calls within 10 s


def read_procfile(path: Path) -> dict[str, list[str]]:
    """Read a Procfile, as program name -> its words, in the order of the file.

    Raises:
        InputError: no such file, or a line that is not `name: command`, with file and line.
    """
    programs = {}
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}: name a Procfile that is there.") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, command = line.partition(":")
        if not (colon and name.isidentifier() and command.strip()):
            raise InputError(f"{path}:{number}: a line is `name: command`.")
        programs[name] = shlex.split(command)
    return programs


def supervise(
    programs: Mapping[str, Sequence[str]],
    *,
    run_dir: Path,
    output: BinaryIO | None = None,
    each_round: Callable[[], None] = lambda: None,
) -> int:
    """Keep programs running until SIGTERM or SIGINT comes; a second one does not wait for them.

    Call it in the main thread. Each program is told to end (SIGTERM) also when we are killed.

    Args:
        programs: name -> words. The first word is looked for beside our Python before PATH.
        run_dir: made if it is not there; gets `<name>.pid` for each that runs.
        output: takes what they print, each line with its name before it; else standard output.
        each_round: called some ten times a second, such as `Servers.mend`.

    Returns:
        0, the exit code of a run that was ended as it should be.
    """
    asked: list[int] = []

    def ask(number: int, _: FrameType | None) -> None:
        asked.append(number)

    with ExitStack() as stack:
        for number in (signal.SIGTERM, signal.SIGINT):
            stack.callback(signal.signal, number, signal.signal(number, ask))
        kept = stack.enter_context(supervised(programs, run_dir=run_dir, output=output))
        while not asked:
            kept.look()
            each_round()
        kept.end(hurry=lambda: len(asked) > 1)
    return 0


@contextmanager
def supervised(
    programs: Mapping[str, Sequence[str]],
    *,
    run_dir: Path,
    output: BinaryIO | None = None,
    environment: Mapping[str, str] | None = None,
) -> "Iterator[Supervisor]":
    """Run programs for as long as the block lasts; whoever has it calls `look` again and again.

    Args:
        programs: as for `supervise`.
        run_dir: as for `supervise`.
        output: as for `supervise`.
        environment: what the programs see instead of our own environment.
    """
    run_dir.mkdir(parents=True, exist_ok=True)
    width = max(map(len, programs), default=0)
    kept = Supervisor(
        programs=[
            _Program(
                name=name,
                words=_find(words),
                label=f"{name:<{width}} | ",
                run_dir=run_dir,
                environment=environment,
            )
            for name, words in programs.items()
        ],
        output=output or sys.stdout.buffer,
    )
    try:
        kept.look(wait_s=0)
        yield kept
    finally:
        kept.end()
        kept.close()


@dataclass(slots=True, kw_only=True)
class _Program:
    """One program: its words, its process, and the pipe that its output comes through.

    The program holds both ends of the pipe, so that it can still write when we were killed.
    """

    name: str
    words: Sequence[str]
    label: str
    run_dir: Path
    environment: Mapping[str, str] | None = None
    pipe: tuple[int, int] = field(default_factory=os.pipe)
    rest: bytes = b""
    process: subprocess.Popen[bytes] | None = None
    begun_at: float = float("-inf")

    def begin_if_due(self) -> str:
        """Begin it if it does not run; returns how it had ended, if it had."""
        if self.is_alive() or monotonic() < self.begun_at + _BETWEEN_STARTS_S:
            return ""
        ended = "" if self.process is None else _describe(self.process.returncode)
        self.begun_at = monotonic()
        wrapper = [sys.executable, "-I", "-S", child.__file__, "--parent", str(os.getpid())]
        self.process = subprocess.Popen(
            [*wrapper, "--pid-file", str(self._pid_file()), "--", *self.words],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.pipe[1],
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for us alone
            pass_fds=[self.pipe[0]],
        )
        return ended

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_end(self) -> None:
        if self.process is not None and self.is_alive():
            self.process.terminate()  # itself alone: a worker ends what it forked

    def kill(self) -> None:
        if self.process is not None and self.is_alive():
            os.killpg(self.process.pid, signal.SIGKILL)

    def read_lines(self) -> bytes:
        *lines, self.rest = (self.rest + os.read(self.pipe[0], 65536)).split(b"\n")
        return b"".join(self.label.encode() + line + b"\n" for line in lines)

    def close(self) -> None:
        self._pid_file().unlink(missing_ok=True)
        for end in self.pipe:
            os.close(end)

    def _pid_file(self) -> Path:
        return self.run_dir / f"{self.name}.pid"


class Supervisor:
    """Programs that are kept running. All calls from one thread, which lives as long as they do."""

    def __init__(self, *, programs: Sequence[_Program], output: BinaryIO) -> None:
        self._programs = programs
        self._output = output
        self._selector = selectors.DefaultSelector()
        for program in programs:
            self._selector.register(program.pipe[0], selectors.EVENT_READ, program)

    def look(self, *, wait_s: float = _ROUND_S) -> None:
        """Begin what does not run, and pass on what was printed.

        Args:
            wait_s: seconds to wait for something to be printed.
        """
        for program in self._programs:
            ended = program.begin_if_due()
            if ended:
                self._write(f"{program.label}{ended}; begun again\n".encode())
        self._pass_on(wait_s)

    def end(self, *, hurry: Callable[[], bool] = lambda: False) -> None:
        """Ask all to end, and kill those that have not within 15 s.

        Args:
            hurry: says whether to stop waiting.
        """
        for program in self._programs:
            program.ask_to_end()
        deadline = monotonic() + _GRACE_S
        while self._any_alive() and monotonic() < deadline and not hurry():
            self._pass_on(_ROUND_S)
        for program in self._programs:
            program.kill()
        while self._any_alive():
            self._pass_on(_ROUND_S)
        self._pass_on(0)

    def close(self) -> None:
        """Let go of the pipes; for after `end`."""
        self._selector.close()
        for program in self._programs:
            program.close()

    def _any_alive(self) -> bool:
        return any(program.is_alive() for program in self._programs)

    def _pass_on(self, wait_s: float) -> None:
        for key, _ in self._selector.select(wait_s):
            self._write(key.data.read_lines())

    def _write(self, lines: bytes) -> None:
        self._output.write(lines)
        self._output.flush()


def _find(words: Sequence[str]) -> list[str]:
    beside = Path(sys.executable).parent / words[0]
    return [str(beside) if beside.is_file() else words[0], *words[1:]]


def _describe(returncode: int) -> str:
    if returncode < 0:
        return f"killed by {signal.Signals(-returncode).name}"
    return f"ended with {returncode}"
