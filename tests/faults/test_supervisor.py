import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from time import monotonic

import pytest

from flows.errors import InputError
from sayso.launching import read_pids, wait_until
from sayso.supervisor import Supervisor, read_procfile, supervised

_RUN = """
import sys
from pathlib import Path
from sayso.supervisor import supervise
programs = {"web": ["sleep", "60"], "worker": [sys.executable, "-c", sys.argv[2]]}
sys.exit(supervise(programs, run_dir=Path(sys.argv[1])))
"""
_STUBBORN = """
import signal, time
def finish(*_):
    print("finished the call", flush=True)
    raise SystemExit(0)
signal.signal(signal.SIGTERM, finish)
print("at work", flush=True)
time.sleep(60)
"""


@contextmanager
def supervise_elsewhere(run_dir: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-c", _RUN, str(run_dir), _STUBBORN], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"worker | at work\n"
        assert wait_until(lambda: len(read_pids(run_dir)) == 2, seconds=60)
        yield process
        process.kill()


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"


def look_until_begun(kept: Supervisor, run_dir: Path, *, after: int) -> int:
    def begun() -> bool:
        kept.look(wait_s=0.01)
        return read_pids(run_dir).get("web", after) != after

    assert wait_until(begun, seconds=60)
    return read_pids(run_dir)["web"]


def test_supervised_program_is_back_within_a_second_however_often_it_is_killed(
    tmp_path: Path,
) -> None:
    with supervised({"web": ["sleep", "60"]}, run_dir=tmp_path, output=BytesIO()) as kept:
        pid = look_until_begun(kept, tmp_path, after=0)
        for _ in range(3):
            os.kill(pid, signal.SIGKILL)
            killed_at = monotonic()
            pid = look_until_begun(kept, tmp_path, after=pid)
            assert monotonic() - killed_at < 2  # one second, and room for a busy machine

    assert not runs(pid)
    assert read_pids(tmp_path) == {}


def test_supervised_program_that_cannot_start_is_heard_and_does_not_spin(tmp_path: Path) -> None:
    output = BytesIO()
    words = ["sh", "-c", "echo missing setting SAYSO_KEYS; exit 2"]
    with supervised({"clock": words}, run_dir=tmp_path, output=output) as kept:

        def begun_again() -> bool:
            kept.look(wait_s=0.01)
            return output.getvalue().count(b"missing") == 3

        begun_at = monotonic()
        assert wait_until(begun_again, seconds=60)
        assert monotonic() - begun_at > 1.9

    lines = output.getvalue().splitlines()
    assert lines[:2] == [
        b"clock | missing setting SAYSO_KEYS",
        b"clock | ended with 2; begun again",
    ]


def test_supervise_lets_programs_finish_when_it_is_asked_to_end(tmp_path: Path) -> None:
    with supervise_elsewhere(tmp_path) as process:
        pids = read_pids(tmp_path).values()
        process.terminate()
        printed, _ = process.communicate(timeout=60)

    assert process.returncode == 0
    assert printed == b"worker | finished the call\n"
    assert not any(map(runs, pids))


def test_supervised_programs_end_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    with supervise_elsewhere(tmp_path) as process:
        pids = read_pids(tmp_path).values()
        process.kill()

    assert wait_until(lambda: not any(map(runs, pids)), seconds=60)


def test_read_procfile_names_the_line_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "Procfile"
    path.write_text("# ours\nweb: sayso web --port '80 80'\n", "utf-8")
    assert read_procfile(path) == {"web": ["sayso", "web", "--port", "80 80"]}

    path.write_text("web: sayso web\nworker\n", "utf-8")
    with pytest.raises(InputError, match=r"Procfile:2: "):
        read_procfile(path)
