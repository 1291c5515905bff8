import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.supervisor import read_procfile

ROOT = Path(__file__).parents[2]
PROCFILE = read_procfile(ROOT / "Procfile")
LOCKS = sorted(ROOT.glob("requirements*.lock"))
# Folders that one machine has: written so that this file does not match itself.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|tmp|farm|root)/" + "[a-z]")


def texts() -> Iterator[tuple[str, str]]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name == ".ci" or not name.startswith((".", "__"))]
        for path in (Path(folder, name) for name in names if not name.endswith(".lock")):
            try:
                yield str(path.relative_to(ROOT)), path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def test_no_file_names_a_path_of_one_machine() -> None:
    assert [name for name, text in texts() if MACHINE_PATH.search(text)] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_lock_pins_by_hash_and_names_no_registry(path: Path) -> None:
    text = path.read_text("utf-8")
    pinned = re.findall(
        r"^[a-z0-9._-]+(?:\[[a-z,]+\])?==\S+(?: ;.*)? \\\n    --hash=sha256:", text, re.M
    )

    assert "://" not in text
    assert len(pinned) == len(re.findall(r"^[a-z]", text, re.M)) > 0


def test_procfile_names_the_programs_that_run_starts() -> None:
    assert list(PROCFILE) == ["release", "web", "worker", "clock"]


@pytest.mark.parametrize("words", PROCFILE.values(), ids=PROCFILE)
def test_procfile_command_exists(words: list[str]) -> None:
    program = Path(sys.executable).with_name(words[0])
    shown = subprocess.run([program, *words[1:], "--help"], capture_output=True, check=False)

    assert shown.returncode == 0


def test_dev_is_a_posix_script_that_can_be_run() -> None:
    assert (ROOT / "dev").read_text("utf-8").startswith("#!/bin/sh\n")
    assert os.access(ROOT / "dev", os.X_OK)
    subprocess.run(["/bin/sh", "-n", ROOT / "dev"], check=True)
