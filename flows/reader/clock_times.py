"""Reads a time of day: 6.30pm, half past six, 18:30, noon. Without am or pm it is a guess."""

# ruff: noqa: E501, S105  (word lists)

from collections.abc import Iterator
from itertools import pairwise

import regex

from flows.reader.hedges import approximates, negates
from flows.reader.normal import normalise, plain, words
from flows.reader.number_words import NUMBERS
from flows.reader.spoken_times import join_hours, name_hour, read_spoken

Found = tuple[str, bool]

_WRITTEN = regex.compile(
    r"(?<![\d/.,:£$€-])(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d{2})|\s(?P<spaced>\d{2})(?=\s?[ap]\.?m)|(?<=1[3-9]|2[0-3])\s(?P<spaced>[0-5]\d)|(?P<packed>\d{2}))?(?::\d{2})?"
    r"\s?(?P<half>a\.?\s?m|p\.?\s?m|noon)?(?:\s?(?:ta|tay|tai|baje|bajay|hrs|hours|hours|h|টা|টায়|টার|te|ta|de|da|yi|in|ya|ka))?(?![\p{L}\p{N}\p{M}]|\.?[\d/:]|[.,]\d|\s?-\s?\d)"
)
_NAMED = {
    normalise(one).key: time
    for time, line in {
        "12:00": "noon,midday,mid day,twelve noon,12 noon,oglen,ogle,ogleyin,hanner dydd,canol dydd,dupur,dupure,poludnie,w poludnie,dopahar,dopehar,দুপুর,দুপুরে,দুপুর বেলা,دوپہر,الظهر,ظهرا,duhur,duhurka,duhurkii,dhuhr,zuhr",
        "00:00": "midnight,mid night,twelve midnight,12 midnight,gece yarisi,hanner nos,canol nos,polnoc,polnocy,o polnocy,saqda dhexe,saqbadh,saqbadhka,habeen badhka,modhyorat,moddho rat,মধ্যরাত,মাঝরাত,aadhi raat,adhi raat,آدھی رات,منتصف الليل,muntasaf allayl,nos allel",
    }.items()
    for one in line.split(",")
}
_MORNING = frozenset(
    normalise(one).key
    for one in words(
        "am yb morning mornings sabah sabahleyin sabahtan sabahki bore fore sokal sokale shokal shokale bhore সকাল সকালে সকালবেলা ভোর ভোরে rano ranem subah subha sawere صبح صبحے صباحا الصباح الصبح صباح sobo7 sob7 sobuh sobe7 sobh el-sobh ssobh sobeh fajran soboh subax subaxnimo subaxnimada subaxdii aroor fajr sobah alsobh el-sobh sabahan sabahiyeh breakfast"
    )
)
_LATER = frozenset(
    normalise(one).key
    for one in words(
        "pm yh aft arvo aftie afternoon afternoons evening evenings eve tonight night nite aksam aksama aksami aksamustu aksamlari ogleden ogleyin oglen gece prynhawn pnawn nos hwyr heno bikal bikel bikele bikale bikal-bela sondha sondhay shondha shondhay shondhe rat rate raat dupur dupure বিকেল বিকেলে বিকাল বিকালে সন্ধ্যা সন্ধ্যায় সন্ধ্যে সন্ধ্যাবেলা রাত রাতে দুপুর দুপুরে"
        " wieczorem wieczor wieczora popoludniu poludniu nocy shaam sham shamko raat dopahar dopehar شام رات دوپہر مساء المساء ليلا الليل العصر عصرا المغرب الظهر ظهرا العشاء galabnimo galab galabtii habeen habeenimo habeenkii fiidnimo fiid fiidkii duhurnimo masaa masa msa layl leil lel belel bellel مسا المسا بالمسا بالليل الليله الليلة العشيه العشية masaan al-masa asr dhuhr duhr maghrib belleil"
    )
)
_NIGHT = frozenset(
    normalise(one).key
    for one in words(
        "night nite gece rat rate রাত রাতে raat رات ليلا الليل habeen habeenimo nos nocy"
    )
)
_AROUND = frozenset(
    normalise(one).key
    for one in words("after before until till between from by any anytime sometime later earlier wedi cyn sonra once po przed od do kadib ka-hor بعد قبل من")
)  # fmt: skip
_OPEN = frozenset(words("onwards onward anytime sometime earliest latest least"))
_MAX_TOKENS = 14
MAX_CHARS = 200
_CLOCK = regex.compile(
    r"\bo ?clock\b|\bo'clock\b|\bor gloch\b|\bo r gloch\b|\bsharp\b|\bon the dot\b|\bprompt\b"
)
_DOTTED_HALF = regex.compile(r"\b([ap])[. ] ?m\b\.?")  # "ten a.m."
_WELSH_AT = regex.compile(r"(?<!\d ?)\bam (?=\p{L}|\d)")  # "am ddau" is at two
_PARTED = regex.compile(r"^\W*(\d{1,2})[ ;,-]{1,2}(15|30|45)\W*$")  # "6 30"
_FROM_THEN = regex.compile(
    r"(?<!\b(?:quarter|half|five|ten|twenty|minutes|mins|\d) )\b(?:after|before|until|till|til|from|by|since) (?:about |around )?\d|^\W*(?:po|od|do|przed) \d"
)
_SPOKEN_FIRST = {
    "pl": frozenset(words("do po od")),
    "cy": frozenset(["wedi"]),
    "tr": frozenset(["sonra"]),
}
_TWELVES = tuple(  # "quarter past noon" is in the afternoon, "quarter to noon" is not
    (regex.compile(rf"(?<=\b(?:{side}) ){name}\b"), hour)
    for side, name, hour in (
        ("past|after", "(?:noon|midday)", "12 pm"),
        ("past|after", "midnight", "12 am"),
        ("to|before", "(?:noon|midday)", "12 am"),
        ("to|before", "midnight", "12 pm"),
    )
)
_FROM_TO = regex.compile(r"\b(?:5 to 6|10 to 11)(?!\d)")  # may be from five to six
_PAST_GECE = regex.compile(r"(?<=[iu] \w+ )gece\b")  # "past" in Turkish; "night" elsewhere
_ISH = regex.compile(r"(?<=\d|\p{L}{3})ish\b")


_DIGIT = regex.compile(r"\d")
_TEXT_SPEAK = regex.compile(r"\b(?:b4|l8r?|l8ter|(?:m|w|h|d|gr|st|str)8|2ni(?:te?|ght)|2day|2mo?r(?:o|row)w?|2mz|4u|4me|2u|2me|me2|u2|2b|4eva)\b")  # fmt: skip
_TEXT_SPOKEN = {"b4": "before", "2nite": "tonight", "2nit": "tonight", "2night": "tonight", "2day": "today", "l8": "later", "l8r": "later"}  # fmt: skip
_HOURS = {word: hour for word, hour in NUMBERS["en"].items() if 0 < hour < 13}
_NAMED_HALF = regex.compile(rf"\b(?P<hour>{'|'.join(_HOURS)}) ?(?P<half>[ap]m)\b")


def _spell_text_speak(match: "regex.Match[str]") -> str:
    """Write "b4" and "2nite" in words, so that their digits are no hours."""
    return _TEXT_SPOKEN.get(match[0], " ")


def _spell_hour(match: "regex.Match[str]") -> str:
    """Write "six pm" as 6pm, so that it counts beside other digits."""
    return f"{_HOURS[match['hour']]}{match['half']}"


def find_time(text: str, language: str) -> Found | None:
    """Find the one time of day in a text.

    Args:
        text: as it was written.
        language: its number words count first.

    Returns:
        HH:MM and whether we are sure. Without am, pm or a 24-hour form, hours from 1 to 7 are taken
        for the afternoon and 8 to 12 for the day, as a guess. None where there is none, or two.
    """
    folded = _DOTTED_HALF.sub(r"\1m", _CLOCK.sub(" ", plain(text[:MAX_CHARS])))
    if _TEXT_SPEAK.search(folded):
        folded = _TEXT_SPEAK.sub(_spell_text_speak, folded)
    folded = _NAMED_HALF.sub(_spell_hour, folded) if _DIGIT.search(folded) else folded
    if language == "cy":
        folded = _WELSH_AT.sub(" ", folded)
    folded = _PARTED.sub(r"\1:\2", folded)
    folded = join_hours(_ISH.sub(" ish", folded))
    if "noon" in folded or "mid" in folded:
        for pattern, hour in _TWELVES:
            folded = pattern.sub(hour, folded)
    said = normalise(folded)
    if not said.tokens or len(said.tokens) > _MAX_TOKENS or negates(said.tokens):
        return None
    is_plain = (
        not approximates(tuple(token for token in said.tokens if token != "ok"))
        and "?" not in text
        and "or" not in said.tokens
        and _OPEN.isdisjoint(said.tokens)
        and not _FROM_TO.search(folded)
        and not _FROM_THEN.search(folded)
        and (
            said.tokens[0] not in _AROUND
            or len(said.tokens) == 1
            or said.tokens[0] in _SPOKEN_FIRST.get(language, ())
        )
    )
    named = {_NAMED[line] for line in _lines(said.tokens) if line in _NAMED}
    has_digits = any(sign.isdecimal() for sign in folded.replace("12", ""))
    if named and not has_digits and not (_names_hour(said.tokens, language) - {12}):
        return (named.pop(), is_plain) if len(named) == 1 else None
    later = not _LATER.isdisjoint(_PAST_GECE.sub(" ", said.key).split())
    morning = not _MORNING.isdisjoint(said.tokens)
    found = set(_read(folded, said.tokens, language))
    settled = {
        _settle(
            hour,
            minute,
            half,
            morning=morning,
            later=later,
            night=not _NIGHT.isdisjoint(said.tokens),
        )
        for hour, minute, half in found
    }
    settled.discard(None)
    if len(settled) != 1:
        return None
    answer = settled.pop()
    return (answer[0], answer[1] and is_plain) if answer else None


_Parts = tuple[int, int, str]


def _lines(tokens: tuple[str, ...]) -> Iterator[str]:
    yield from tokens
    yield from (token[:-1] for token in tokens if token.endswith("s"))  # "midday's good"
    yield from (" ".join(pair) for pair in pairwise(tokens))


def _read(folded: str, tokens: tuple[str, ...], language: str) -> Iterator[_Parts]:
    """Give each time as hour, minute and am, pm, 24 (sure as it stands) or nothing."""
    flat = " ".join(tokens)
    half = "am" if "am" in tokens else "pm" if "pm" in tokens else _half_in(tokens)
    spoken = list(read_spoken(flat, language))
    if spoken:
        yield from ((hour, minute, half) for hour, minute in spoken)
        return
    written = list(_WRITTEN.finditer(folded))
    if written:
        for match in written:
            yield from _read_written(match)
        return
    hours = _names_hour(tokens, language)
    if len(hours) == 1:
        yield hours.pop(), _names_minute(tokens, language), half


def _half_in(tokens: tuple[str, ...]) -> str:
    """Find the am or pm that stands at digits ("half past 6pm")."""
    found = [token[-2:] for token in tokens if token[:1].isdecimal() and token[-2:] in ("am", "pm")]
    return found[0] if found else ""


def _read_written(match: "regex.Match[str]") -> Iterator[_Parts]:
    digits, minute = match["hour"], match["minute"] or match["packed"] or match["spaced"]
    hour, minutes = int(digits), int(minute or 0)
    if match["packed"] and len(digits) == 1 and not match["half"]:
        return  # three digits alone are no time
    if hour > 24 or minutes > 59 or (hour == 24 and minutes):
        return
    half = (match["half"] or "").replace(".", "").replace(" ", "")
    is_24 = minute is not None and len(digits) == 2 and (hour > 12 or hour < 10 or hour == 0)
    is_day = minute is not None and len(digits) == 2
    yield hour % 24 if hour == 24 else hour, minutes, half or ("24" if is_24 or is_day else "")


def _hour(token: str, language: str) -> int | None:
    found = name_hour(token, language)
    if found is None and language != "en":
        found = name_hour(token, "en")
    return found if found is not None and 1 <= found <= (24 if language == "pl" else 12) else None


def _names_hour(tokens: tuple[str, ...], language: str) -> set[int]:
    """Find the first number word that may be an hour."""
    found = [
        hour
        for hour in (_hour(token, language) for token in tokens if not token[:1].isdecimal())
        if hour is not None
    ]
    if not found and language == "en":
        others = [_foreign_hour(token) for token in tokens]
        found = [hour for hour in others if hour is not None]
    return set(found[:1])


def _foreign_hour(token: str) -> int | None:
    """Find an hour in any other language, by a word that is long enough to be one."""
    if len(token) < 4 or token in _MORNING or token in _LATER:
        return None
    found = {NUMBERS[one][token] for one in NUMBERS if one != "en" and token in NUMBERS[one]}
    return found.pop() if len(found) == 1 and found <= set(range(1, 13)) else None


def _names_minute(tokens: tuple[str, ...], language: str) -> int:
    """Find the minutes of "six thirty", "nine forty five" and "six oh five"."""
    own = NUMBERS.get(language, NUMBERS["en"])
    table = own if any(token in own for token in tokens) else NUMBERS["en"]
    hours = [
        at
        for at, token in enumerate(tokens)
        if _hour(token, language) and not token[:1].isdecimal()
    ]
    rest = tokens[hours[0] + 1 : hours[0] + 3] if hours else ()
    if len(rest) > 1 and rest[0] in ("oh", "o"):
        return table.get(rest[1], 0) % 10
    tens = table.get(rest[0], 0) if rest else 0
    units = table.get(rest[1], 0) if len(rest) > 1 else 0
    return tens + (units if tens >= 20 and units < 10 else 0) if 10 <= tens < 60 else 0


def _settle(hour: int, minute: int, half: str, *, morning: bool, later: bool, night: bool) -> Found | None:  # fmt: skip
    """Find out which half of the day is meant."""
    if half in ("am", "pm") or (half != "24" and morning != later):
        is_later = half == "pm" or (half not in ("am", "pm") and later)
        if hour > 12:
            return _write(hour, minute), half not in ("am", "pm")
        if night and half == "" and (hour == 12 or hour < 4):
            return _write(hour % 12, minute), hour == 12
        return _write(hour % 12 + (12 if is_later else 0), minute), True
    if half == "24" or hour > 12 or hour == 0:
        if later and 0 < hour < 12:
            return _write(hour + 12, minute), True
        return _write(hour, minute), True
    if half == "noon":
        return _write(12, minute), True
    return _write(hour + 12 if hour <= 7 else hour, minute), False


def _write(hour: int, minute: int) -> str:
    return f"{hour:02}:{minute:02}"
