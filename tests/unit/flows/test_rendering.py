"""The words a resident reads, and what they cost."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.definition import Flow
from flows.effects import Say
from flows.menus import LANGUAGE_NAMES
from flows.rendering import Setting, format_day, render
from flows.sms import count_segments

MOST = {"need.welcome": 2, "need.say": 2, "system.help": 2, "system.echo": 1, "system.alert": 2}
OPTIONS = {
    "system.help": tuple(
        f"option_{name}"
        for name in ("call", "language", "happened", "data", "delete", "complain", "less")
    ),
    "system.danger": ("option_yes", "option_no"),
}


def render_with_options(needs: Flow, key: str, language: str, setting: Setting) -> str:
    labels = [needs.text(f"system.{name}", language) for name in OPTIONS.get(key, ())]
    options = tuple((str(digit), label) for digit, label in enumerate(labels, 1))
    if key.endswith(".say"):
        options = needs.tables.questions[key.split(".")[0], language].options
    return render(needs, Say(key, language, "reply", options), setting)


def test_english_is_gsm_7_and_within_its_segments(needs: Flow, setting: Setting) -> None:
    for key, language in needs.texts:
        if language == "en":
            cost = count_segments(render_with_options(needs, key, language, setting))
            assert cost.encoding == "GSM-7", key
            assert cost.segments <= MOST.get(key, 1), key


def test_turkish_takes_three_segments_at_most_and_four_with_a_menu(
    needs: Flow, setting: Setting
) -> None:
    for key, language in needs.texts:
        if language == "tr":
            cost = count_segments(render_with_options(needs, key, language, setting))
            assert cost.segments <= (4 if key in ("need.welcome", "system.help") else 3), key


def test_only_a_number_that_can_be_rung_is_offered_to_ring_and_hang_up(
    needs: Flow, setting: Setting
) -> None:
    said = [key for (key, _), text in needs.texts.items() if "hang up" in text]
    assert said == ["system.ring_line"]

    close = Say("close.say", "en")
    assert "To talk, ring" in render(needs, close, setting)
    rung = render(needs, close, replace(setting, own_number="+447700900000"))
    assert "No credit? Ring this number, hang up, we ring you." in rung
    assert "To talk, ring" not in rung


def test_days_read_as_people_write_them() -> None:
    assert format_day(date(2026, 12, 12), "en") == "12 Dec"
    assert format_day(date(2026, 12, 12), "tr") == "12 Ara"
    assert all(format_day(date(2026, 12, 12), language) for language in LANGUAGE_NAMES)


def test_source_is_left_out_where_it_is_not_known(needs: Flow, setting: Setting) -> None:
    unknown = Setting(
        community_name="Marsh Lane Hall",
        phone="",
        contact="Rosa",
        decider="the council",
        promise_day=date(2026, 12, 12),
    )
    text = render(needs, Say("need.say", "en"), unknown)
    assert "You gave us" not in text
    assert "To talk" not in text
    assert "  " not in text
    assert "You gave us your number in May." in render(needs, Say("need.say", "en"), setting)


def test_numbers_to_ring_are_the_communitys(needs: Flow) -> None:
    there = Setting(
        community_name="Marsh Lane Hall",
        phone="020 7946 0123",
        contact="Rosa",
        decider="the council",
        promise_day=date(2026, 12, 12),
        emergency={"danger": "112", "talk": "0800 111"},
    )
    text = render(needs, Say("system.danger", "en"), there)
    assert "112" in text
    assert "0800 111" in text


@pytest.mark.parametrize(
    "name",
    [
        "{community.phone}",
        "{0.__class__}",
        "{{7*7}}",
        "%(secret)s",
        "${secret}",
        "{promise.day}",
        "{__import__}",
        "\\1",
        "{}",
        "{",
    ],
)
def test_what_a_setting_says_is_never_a_template(needs: Flow, name: str) -> None:
    hostile = Setting(
        community_name=name, phone="1", contact="R", decider="d", promise_day=date(2026, 12, 12)
    )
    assert render(needs, Say("system.who", "en"), hostile).startswith(
        f"{name}, a neighbours' group."
    )


@given(st.text(max_size=40))
def test_a_name_comes_out_as_it_went_in(needs: Flow, name: str) -> None:
    there = Setting(
        community_name=name,
        phone="1",
        contact="R",
        decider="d",
        promise_day=date(2026, 12, 12),
        channel="telegram",
    )
    assert render(needs, Say("system.who", "en"), there).startswith(" ".join(f"{name}, a".split()))


def test_sms_is_folded_and_telegram_is_not(needs: Flow) -> None:
    def write(channel: str) -> str:
        there = Setting(
            community_name="Rosa’s Hall",
            phone="1",
            contact="R",
            decider="d",
            promise_day=date(2026, 12, 12),
            channel=channel,
        )
        return render(needs, Say("system.who", "en"), there)

    assert write("sms").startswith("Rosa's Hall")
    assert write("telegram").startswith("Rosa’s Hall")
