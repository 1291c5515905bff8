"""How numbers, dates, names and lists read in English. Holds no counting."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from unicodedata import category
from zoneinfo import ZoneInfo

from insight.disclosure import ABOUT, FEW, Figure

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
UNREADABLE = frozenset({"Cc", "Cs"})
NO_CHARACTERS = "\ufffe\uffff\u202d\u202e"  # XML refuses these; those turn their neighbours round
LANGUAGES = {
    "ar": "Arabic",
    "bn": "Bengali",
    "bn-Latn": "Bengali in Latin letters",
    "cy": "Welsh",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "gu": "Gujarati",
    "hi": "Hindi",
    "it": "Italian",
    "ku": "Kurdish",
    "lt": "Lithuanian",
    "pa": "Punjabi",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "so": "Somali",
    "ta": "Tamil",
    "ti": "Tigrinya",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "yi": "Yiddish",
    "zh": "Chinese",
}
CHANNELS = {
    "sms": "SMS",
    "telegram": "Telegram",
    "terminal": "Terminal",
    "paper": "Paper",
    "helper": "Through helpers",
}
MEANS = {"sms": "by SMS", "telegram": "on Telegram", "terminal": "at the terminal"}


def name_language(code: str) -> str:
    """Name a language in English; a code we have no name for stays a code."""
    return LANGUAGES.get(code) or LANGUAGES.get(code.partition("-")[0]) or code or "not known"


def name_channel(code: str) -> str:
    """Name a channel as officers know it."""
    return CHANNELS.get(code, code)


def name_area(code: str) -> str:
    """Name an area as the organiser wrote it."""
    return clean(code) or "not known"


def name_means(code: str) -> str:
    """Name a channel within a sentence: by SMS, on Telegram."""
    return MEANS.get(code, f"by {code}")


def say_means(channels: Iterable[str]) -> str:
    """Write on which channels: by SMS and on Telegram."""
    return join_words(sorted(name_means(channel) for channel in channels))


def say_date(day: date, *, year: bool = True) -> str:
    """Write a day: 12 January 2027."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def say_moment(moment: datetime, zone: str) -> str:
    """Write an instant in the community's own time: 12 January 2027, 18:40 GMT."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{say_date(local)}, {local.hour:02}:{local.minute:02} {local.tzname()}"


def say_days(first: date, last: date) -> str:
    """Write a span of days, the year once where it is the same."""
    if first == last:
        return say_date(first)
    return f"{say_date(first, year=first.year != last.year)} to {say_date(last)}"


def say_figure(figure: Figure, *, closing: bool) -> str:
    """Write a protected total within a sentence; a rounded one is "about"."""
    if closing or figure.text == FEW or not figure.value:
        return figure.text
    return f"{ABOUT}{figure.text}"


def join_words(words: Sequence[str]) -> str:
    """Write a list: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def clean(text: str) -> str:
    """Mark control characters and broken halves of characters; make white space one space."""
    words = (
        "".join("\ufffd" if _is_unreadable(sign) else sign for sign in word)
        for word in text.split()
    )
    return " ".join(words)


def _is_unreadable(sign: str) -> bool:
    return category(sign) in UNREADABLE or sign in NO_CHARACTERS


def find_question(text: str) -> str:
    """Find the question in a text that was sent: its last one, without what leads up to it.

    Returns:
        "" where there is none, or one that is filled in for each person.
    """
    before, mark, _ = clean(text).rpartition("?")
    start = max(before.rfind(sign) for sign in (". ", "! ", "? ", ": "))
    asked = before[start + 1 :].strip() if mark else ""
    return "" if not asked or "{" in asked else f"{capitalise(asked)}?"


def capitalise(sentence: str) -> str:
    """Begin a sentence with a capital, leaving the rest as it is."""
    return sentence[:1].upper() + sentence[1:]
