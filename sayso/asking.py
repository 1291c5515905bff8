"""The plain questions of `sayso start`, answered into the same form that `--from` reads."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import typer

from flows.errors import InputError
from sayso import answers as reading
from sayso.people import read_address
from sayso.starting import (
    CHANNELS,
    CONTACT_LETTERS,
    DECIDER_LETTERS,
    HEAR_BACK,
    NAME_LETTERS,
    SENDING_HOURS,
)

KEPT = (
    "emergency",
    "evening_text",
    "country",
    "prompts_per_week",
    "prompts_per_month",
    "silent_after_days",
    "keep_words_days",
)
"""Set in a community file, and not asked for."""
SAID_OF_IT = ("is", "has", "needs", "may", "must", "lost", "was")
Read = Callable[[str], Any]


def ask_everything(known: Mapping[str, Any], *, today: date) -> str:
    """Ask, each question again until its answer can be taken.

    Args:
        known: what was set before, in the form of a community file; it is offered again.

    Returns:
        a community file (JSON is YAML).
    """

    def ask(key: str, question: str, read: Read, default: str | None = None) -> Any:
        before = known.get(key)
        return _ask(question, read, default if before is None else _as_line(before))

    day = known.get("hear_back_by", "")
    hear_back = day if day > today.isoformat() else (today + HEAR_BACK).isoformat()
    kept = {key: known[key] for key in KEPT if key in known}
    return json.dumps(
        kept
        | {
            "name": ask(
                "name", "What is your group called, as people know it?", _words(NAME_LETTERS)
            ),
            "address": ask("address", "Where can people find you?", _words(60)),
            "phone": ask("phone", "Which number can people ring?", reading.read_phone),
            "contact": ask(
                "contact", "Who answers there? A first name is enough.", _words(CONTACT_LETTERS)
            ),
            "decider": ask(
                "decider",
                'Who decides about what people ask for? As in "the council"',
                _words(DECIDER_LETTERS),
            ),
            "hear_back_by": _ask(
                "By what day will everybody hear what came of it?",
                lambda words: reading.read_day_after(words, today).isoformat(),
                hear_back,
            ),
            "languages": ask(
                "languages", "Which languages do people speak?", reading.read_languages, "en"
            ),
            "zone": ask("zone", "Which time zone?", reading.read_zone, "Europe/London"),
            "sending_hours": _ask_hours(known.get("sending_hours", SENDING_HOURS)),
            "quiet_days": ask(
                "quiet_days",
                "On which days shall we not write first? Such as 2026-12-25, or none",
                reading.read_quiet_days,
                "none",
            ),
            "safeguarding": _ask_safeguarding(known.get("safeguarding", {})),
            "monthly_cap_pounds": ask(
                "monthly_cap_pounds",
                "What may texts cost a month, in pounds?",
                reading.read_pounds,
                "50",
            ),
        },
        indent=1,
    )


def _ask_hours(known: Mapping[str, Any]) -> dict[str, list[str]]:
    days = {"weekdays": "Monday to Saturday", "sundays": "on Sundays"}
    return {
        key: _ask(f"When may we write first, {words}?", reading.read_hours, "-".join(known[key]))
        for key, words in days.items()
    }


def _ask_safeguarding(known: Mapping[str, str]) -> dict[str, str]:
    name = _ask("Who is told at once when a text sounds worrying?", _words(40), known.get("name"))
    channel: str = _ask(
        "How do we reach them: sms or telegram?",
        lambda words: reading.read_one_of(words, CHANNELS),
        known.get("channel", "sms"),
    )
    address = _ask(
        "At which number, or Telegram chat id?",
        lambda words: read_address(channel, words),
        known.get("address") if channel == known.get("channel") else None,
    )
    return {"name": name, "channel": channel, "address": address}


def _ask(question: str, read: Read, default: str | None) -> Any:
    while True:
        words = str(typer.prompt(question, default=default)).strip()
        try:
            return read(words)
        except (ValueError, InputError) as error:
            typer.echo(f"{_complete(str(error))}.", err=True)


def _complete(problem: str) -> str:
    """Make a sentence of what is wrong: most of it speaks of the answer without naming it."""
    said = problem.partition(" ")[0] in SAID_OF_IT
    return f"That {problem}" if said else problem[:1].upper() + problem[1:]


def _words(most: int) -> Read:
    return lambda words: reading.read_words(words, most=most)


def _as_line(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)
