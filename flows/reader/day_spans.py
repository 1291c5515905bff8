"""Reads days counted from another: in 3 days, a week on Friday, two days before Easter."""

# ruff: noqa: E501, S105  (word lists; words are called tokens)

from calendar import monthrange
from datetime import date, timedelta

from flows.reader.day_text import DayText
from flows.reader.day_words import LAST, NEXT, THIS
from flows.reader.feasts import find_feast
from flows.reader.normal import normalise, words
from flows.reader.number_words import NUMBERS
from flows.reader.written_days import Found


def _keys_of(line: str) -> frozenset[str]:
    return frozenset(normalise(one).key for one in words(line))


_AGO = _keys_of("ago back once evvel temu ol age aage pehle qabl hor আগে پہلے قبل منذ abl")
_WITHIN = _keys_of("in within mewn ymhen za after بعد خلال ba3d baad bad بعدها")
_LATER = _keys_of(
    "time times from hence later today sonra sonraya icinde por pore পর পরে বাদে মধ্যে baad bad mein بعد میں kadib dib gudahood gudaheed"
)
_VAGUE = _keys_of("within gudahood gudaheed خلال মধ্যে icinde few several")


def read_span(text: DayText) -> Found | None:
    """Read weeks and days from a day: in 3 days, a week on Friday, a week tomorrow."""
    for at in text.spans:
        if at in text.weekdays and len(text.spans) == 1 and not text.count_at(at - 1):
            continue
        found = _span_from_day(text, at) or _span_from_now(text, at)
        if found:
            return found
    return _months_from_now(text)


def _span_from_day(text: DayText, at: int) -> Found | None:
    """Read a week on Friday, Friday week, Friday next week, two days after Christmas."""
    count, _ = _take_count(text, at)
    days = text.spans[at]
    beside = _beside_feast(text, at, count)
    if beside is not None:
        return beside
    if days < 7 and not count:
        return None
    base = _base_of(text, range(at + 1, len(text.tokens)))
    before = _base_of(text, range(at))
    is_next = not NEXT.isdisjoint(text.tokens[max(0, at - 1) : at + 3]) or "haftaya" in text.tokens
    if (
        is_next
        and days == 7
        and not {"this", "same", "exactly"}.isdisjoint(text.tokens[:at])
        and not (base or before)
    ):
        return text.today + timedelta(days=7), True
    if is_next and not count and days == 7 and (base or before):
        weekday = (before or base or text.today).weekday()
        return text.in_week(weekday, 1), True
    if not THIS.isdisjoint(text.tokens[max(0, at - 1) : at]) and days == 7 and (base or before):
        return text.in_week((before or base or text.today).weekday(), 0), True
    if base is not None and (count or at == 0):
        return _count_from(text, base, (count or 1) * days)
    if days not in (7, 14) or count or before is None or text.has(LAST):
        return None
    return before + timedelta(days=days), True


def _count_from(text: DayText, base: date, days: int) -> Found:
    """Count days on from a coming day, and back from a last one: "a week last Tuesday"."""
    if text.has(LAST) and not text.relative:
        return base - timedelta(days=7 + days), False
    return base + timedelta(days=days), not _is_vague(text)


def _beside_feast(text: DayText, at: int, count: int) -> Found | None:
    """Read the day after Christmas, two days before Easter, the week after Easter."""
    way = next((t for t in text.tokens[at + 1 : at + 2] if t in ("after", "before", "from")), "")
    feast = find_feast(text.tokens[at + 2 :], text.today) if way else None
    if not feast or (not count and text.spans[at] != 1):
        return None
    days = timedelta(days=(count or 1) * text.spans[at])
    return feast[0] - days if way == "before" else feast[0] + days, feast[1]


def _span_from_now(text: DayText, at: int) -> Found | None:
    """Read in 3 days, a fortnight ago, haftaya, za tydzień."""
    count, start = _take_count(text, at)
    token, rest = text.tokens[at], text.tokens[at + 1 :]
    if token == "haftaya" and not rest and not count:
        return None
    dual = text.language == "ar" and text.spans[at] in (2, 14)
    leads = text.tokens[max(0, start - 2) : max(start, 1)] if start else ()
    is_within = not _WITHIN.isdisjoint(leads)
    later = not _LATER.isdisjoint(rest[:3])
    ago = not _AGO.isdisjoint(rest[:3]) or (not count and not _AGO.isdisjoint(leads))
    if not count and not dual and not (is_within and text.language != "en"):
        return None
    days = (1 if dual else count or 1) * text.spans[at]
    if ago and not later:
        return text.today - timedelta(days=days), True
    if not is_within and not later:
        return None
    return text.today + timedelta(days=days), not _is_vague(text) and text.is_told({at, start})


def _months_from_now(text: DayText) -> Found | None:
    """Read in 2 months, a month from today; as a guess, for months have no fixed length."""
    for at in text.month_spans:
        count, start = _take_count(text, at)
        leads = text.tokens[max(0, start - 1) : max(start, 1)]
        rest = text.tokens[at + 1 :]
        if not count or (_WITHIN.isdisjoint(leads) and _LATER.isdisjoint(rest)):
            continue
        year, month = text.month_from_now(count if count < 1200 else 1200)
        day = min(text.today.day, monthrange(year, month)[1])
        return date(year, month, day), False
    return None


def _take_count(text: DayText, at: int) -> tuple[int, int]:
    """Read the number before a span, and say where it begins."""
    before = text.tokens[at - 1] if at else ""
    if before == "of" and at > 1 and text.tokens[at - 2] == "couple":
        return 2, at - 3
    if before == "couple":
        return 2, at - 2
    if before == "other":
        return 0, at
    if before in ("a", "an"):
        return 1, at - 1
    count = text.count_at(at - 1)
    tens = text.count_at(at - 2) if 0 < count < 10 and not before.isdecimal() else 0
    if tens in (20, 30) and text.language == "en":
        return tens + count, at - 2
    after = text.tokens[at + 1] if at + 1 < len(text.tokens) else ""
    if not count and text.language in ("cy", "so") and NUMBERS[text.language].get(after, 0):
        return NUMBERS[text.language][after], at
    return (count, at - 1) if count else (0, at)


def _base_of(text: DayText, places: range) -> date | None:
    """Find the day a span counts from, in the words beside it."""
    days = {text.coming(text.weekdays[at]) for at in places if at in text.weekdays and at not in text.spans}  # fmt: skip
    days |= {text.today + timedelta(days=text.relative[at]) for at in places if at in text.relative}
    return days.pop() if len(days) == 1 else None


def _is_vague(text: DayText) -> bool:
    return text.has(_VAGUE)
