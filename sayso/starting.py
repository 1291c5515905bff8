"""Setting up a community.

The file of `sayso start --from`, checked whole before anything is kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import available_timezones

from flows.errors import InputError
from flows.yaml_tree import Node, parse_tree
from sayso.people import read_address
from storage import communities, engagements, staff
from storage.library import read_flow_sources, read_frame_source
from workers.house import House

EXAMPLE = """\
# What `sayso start --from community.yaml` reads. Every line is needed unless it says otherwise.
name: Marsh Lane Hall              # as people know you; up to 30 letters
address: 12 Marsh Lane, Leeds      # where people find you
phone: 020 7946 0123               # a number people can ring, as they would read it
contact: Sam                       # who answers there; up to 20 letters
decider: the council               # who decides, as part of a sentence; up to 30 letters
hear_back_by: {day}         # the day by which everybody hears what came of it
languages: [en, tr]                # the first one is spoken to people whose language is unknown
zone: Europe/London
sending_hours:                     # when we may write first; answers go at any hour
  weekdays: ["08:00", "21:00"]
  sundays: ["10:00", "18:00"]
quiet_days: []                     # days without first texts, such as [2026-12-25]
safeguarding:                      # who is told of a worrying text at once
  name: Sam
  channel: sms                     # sms or telegram
  address: "+447700900999"         # a number, or a Telegram chat id
monthly_cap_pounds: 50             # what texts may cost a month
"""
"""With a {day} to fill in."""

HEAR_BACK = timedelta(weeks=8)
SENDING_HOURS = {"weekdays": ("08:00", "21:00"), "sundays": ("10:00", "18:00")}
EMERGENCY = {"danger": "999", "talk": "116 123"}
TITLE = "What would make life better here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What `sayso start` needs to know."""

    name: str
    profile: Mapping[str, Any]
    decider: str
    hear_back_by: date
    safeguarding_name: str
    safeguarding_channel: str
    safeguarding_address: str


def read_answers(text: str, file: str, *, today: date) -> Answers:
    """Read and check a community file.

    Raises:
        InputError: names everything that is wrong, with its line, one problem a line.
    """
    form = _Form(_parse(text, file), file)
    hours = form.group("sending_hours", otherwise=SENDING_HOURS)
    guard = form.group("safeguarding")
    profile = {
        "address": form.words("address", most=60),
        "phone": form.phone("phone"),
        "contact": form.words("contact", most=20),
        "languages": form.languages("languages"),
        "zone": form.zone("zone"),
        "sending_hours": {day: hours.hours(day) for day in SENDING_HOURS},
        "quiet_days": form.days("quiet_days"),
        "monthly_cap_pounds": form.pounds("monthly_cap_pounds"),
        "emergency": EMERGENCY,
    }
    channel = guard.one_of("channel", ("sms", "telegram"))
    answers = Answers(
        name=form.words("name", most=30),
        profile=profile,
        decider=form.words("decider", most=30),
        hear_back_by=form.day("hear_back_by", after=today),
        safeguarding_name=guard.words("name", most=40),
        safeguarding_channel=channel,
        safeguarding_address=guard.address("address", channel),
    )
    form.refuse_unknown()
    if form.trouble:
        raise InputError("\n".join(form.trouble))
    return answers


class _Form:
    """Reads one mapping and gathers what is wrong instead of stopping at the first."""

    def __init__(self, node: Node, file: str, trouble: list[str] | None = None) -> None:
        self._file = file
        self._line = node.line
        self._items: Mapping[str, Node] = node.value if isinstance(node.value, dict) else {}
        self._asked: set[str] = set()
        self._groups: list[_Form] = []
        self.trouble = [] if trouble is None else trouble
        if not isinstance(node.value, dict):
            self._complain(
                node.line, "needs `key: value` lines; `sayso start --example` prints one"
            )

    def group(self, key: str) -> "_Form":
        node = self._take(key) or Node({}, self._line)
        made = _Form(node, self._file, self.trouble)
        self._groups.append(made)
        return made

    def words(self, key: str, *, most: int) -> str:
        return str(self._read(key, lambda value: reading.read_words(value, most=most), ""))

    def phone(self, key: str) -> str:
        return str(self._read(key, reading.read_phone, ""))

    def languages(self, key: str) -> list[str]:
        return list(self._read(key, reading.read_languages, ["en"]))

    def zone(self, key: str) -> str:
        return str(self._read(key, reading.read_zone, "UTC"))

    def hours(self, key: str) -> list[str]:
        return list(self._read(key, reading.read_hours, []))

    def days(self, key: str) -> list[str]:
        return list(self._read(key, reading.read_quiet_days, []))

    def day(self, key: str, *, after: date) -> date:
        day: date = self._read(key, lambda value: reading.read_day_after(value, after), after)
        return day

    def pounds(self, key: str) -> float:
        return float(self._read(key, reading.read_pounds, 0))

    def one_of(self, key: str, choices: tuple[str, ...]) -> str:
        return str(self._read(key, lambda value: reading.read_one_of(value, choices), choices[0]))

    def address(self, key: str, channel: str) -> str:
        return str(self._read(key, lambda value: read_address(channel, str(value)), ""))

    def refuse_unknown(self) -> None:
        for key, node in self._items.items():
            if key not in self._asked:
                self._complain(node.line, f"{key}: no such key; `sayso start --example` lists them")
        for group in self._groups:
            group.refuse_unknown()

    def _read(self, key: str, check: Callable[[Any], Any], otherwise: Any) -> Any:
        node = self._take(key)
        if node is None:
            return otherwise
        try:
            return check(_plain(node))
        except (ValueError, InputError) as error:
            self._complain(node.line, f"{key}: {error}")
            return otherwise

    def _take(self, key: str) -> Node | None:
        self._asked.add(key)
        node = self._items.get(key)
        if node is None:
            self._complain(self._line, f"{key} is missing; `sayso start --example` shows it")
        return node

    def _complain(self, line: int, message: str) -> None:
        self.trouble.append(f"{self._file}:{line}: {message}")


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _plain(item) for key, item in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(item) for item in node.value]
    return node.value


def write_example(*, today: date) -> str:
    """Write a community file to start from."""
    return EXAMPLE.format(day=(today + HEAR_BACK).isoformat())


def set_up(house: House, answers: Answers, flow_version: str) -> bool:
    """Set the community up, or change what was set.

    Args:
        flow_version: sha256 of the shipped flow's sources, as the loader gave it.

    Returns:
        Whether it is new.
    """
    now = house.clock()
    sources, frame = read_flow_sources("needs"), read_frame_source("needs")
    with house.database.transaction() as db:
        known = communities.find(db)
        id = communities.save(db, answers.name, answers.profile, now=now)
        staff.name_safeguarding(
            db,
            id,
            name=answers.safeguarding_name,
            channel=answers.safeguarding_channel,
            to=answers.safeguarding_address,
            keys=house.keys,
            now=now,
        )
        version = engagements.publish(
            db, id, flow_id="needs", version=flow_version, sources=sources, now=now
        )
        current = engagements.find_current(db, id)
        if current is None:
            engagements.open_engagement(
                db,
                id,
                title=TITLE,
                version=version,
                decider=answers.decider,
                hear_back_by=answers.hear_back_by,
                frame=frame,
                now=now,
            )
        else:
            engagements.amend(
                db,
                id,
                current.id,
                decider=answers.decider,
                hear_back_by=answers.hear_back_by,
                version=version,
                frame=frame,
            )
    return known is None
