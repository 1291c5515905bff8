"""From a Say to the words a resident reads. Templates come from the flow's files only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from babel.dates import format_date

from flows.definition import Flow
from flows.effects import Say
from flows.grammar import TITLE
from flows.menus import LANGUAGE_NAMES, MENU_NAMES
from flows.sms import fold
from flows.templates import PLACEHOLDERS, fill

MOST_MENU_LANGUAGES = 4
_EMERGENCY = {"danger": "999", "talk": "116 123"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a community puts into the texts.

    Attributes:
        phone: who to ring, as people read it, such as "020 7946 0123".
        contact: the name of the person who answers questions.
        decider: who decides, as part of a sentence, such as "the council".
        promise_day: by when people hear back.
        next_day: the day that is promised once that one has passed; the same where it is None.
        source: the day they gave the number (ISO), "" where not known.
        channel: sms, telegram or terminal.
        own_number: the number the texts come from, where it can be rung; else "".
        languages: those the community speaks; a menu names these, at most four. All by default.
        given: what only whoever asks knows, by placeholder: topic.name, topic.summary,
            response.words, quote.words, draft.preview, link.code, and staff.* in texts to staff;
            promise.day (ISO) and promise.decider in place of those above. Nothing by default.
        emergency: "danger" and "talk" -> number to ring; UK numbers where it has none.
    """

    community_name: str
    community_address: str = ""
    phone: str
    contact: str
    decider: str
    promise_day: date
    source: str = ""
    channel: str = "sms"
    own_number: str = ""
    languages: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    emergency: Mapping[str, str] = field(default_factory=dict)
    next_day: date | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    flow: Flow
    language: str
    setting: Setting
    echo: str = ""

    def value_of(self, name: str) -> str:
        return _VALUES[name](self)

    def shared(self, key: str) -> str:
        return fill(self.flow.text(f"system.{key}", self.language), self.value_of)


def render(flow: Flow, say: Say, setting: Setting) -> str:
    """Write out what is said.

    Args:
        flow: the version the conversation runs on.
        say: the effect.
        setting: the community's names, numbers and days.

    Returns:
        One line, with the options behind it as "1 Just me 2 My home"; for SMS, quotes, dashes and
        spaces are folded to ones that cost nothing.
    """
    keys = (say.lead, say.key) if say.lead else (say.key,)
    parts = [_fill(flow, key, say.language, setting, say.echo) for key in keys]
    if say.options:
        parts.append(_list_options(say.options))
    if say.offer:
        parts.append(_fill(flow, "system.offer", say.offer, setting))
    text = " ".join(parts)
    return fold(text) if setting.channel == "sms" else text


def _list_options(options: tuple[tuple[str, str], ...]) -> str:
    """Write options as "1 Just me 2 My home"; a comma keeps a label's own digits from the next."""
    written = ""
    for digit, label in options:
        pause = ("," if written[-1].isdecimal() else "") + " " if written else ""
        written += f"{pause}{digit} {label}"
    return written


def _fill(flow: Flow, key: str, language: str, setting: Setting, echo: str = "") -> str:
    # a text we lack in a language comes in the first one, and so must the days in it
    found = language if (key, language) in flow.texts else flow.languages[0]
    return fill(flow.text(key, language), _Page(flow, found, setting, echo).value_of)


@lru_cache(maxsize=1024)
def format_day(day: date, language: str) -> str:
    """Write a day as "12 Dec", in the language."""
    return str(format_date(day, "d MMM", locale=_locale(language)))


def _locale(language: str) -> str:
    return language.replace("-", "_") if language in LANGUAGE_NAMES else "en"


def _month(page: _Page) -> str:
    return _format_month(page.setting.source, page.language)


@lru_cache(maxsize=1024)
def _format_month(day: str, language: str) -> str:
    return str(format_date(date.fromisoformat(day), "LLLL", locale=_locale(language)))


def _languages(page: _Page) -> str:
    """Name languages with their digits, in letters that cost nothing in the page's own script."""
    spoken = page.setting.languages
    named = [
        f"{MENU_NAMES.get(language, language.upper())} {digit}."
        for digit, language in page.flow.offered
        if language != page.language and (not spoken or language in spoken)
    ]
    return " ".join(named[:MOST_MENU_LANGUAGES])


def _call_line(page: _Page) -> str:
    """Name our own number where it can be rung; flows of an older Sayso have no text for it."""
    has_text = ("system.ring_line", page.flow.languages[0]) in page.flow.texts
    if page.setting.own_number and has_text:
        return page.shared("ring_line")
    return page.shared("call_line") if page.setting.phone else ""


def _emergency(name: str) -> Callable[[_Page], str]:
    return lambda page: page.setting.emergency.get(name) or _EMERGENCY[name]


def _promise_day(page: _Page) -> str:
    given = page.setting.given.get("promise.day")
    return format_day(
        date.fromisoformat(given) if given else page.setting.promise_day, page.language
    )


def _promise_decider(page: _Page) -> str:
    return page.setting.given.get("promise.decider", page.setting.decider)


def _given(name: str) -> Callable[[_Page], str]:
    return lambda page: page.setting.given.get(name, "")


_VALUES: dict[str, Callable[[_Page], str]] = {
    "address.source": lambda page: page.shared("source") if page.setting.source else "",
    "channel.call_line": _call_line,
    "community.address": lambda page: page.setting.community_address,
    "community.name": lambda page: page.setting.community_name,
    "community.phone": lambda page: page.setting.phone,
    "contact.name": lambda page: page.setting.contact,
    "draft.preview": _given("draft.preview"),
    "emergency.danger": _emergency("danger"),
    "emergency.talk": _emergency("talk"),
    "flow.title": lambda page: page.flow.text(TITLE, page.language),
    "link.code": _given("link.code"),
    "menu.languages": _languages,
    "promise.day": _promise_day,
    "promise.next": lambda page: format_day(
        page.setting.next_day or page.setting.promise_day, page.language
    ),
    "promise.decider": _promise_decider,
    "quote.words": _given("quote.words"),
    "reading.echo": lambda page: page.echo,
    "response.words": _given("response.words"),
    "source.month": _month,
    **{name: _given(name) for name in PLACEHOLDERS if name.startswith("staff.")},
    "topic.name": _given("topic.name"),
    "topic.summary": _given("topic.summary"),
}
