"""The words of a text with the names of days in one language, and how much else they say."""

# ruff: noqa: E501  (word lists; words are called tokens)

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from flows.reader.day_words import (
    FILLERS,
    LAST,
    NEXT,
    ORDINALS,
    TENS,
    THIS,
    list_months,
    list_relative,
    list_weekdays,
    look_up,
)
from flows.reader.normal import normalise, words
from flows.reader.number_words import NUMBERS

_KNOWN = FILLERS | NEXT | THIS | LAST
_SPANS = {  # language -> days: words
    "en": "1: day days/7: week weeks wk wks/14: fortnight fortnights",
    "tr": "1: gun gunden gune gunluk/7: hafta haftaya haftanin haftadan",
    "cy": "1: diwrnod ddiwrnod niwrnod dydd dyddiau/7: wythnos wythnosau/14: pythefnos bythefnos",
    "bn": "1: din dine diner দিন দিনের/7: shoptah shoptaho shoptahe soptaho soptahe hafta haftah সপ্তাহ সপ্তাহে সপ্তাহের",
    "pl": "1: dzien dni dniach/7: tydzien tygodnie tygodni tygodniu tygodniach",
    "so": "1: maalin maalmood maalmo maalmaha/7: toddobaad toddobaadka toddobaadyo usbuuc usbuuca usbuucyo todobaad todobaadka",
    "ur": "1: din dino dinon دن دنوں/7: hafta hafte hafton haftay ہفتہ ہفتے ہفتوں",
    "ar": "1: yom yawm ayam ayyam يوم ايام أيام/7: usbu usbu3 osbo3 osboo3 isbu3 asabi3 asabee3 alusbu اسبوع أسبوع الاسبوع الأسبوع اسابيع أسابيع/2: yomein yawmain yomen يومين/14: usbuain usbu3ein osbo3ein اسبوعين أسبوعين",
}
_MONTH_SPANS = frozenset(
    normalise(one).key
    for one in words(
        "month months mth mths ay aya mis fis mash mas maas মাস মাসে মাসের miesiac miesiaca miesiacu miesiace miesiecy bil bisha bilood mahina mahine mahinay mahinon مہینہ مہینے شهر الشهر اشهر شهور shahr"
    )
)


@lru_cache(maxsize=16)
def list_spans(language: str) -> dict[str, int]:
    """Give a language's words such as week -> days."""
    found: dict[str, int] = {}
    for part in _SPANS.get(language, "").split("/"):
        number, _, line = part.partition(":")
        found |= {normalise(one).key: int(number) for one in words(line)}
    return found


@dataclass(frozen=True, kw_only=True)
class DayText:
    """The words of one text, with the names of one language.

    Attributes:
        tokens: the words; never none.
        language: whose names of days are looked up.
        today: where the community is.
    """

    tokens: tuple[str, ...]
    language: str
    today: date

    @cached_property
    def weekdays(self) -> dict[int, int]:
        """Where a weekday stands -> which, Monday is 0."""
        return self._find(list_weekdays(self.language))

    @cached_property
    def months(self) -> dict[int, int]:
        """Where a month stands -> 1 to 12."""
        return self._find(list_months(self.language))

    @cached_property
    def relative(self) -> dict[int, int]:
        """Where a word such as tomorrow stands -> days from today."""
        return self._find(list_relative(self.language))

    @cached_property
    def spans(self) -> dict[int, int]:
        """Where a word such as week stands -> days."""
        names = list_spans(self.language)
        return {at: names[token] for at, token in enumerate(self.tokens) if token in names}

    @cached_property
    def month_spans(self) -> list[int]:
        """Where the word month stands."""
        return [at for at, token in enumerate(self.tokens) if token in _MONTH_SPANS]

    @cached_property
    def years(self) -> list[str]:
        """The years that were named, in four digits."""
        return [t for t in self.tokens if t.isdecimal() and len(t) == 4 and 1900 <= int(t) <= 2199]

    def _find(self, names: dict[str, int]) -> dict[int, int]:
        found = {at: look_up(token, names, self.language) for at, token in enumerate(self.tokens)}
        return {at: value for at, value in found.items() if value is not None}

    def coming(self, weekday: int) -> date:
        """Give the next such day after today."""
        return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)

    def in_week(self, weekday: int, weeks: int) -> date:
        """Give that day of a week: 0 is this one, 1 the next."""
        monday = self.today - timedelta(days=self.today.weekday())
        return monday + timedelta(days=7 * weeks + weekday)

    def month_from_now(self, months: int) -> tuple[int, int]:
        """Give the year and month so many months from now."""
        years, month = divmod(self.today.month - 1 + months, 12)
        return self.today.year + years, month + 1

    def count_at(self, at: int) -> int:
        """Read the number a word stands for, 0 for none."""
        token = self.tokens[at] if 0 <= at < len(self.tokens) else ""
        if token.isdecimal():
            return int(token) if len(token) < 4 else 0
        own = NUMBERS.get(self.language, {}).get(token, 0)
        return own or NUMBERS["en"].get(token, 0)

    def ordinal_at(self, at: int) -> int:
        """Read a day of the month in words: third, twenty first, 0 for none."""
        token = self.tokens[at] if 0 <= at < len(self.tokens) else ""
        return ORDINALS.get(token, 0) or self.count_at(at)

    def tens_at(self, at: int) -> int:
        """Read the tens of twenty first, 0 for none."""
        return TENS.get(self.tokens[at], 0) if 0 <= at < len(self.tokens) else 0

    def spare(self, used: set[int]) -> int:
        """Count words that say something else."""
        known = _KNOWN
        return sum(
            1
            for at, token in enumerate(self.tokens)
            if at not in used and at not in self.weekdays and at not in self.spans
            and token not in known and not token.isdecimal() and token not in ORDINALS
        )  # fmt: skip

    def is_told(self, used: set[int]) -> bool:
        """Tell whether the text says little else."""
        return self.spare(used) <= 2

    def has(self, names: frozenset[str]) -> bool:
        """Tell whether one of these words is in the text."""
        return not names.isdisjoint(self.tokens)
