from datetime import date

import pytest

from flows.catalogue import parse_catalogue
from flows.effects import Say
from flows.loading import load_texts
from flows.rendering import Setting, render
from flows.sms import count_segments
from flows.templates import PLACEHOLDERS, find_placeholders
from storage.library import read_staff_sources

LANGUAGES = ("en", "tr", "cy")
SOURCES = read_staff_sources()
TEXTS = load_texts(SOURCES, "staff", LANGUAGES)
KEYS = sorted({key for key, _ in TEXTS.texts if key.startswith("staff.")})
SETTING = Setting(
    community_name="Marsh Lane Hall",
    phone="020 7946 0123",
    contact="Sam",
    decider="the council",
    promise_day=date(2026, 12, 12),
    given={name: "1234" for name in PLACEHOLDERS if name.startswith("staff.")},
)
MOST = {"GSM-7": 1, "UCS-2": 3}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_text_to_staff_is_short_in_every_language(key: str, language: str) -> None:
    cost = count_segments(render(TEXTS, Say(key, language), SETTING))

    assert cost.segments <= MOST[cost.encoding]


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_text_to_staff_tells_the_same_in_every_language(language: str) -> None:
    name = f"staff.{language}.po"
    told = parse_catalogue(SOURCES[name], name)

    assert {TEXTS.texts[key, "en"] for key in KEYS} == set(told)
    assert [
        text
        for text, translation in told.items()
        if find_placeholders(text) != find_placeholders(translation)
    ] == []
