"""Setting up a community.

The file of `sayso start --from`, checked whole before anything is kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from flows.errors import FlowError, InputError
from flows.templates import MOST_LETTERS
from flows.yaml_tree import Node, parse_tree, to_plain
from sayso import answers as reading
from sayso.people import read_address
from storage import communities, engagements, flow_versions, staff
from storage.doubting import SILENT_AFTER_DAYS
from storage.fatigue import PROMPTS_PER_MONTH, PROMPTS_PER_WEEK
from storage.library import read_flow_sources, read_frame_source
from storage.retention import KEEP_WORDS_DAYS
from workers.hours import COUNTRY
from workers.house import House

EXAMPLE = """\
# What `sayso start --from community.yaml` reads. Every line is needed unless it says otherwise.
name: Marsh Lane Hall              # as people know you; up to 40 letters
address: 12 Marsh Lane, Leeds      # where people find you
phone: 020 7946 0123               # a number people can ring, as they would read it
contact: Sam                       # who answers there; up to 30 letters
decider: the council               # who decides, as part of a sentence; up to 60 letters
hear_back_by: {day}         # the day by which everybody hears what came of it
languages: [en, tr]                # the first one is spoken to people whose language is unknown
zone: Europe/London
sending_hours:                     # when we may write first; answers go at any hour
  weekdays: ["08:00", "21:00"]
  sundays: ["10:00", "18:00"]
country: GB-ENG                    # whose bank holidays are as Sundays; none for no country's
quiet_days: []                     # days without first texts, such as [2026-12-25]
prompts_per_week: 1                # how often one person is asked something, over all questions
prompts_per_month: 4
silent_after_days: 365             # a number silent for longer is asked first whether it is theirs
keep_words_days: 90                # how long words are kept after the last text that was promised
safeguarding:                      # who is told of a worrying text at once
  name: Sam
  channel: sms                     # sms or telegram
  address: "+447700900999"         # a number, or a Telegram chat id
monthly_cap_pounds: 50             # what texts may cost a month
evening_text: "18:30"              # when organisers are told what came in that day, or none
emergency:                         # may be left out: the numbers in the text after a worrying one
  danger: "999"
  talk: "116 123"                  # free, day and night
"""
"""With a {day} to fill in."""

HEAR_BACK = timedelta(weeks=8)
HINT = "`sayso start --example`"
CHANNELS = ("sms", "telegram")
SENDING_HOURS = {"weekdays": ("08:00", "21:00"), "sundays": ("10:00", "18:00")}
EMERGENCY = {"danger": "999", "talk": "116 123"}
NAME_LETTERS = MOST_LETTERS["community.name"]
CONTACT_LETTERS = MOST_LETTERS["contact.name"]
DECIDER_LETTERS = MOST_LETTERS["promise.decider"]
"""Room in the texts, for which the checker of flows measures them."""
TITLE = "What would make life better here"


Value = TypeVar("Value")


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
    none: list[str] = []
    guard = form.group("safeguarding")
    channel = guard.read("channel", lambda value: reading.read_one_of(value, CHANNELS), CHANNELS[0])
    profile = {
        "address": form.words("address", most=MOST_LETTERS["community.address"]),
        "phone": form.read("phone", reading.read_phone, ""),
        "contact": form.words("contact", most=CONTACT_LETTERS),
        "languages": form.read("languages", reading.read_languages, ["en"], needed=False),
        "zone": form.read("zone", reading.read_zone, "Europe/London", needed=False),
        "sending_hours": _read_sending_hours(form),
        "quiet_days": form.read("quiet_days", reading.read_quiet_days, none, needed=False),
        "country": form.read("country", reading.read_country, COUNTRY, needed=False),
        "prompts_per_week": form.read(
            "prompts_per_week", reading.read_count, PROMPTS_PER_WEEK, needed=False
        ),
        "prompts_per_month": form.read(
            "prompts_per_month", reading.read_count, PROMPTS_PER_MONTH, needed=False
        ),
        "silent_after_days": form.read(
            "silent_after_days", reading.read_days, SILENT_AFTER_DAYS, needed=False
        ),
        "keep_words_days": form.read(
            "keep_words_days", reading.read_keeping, KEEP_WORDS_DAYS, needed=False
        ),
        "monthly_cap_pounds": form.read("monthly_cap_pounds", reading.read_pounds, 0.0),
        "evening_text": form.read("evening_text", reading.read_evening, "18:30", needed=False),
        "emergency": _read_emergency(form),
    }
    answers = Answers(
        name=form.words("name", most=NAME_LETTERS),
        profile=profile,
        decider=form.words("decider", most=DECIDER_LETTERS),
        hear_back_by=form.read(
            "hear_back_by", lambda value: reading.read_day_after(value, today), today
        ),
        safeguarding_name=guard.words("name", most=40),
        safeguarding_channel=channel,
        safeguarding_address=guard.read(
            "address", lambda value: read_address(channel, str(value)), ""
        ),
    )
    form.refuse_unknown()
    if form.trouble:
        raise InputError("\n".join(form.trouble))
    return answers


def _parse(text: str, file: str) -> Node:
    if not text.strip():
        raise InputError(f"{file} is empty; `sayso start --example` prints one to fill in")
    try:
        return parse_tree(text, file)
    except FlowError as error:  # its words speak of flows only where nothing could be read
        raise InputError(str(error).replace("flows/library/needs.yaml", HINT)) from error


def _read_sending_hours(form: "_Form") -> dict[str, list[str]]:
    """Read hours for each kind of day, or the same for all."""
    if form.holds_group("sending_hours"):
        hours = form.group("sending_hours")
        return {day: hours.read(day, reading.read_hours, []) for day in SENDING_HOURS}
    none: list[str] = []
    same = form.read("sending_hours", reading.read_hours, none, needed=False)
    return {day: list(same or hours) for day, hours in SENDING_HOURS.items()}


def _read_emergency(form: "_Form") -> dict[str, str]:
    if not form.holds("emergency"):
        return dict(EMERGENCY)
    numbers = form.group("emergency")
    return {
        key: numbers.read(key, reading.read_phone, number, needed=False)
        for key, number in EMERGENCY.items()
    }


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
            self._complain(node.line, f"needs `key: value` lines; {HINT} prints one")

    def holds(self, key: str) -> bool:
        return key in self._items

    def holds_group(self, key: str) -> bool:
        node = self._items.get(key)
        return node is not None and isinstance(node.value, dict)

    def group(self, key: str) -> "_Form":
        node = self._take(key, needed=True)
        if node is None:  # said once, not for each of its keys too
            return _Form(Node(value={}, line=self._line), self._file, [])
        made = _Form(node, self._file, self.trouble)
        self._groups.append(made)
        return made

    def words(self, key: str, *, most: int) -> str:
        return self.read(key, lambda value: reading.read_words(value, most=most), "")

    def read(
        self, key: str, read: Callable[[Any], Value], otherwise: Value, *, needed: bool = True
    ) -> Value:
        node = self._take(key, needed=needed)
        if node is None:
            return otherwise
        try:
            return read(to_plain(node))
        except (ValueError, InputError) as error:
            self._complain(node.line, f"{key}: {error}")
            return otherwise

    def refuse_unknown(self) -> None:
        for key, node in self._items.items():
            if key not in self._asked:
                self._complain(node.line, f"{key}: no such key; {HINT} lists them")
        for group in self._groups:
            group.refuse_unknown()

    def _take(self, key: str, *, needed: bool) -> Node | None:
        self._asked.add(key)
        node = self._items.get(key)
        if node is None and needed:
            self._complain(self._line, f"{key} is missing; {HINT} shows it")
        return node

    def _complain(self, line: int, message: str) -> None:
        self.trouble.append(f"{self._file}:{line}: {message}")


def write_example(*, today: date) -> str:
    """Write a community file to start from."""
    return EXAMPLE.format(day=(today + HEAR_BACK).isoformat())


def read_known(house: House) -> dict[str, Any]:
    """Read what was set before, in the form of a community file; {} for the first time."""
    with house.database.transaction() as db:
        present = house.find_present(db)
        if present is None:
            return {}
        known = dict(present.community.profile) | {
            "name": present.community.name,
            "decider": present.engagement.decider,
            "hear_back_by": present.engagement.hear_back_by.isoformat(),
        }
        guard = staff.read_safeguarding(db, present.community.id, house.keys)
    return known if guard is None else known | {"safeguarding": guard}


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
        version = flow_versions.publish(
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
                now=now,
            )
    return known is None
