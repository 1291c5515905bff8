"""Conversations as residents have them: each golden file is what was said, and what was kept.

To add one, write a file with its first line and the lines "Resident: ...", and run with --update.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import flows
from flows.conversation import Conversation
from flows.loading import load_flow
from flows.play import RESIDENT, play
from flows.rendering import Setting

GOLDEN = Path(__file__).parent / "golden"
LIBRARY = Path(next(iter(flows.__path__))) / "library"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SETTING = Setting(
    community_name="Marsh Lane Hall",
    phone="020 7946 0123",
    contact="Rosa",
    decider="the council",
    promise_day=date(2026, 12, 12),
    source="2026-05-14",
)


def read_lines(transcript: str) -> list[str]:
    lines = []
    for line in transcript.splitlines():
        if line.startswith(f"{RESIDENT}: "):
            lines.append(line.removeprefix(f"{RESIDENT}: "))
        elif line.startswith("  [>>"):
            lines.append(line.strip()[1:-1])
    return lines


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_journey_reads_as_before(path: Path, updates: bool) -> None:
    expected = path.read_text(encoding="utf-8")
    head = expected.splitlines()[0]
    words = head.split()
    flow = load_flow({one.name: one.read_text(encoding="utf-8") for one in LIBRARY.iterdir()})

    transcript = play(
        flow,
        read_lines(expected),
        SETTING,
        now=NOW,
        conversation=Conversation.begin("tr" if "turkish" in words else "en", "known" in words),
        started="unprompted" not in words,
    )

    written = f"{head}\n{transcript.to_text()}\n"
    if updates:
        path.write_text(written, encoding="utf-8")
    assert updates or written == expected
