"""Conversations as residents have them: each golden file is what was said, and what was kept.

To add one, write a file with its first line ("# needs cy sms", see `transcripts.Journey`) and the
lines "Resident: ...", and run with --update. One with nothing but these two waits for a translation
and is not tested. Read what --update wrote: it is what people will get.
"""

from pathlib import Path

import pytest

from tests.journeys.transcripts import has_texts, is_played, list_flows, read_journey

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = ("en", "tr", "cy")
CHANNELS = ("sms", "telegram")


def read_golden() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.txt"))}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "stem" not in metafunc.fixturenames:
        return
    updates = metafunc.config.getoption("--update", default=False)
    golden = read_golden()
    stems = [
        stem
        for stem, written in golden.items()
        if is_played(written) or (updates and _can_be_played(written))
    ]
    metafunc.parametrize("stem", stems)


def _can_be_played(written: str) -> bool:
    journey = read_journey(written)
    return has_texts(journey.flow, journey.language)


def test_journey_reads_as_before(stem: str, updates: bool) -> None:
    path = GOLDEN / f"{stem}.txt"
    expected = path.read_text(encoding="utf-8")

    written = read_journey(expected).play()

    if updates:
        path.write_text(written, encoding="utf-8")
    assert updates or written == expected


def test_each_flow_has_a_journey_in_each_of_its_languages_on_each_channel() -> None:
    golden = read_golden()
    wanted = {
        f"{flow}.{language}.{channel}"
        for flow in list_flows()
        for language in LANGUAGES
        if has_texts(flow, language)
        for channel in CHANNELS
    }

    missing = sorted(name for name in wanted if not is_played(golden.get(name, "")))

    assert not missing, f"write the resident's lines of {', '.join(missing)}; run with --update"


def test_each_journey_is_named_after_what_it_plays() -> None:
    named = {
        stem: read_journey(written)
        for stem, written in read_golden().items()
        if stem.count(".") == 2
    }

    assert all(stem == f"{one.flow}.{one.language}.{one.channel}" for stem, one in named.items())
