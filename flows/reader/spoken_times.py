"""Reads times as they are spoken: half past six, altı buçuk, wpół do siódmej, sarhe che, السادسة والنصف."""

# ruff: noqa: E501  (patterns and word lists)

from collections.abc import Iterator
from unicodedata import normalize

import regex

from flows.reader.normal import normalise, words
from flows.reader.number_words import NUMBERS, SOUNDS, sound

HourMinute = tuple[int, int]

_HOURS = {  # hours as ordinals or with an article, 1 to 12
    "pl": (
        "pierwsza drugia|druga trzecia czwarta piata szosta siodma osma dziewiata dziesiata jedenasta dwunasta trzynasta czternasta pietnasta szesnasta siedemnasta osiemnasta dziewietnasta dwudziesta",
        "pierwszej drugiej trzeciej czwartej piatej szostej siodmej osmej dziewiatej dziesiatej jedenastej dwunastej trzynastej czternastej pietnastej szesnastej siedemnastej osiemnastej dziewietnastej dwudziestej",
    ),
    "so": ("kowda|koowda labada saddexda afarta shanta lixda toddobada siddeedda|siddeeda sagaalka tobanka",),
    "ar": (
        "الواحدة الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة",
        "wahda tnteen talate arba3a khamse sitte sab3a tmanye tis3a 3ashra",
        "alwahida althania althalitha alrabia alkhamisa alsadisa alsabia althamina altasia alashira",
    ),
    "cy": ("un dau tri pedwar pump chwech saith wyth naw deg",),
}  # fmt: skip
_TURKISH_END = regex.compile(r"(?:(?<=[aeiou])y[aeiu]|[dt][ae]|[aeiu])$")
_COUNTER = regex.compile(normalize("NFD", r"(?:টায়|টার|টা|টাতে|tay|tai|ta|te|baje|bajay)$"))


def _hours(language: str) -> dict[str, int]:
    return {
        normalise(word).key: hour
        for row in _HOURS.get(language, ())
        for hour, choice in enumerate(words(row), 1)
        for word in choice.split("|")
    }


_BY_NAME = {language: _hours(language) for language in _HOURS}
_MINUTES = {
    "half": 30, "quarter": 15, "a quarter": 15, "twenty five": 25, "twenty": 20, "ten": 10, "five": 5,
    "ceyrek": 15, "hanner awr": 30, "chwarter": 15, "kwadrans": 15, "hanner": 30, "bum": 5, "pum": 5, "deng": 10,
}  # fmt: skip
_W = r"\p{L}\p{M}\p{N}"
# language, pattern with an hour, minutes past it (below 0: before it); None: the pattern has a part
_PATTERNS: tuple[tuple[str, "regex.Pattern[str]", int | None, int], ...] = tuple(
    (language, regex.compile(normalize("NFD", pattern)), minutes, sign)
    for language, pattern, minutes, sign in (
        ("en", rf"\b(?P<part>half|(?:a )?quarter|twenty five|twenty|ten|five|\d{{1,2}})(?: min(?:ute)?s?)? (?:past|after) (?P<hour>[{_W}]+)", None, 1),
        ("en", rf"\b(?P<part>(?:a )?quarter|twenty five|twenty|ten|five|[2-5]\d|1[03-9]|5|\d{{1,2}}(?= min))(?: min(?:ute)?s?)? (?:to|till|before|of) (?P<hour>[{_W}]+)", None, -1),
        ("en", rf"\bhalf (?P<hour>[{_W}]+)", 30, 1),
        ("tr", rf"\b(?P<hour>[{_W}]+) bucuk(?:ta)?\b", 30, 1),
        ("tr", rf"\b(?P<hour>[{_W}]+?)(?:yi|yu|i|u) (?P<part>ceyrek|[{_W}]+) (?:gece|geciyor)\b", None, 1),
        ("tr", rf"\b(?P<hour>[{_W}]+?)(?:ya|ye|a|e) (?P<part>ceyrek|[{_W}]+) (?:kala|var)\b", None, -1),
        ("cy", rf"\b(?P<part>hanner awr|chwarter|[{_W}]+)(?: munud)? wedi (?P<hour>[{_W}]+)", None, 1),
        ("cy", rf"\b(?P<part>chwarter|[{_W}]+) (?:munud )?i (?P<hour>[{_W}]+)", None, -1),
        ("pl", rf"\bwpol do (?P<hour>[{_W}]+)", -30, 1),
        ("pl", rf"\b(?P<part>kwadrans|[{_W}]+) po (?P<hour>[{_W}]+)", None, 1),
        ("pl", rf"\bza (?P<part>kwadrans|[{_W}]+) (?P<hour>[{_W}]+)", None, -1),
        ("ur", rf"\b(?:saarhe|sarhe|saadhe|sadhe|saade|sade|saare|sare|ساڑهے|ساڑھے|ساڑے) (?P<hour>[{_W}]+)", 30, 1),
        ("ur", rf"\b(?:sawa|sava|sowa|soa|سوا) (?P<hour>[{_W}]+)", 15, 1),
        ("ur", rf"\b(?:paune|pone|pauney|poune|پونے) (?P<hour>[{_W}]+)", -15, 1),
        ("bn", rf"\b(?:saare|sare|share|shaare|sarhe|সাড়ে|সাড়ে) (?P<hour>[{_W}]+)", 30, 1),
        ("bn", rf"\b(?:sowa|soya|shoa|soa|সোয়া|সোয়া) (?P<hour>[{_W}]+)", 15, 1),
        ("bn", rf"\b(?:poune|pone|pouney|পৌনে) (?P<hour>[{_W}]+)", -15, 1),
        ("so", rf"\b(?P<hour>[{_W}]+) iyo (?:bar|barka|badh|badhka)\b", 30, 1),
        ("so", rf"\b(?P<hour>[{_W}]+) iyo (?:rubac|rubuc|rubi)\b", 15, 1),
        ("so", rf"\b(?P<hour>[{_W}]+) (?:oo )?(?:rubac|rubuc) la\b", -15, 1),
        ("ar", rf"(?P<hour>[{_W}]+) (?:(?:w|wa|u|o) ?(?:nos|nus|nuss|noss|nisf|annisf)|ونص|ونصف|والنصف|و نص|و نصف)\b", 30, 1),
        ("ar", rf"(?P<hour>[{_W}]+) (?:(?:w|wa|u|o) ?(?:rub|rob|rub3|rob3|arrub)|وربع|والربع|و ربع)\b", 15, 1),
        ("ar", rf"(?P<hour>[{_W}]+) (?:w tult|wa thulth|وثلث|والثلث|وتلت)\b", 20, 1),
        ("ar", rf"(?P<hour>[{_W}]+) (?:(?:illa|ila|ella) ?(?:rub|rob|rub3|rob3)|الا (?:الربع|ربعا|ربع))", -15, 1),
        ("ar", rf"(?P<hour>[{_W}]+) (?:(?:illa|ila|ella) khams[ae]?|الا خمسه?|الا خمس دقايق)", -5, 1),
    )
)  # fmt: skip
_WHOLE = {
    normalise(word).key: time
    for time, line in (
        ((1, 30), "dedh derh dher dedhbaje der dertay derta ڈیڑھ দেড় দেড়টা দেড়টায়"),
        ((2, 30), "dhai dhaai arhai adhai arai araita araitay ڈھائی আড়াই আড়াইটা আড়াইটায়"),
    )
    for word in words(line)
}


_JOINED = tuple(
    (regex.compile(pattern), hour)
    for pattern, hour in (
        (r"\b1[ /]4(?= (?:past|to|after|before)\b)", "quarter"), (r"\b1[ /]2(?= past\b)", "half"),
        (r"\bon bir(?=[aeiud]|\b)", "11"), (r"\bon iki(?=[aeiuyd]|\b)", "12"), (r"\bun ar ddeg\b", "11"), (r"\bun deg un\b", "11"), (r"\b(?:deuddeg|un deg dau)\b", "12"),
        (r"\bkow iyo toban(?:ka)?\b", "11"), (r"\blaba iyo toban(?:ka)?\b", "12"), (r"\b(?:الحاديه عشره?|احدي عشره?|احد عشر|الحداشر|حداشر)\b", "11"), (r"\b(?:الثانيه عشره?|اثنتا عشره?|اثنا عشر|اتناشر|اثني عشر)\b", "12"),
    )
)  # fmt: skip


def join_hours(flat: str) -> str:
    """Write hours of two words in digits: on bir, un ar ddeg, kow iyo toban."""
    for pattern, hour in _JOINED:
        flat = pattern.sub(hour, flat)
    return flat


def name_hour(token: str, language: str) -> int | None:
    """Read the hour a word or digits stand for, 0 to 24; endings of cases are taken off."""
    bare = regex.sub(r"(?:am|pm)$", "", token) if token[:1].isdecimal() else token
    bare = _COUNTER.sub("", bare) or bare
    bare = _TURKISH_END.sub("", bare) if bare[:1].isdecimal() else bare
    if bare.isdecimal():
        return int(bare) if len(bare) < 3 and int(bare) <= 24 else None
    found = _look_up(bare, language)
    if found is None and language == "tr" and len(token) > 3:
        found = _look_up(_TURKISH_END.sub("", token), language)
    return found if found is not None else _look_up(token, language)


def _look_up(token: str, language: str) -> int | None:
    value = _BY_NAME.get(language, {}).get(token)
    if value is None:
        value = NUMBERS.get(language, {}).get(token)
    if value is None and len(token) > 2:
        value = SOUNDS.get(language, {}).get(sound(token))
    return value if value is not None and 1 <= value <= 24 else None


def read_spoken(flat: str, language: str) -> Iterator[HourMinute]:
    """Give the times that are spoken in a text: its words with one space between, in plain form."""
    first = [one for one in _PATTERNS if one[0] == language]
    for names, pattern, minutes, sign in (*first, *(one for one in _PATTERNS if one not in first)):
        for match in pattern.finditer(flat):
            hour = name_hour(match["hour"], names)
            shift = minutes if minutes is not None else _minutes_of(match["part"], names)
            if hour is None or shift is None:
                continue
            yield _shift(hour, shift * sign)
            return
    for token in flat.split():
        if token in _WHOLE:
            yield _WHOLE[token]
            return


def _minutes_of(part: str, language: str) -> int | None:
    if part in _MINUTES:
        return _MINUTES[part]
    value = int(part) if part.isdecimal() and len(part) < 3 else _look_up(part, language)
    return value if value is not None and 0 < value < 60 else None


def _shift(hour: int, minutes: int) -> HourMinute:
    if minutes >= 0:
        return hour, minutes
    return ((hour - 1) % 24 or 12) if hour > 12 else ((hour - 1) % 12 or 12), 60 + minutes
