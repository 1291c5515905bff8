import subprocess
import sys
from pathlib import Path

import pytest

from storage.settings import inherited_environment


def run(*words: str, given: bytes = b"", **environment: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-m", "sayso", *words],
        input=given,
        capture_output=True,
        env=inherited_environment(environment),
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr.decode().splitlines()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("words", "clear"), "Missing argument 'id'."),
        (("flow", "play", "needs", "--channel", "fax"), "'fax' is not one of 'sms', 'telegram'."),
        (("stat",), "Did you mean"),
    ],
)
def test_what_is_wrong_with_a_command_is_one_line(words: tuple[str, ...], said: str) -> None:
    code, lines = run(*words)

    assert code == 2
    [line] = lines
    assert said in line
    assert line.endswith("--help` shows what it takes.")


def test_a_language_that_a_flow_has_not_is_refused() -> None:
    for words in (("play", "needs"), ("draw", "needs")):
        code, [line] = run("flow", *words, "--language", "xx")
        assert (code, "--language xx: needs has en, tr" in line) == (2, True)


def test_odd_letters_from_a_pipe_do_not_break_a_conversation() -> None:
    assert run("flow", "play", "needs", given=b"\xff\xfe more benches\n") == (0, [])


def test_a_data_folder_that_is_a_file_is_told_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()

    code, [line] = run("status", SAYSO_DATA_DIR=str(file / "data"))

    assert code == 2
    assert line.startswith("sayso: not set: ")
