"""The plain questions of `sayso start`, answered into the same form that `--from` reads."""

import json
from datetime import date, timedelta

import typer

FIRST = (
    ("name", "What is your group called, as people know it?", None),
    ("address", "Where can people find you?", None),
    ("phone", "Which number can people ring?", None),
    ("contact", "Who answers there? A first name is enough.", None),
    ("decider", 'Who decides about what people ask for? As in "the council"', None),
)
HEAR_BACK = timedelta(weeks=8)


def ask_everything(*, today: date) -> str:
    """Ask, and write the answers as a community file (JSON is YAML)."""
    answers: dict[str, object] = {key: _ask(question, then) for key, question, then in FIRST}
    then = (today + HEAR_BACK).isoformat()
    answers["hear_back_by"] = _ask("By what day will everybody hear what came of it?", then)
    languages = _ask("Which languages do you write in? en, tr", "en")
    answers["languages"] = [one.strip() for one in languages.split(",") if one.strip()]
    answers["zone"] = _ask("Which time zone?", "Europe/London")
    answers["sending_hours"] = {
        "weekdays": _ask_hours("Monday to Saturday", "08:00-21:00"),
        "sundays": _ask_hours("on Sundays", "10:00-18:00"),
    }
    answers["quiet_days"] = []
    answers["safeguarding"] = {
        "name": _ask("Who is told at once when a text sounds worrying?", None),
        "channel": _ask("How do we reach them: sms or telegram?", "sms"),
        "address": _ask("At which number, or Telegram chat id?", None),
    }
    answers["monthly_cap_pounds"] = float(_ask("What may texts cost a month, in pounds?", "50"))
    return json.dumps(answers, indent=1)


def _ask(question: str, default: str | None) -> str:
    return str(typer.prompt(question, default=default)).strip()


def _ask_hours(days: str, default: str) -> list[str]:
    return _ask(f"When may we write first, {days}?", default).replace(" ", "").split("-")
