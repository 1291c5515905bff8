"""Patterns of numbers that lead to a person: phones, NHS, National Insurance, bank, birthdays."""

# ruff: noqa: E501  (patterns)

import regex

from insight.mask_rules import Rule, rule

PHONE, NHS, INSURANCE = "[phone number]", "[NHS number]", "[National Insurance number]"
BANK, CARD, BIRTH, NUMBER = "[bank number]", "[card number]", "[date of birth]", "[number]"

_GAP = r"(?:[\s\p{Zs}\p{Cf}\p{Pd}\p{M}.()/,·•_*]{0,3}|\W{1,2}(?:and|then|and\ then)\s)"
_NOUGHT = r"(?:[0٠۰০०０]|(?<!\p{L})o)"  # many write the letter O
_SIGN = r"[\do]"
_LEFT = r"""(?<left>[£$€]\s?\d[\d.,]*|(?<!\d)\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?!\d)
    |(?<!\d)(?:0?[1-9]|[12]\d|3[01])[.-](?:0?[1-9]|1[0-2])[.-](?:19|20)\d\d(?!\d)
    |(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d))|"""
"""Money and days, which stay: tried first, so that no number begins in the middle of one."""
_START = r"(?<![\d£$€+])"
_END = r"(?!\d|[,.]\d{3}(?!\d))"

_TIMES = r"(?:(?:[01]\d|2[0-3])[0-5]\d\b\W{0,3}(?:and|to|until)?\s?){2,}(?!\W{0,3}\d)"
_DIALLED = rf"""(?!{_TIMES})\(?{_NOUGHT}
    (?:\)?\s?{_SIGN}(?:{_GAP}{_SIGN}){{7,9}}|(?:{_GAP}{_SIGN}(?!{_SIGN})){{8,10}})"""
"""Begins with 0 and a second sign at once, or is told sign by sign: no lists, no ages, no times."""
MIN_DIALLED = 5
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])-(?:0[1-9]|1[0-2])-"


def _mask_dialled(match: regex.Match[str]) -> str:
    """Mask it unless it is mostly the letter O."""
    return PHONE if sum(map(str.isdecimal, match[0])) >= MIN_DIALLED else match[0]


def _mask_ten(match: regex.Match[str]) -> str:
    """Mask ten digits that are an NHS number; those that begin with 7 are a phone's otherwise."""
    digits = "".join(_digits(match[0]))
    if len(digits) == 10 and is_nhs_number(digits):
        return NHS
    return PHONE if digits.startswith("7") else match[0]


def _digits(found: str) -> list[str]:
    """List the digits that Python knows: `regex` knows newer scripts."""
    return [str(int(sign)) for sign in found if sign.isdecimal()]


def is_nhs_number(digits: str) -> bool:
    """Tell by the check digit (modulus 11, NHS Data Dictionary) whether ten digits are one."""
    total = sum(int(digit) * (10 - n) for n, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])


def _mask_card(match: regex.Match[str]) -> str:
    digits = [int(digit) for digit in _digits(match[0])]
    doubled = [n if place % 2 == 0 else sum(divmod(n * 2, 10)) for place, n in _back(digits)]
    return CARD if sum(doubled) % 10 == 0 else match[0]


def _back(digits: list[int]) -> enumerate[int]:
    return enumerate(reversed(digits))


def _mask_sort_code(match: regex.Match[str]) -> str:
    """Mask it unless it is a day. Signs that join with a digit, as on keycaps, are none of it."""
    plain = "-".join("".join(_digits(part)) for part in match[0].split("-"))
    return match[0] if regex.match(_DAY, plain) else BANK


def _mask_spoken(match: regex.Match[str]) -> str:
    """Mask a number told in words, where it is as long as one: "oh seven seven double oh"."""
    said = match[0].lower()
    repeated = sum(len(regex.findall(one, said)) * more for one, more in _REPEATS)
    told = len(regex.findall(_TOLD, said, regex.VERBOSE)) + repeated
    return PHONE if told >= MIN_SPOKEN else match[0]


MIN_SPOKEN = 9
_REPEATS = ((r"\bdouble\b", 1), (r"\btr(?:iple|eble)\b", 2))
_TOLD = r"\d|\b(?:oh|o|zero|nought|naught|one|two|three|four|five|six|seven|eight|nine)\b"
_SPOKEN = rf"(?:{_TOLD}|\b(?:double|triple|treble)\b)"

_MONTH = r"""(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|oca|şub|nis|haz|tem|ağu|eyl|eki|kas
    |ara|sty|lut|kwi|maj|cze|lip|sie|wrz|paź|lis|gru|ion|chw|maw|ebr|meh|gor|aws|med|hyd|tach|rhag)
    \p{L}*"""
_DATE = rf"""(?:\d{{1,2}}\s?[./\ -]\s?\d{{1,2}}\s?[./\ -]\s?\d{{2,4}}|\d{{4}}-\d\d-\d\d|\d{{6}}|\d{{8}}
    |\d{{1,2}}(?:st|nd|rd|th)?\W{{0,2}}(?:of\s)?{_MONTH}(?:\W{{1,2}}\d{{2,4}})?
    |{_MONTH}\W{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?(?:\W{{1,2}}\d{{2,4}})?)"""
_BORN = r"""(?:\bborn|\bd\.?o\.?b\b|\bdate\ of\ birth|\bbirth\s?da(?:y|te)|\bdoğum|\bdogum|\burodz\p{L}+
    |\bganwyd|\bgeni|জন্ম\p{L}*|پیدائش|ميلاد\p{L}*|ولدت|\bdhalash\p{L}+|\bdhashay)"""

NUMBER_RULES: tuple[Rule, ...] = (
    rule(
        rf"(?<kept>{_BORN}[^\d\n]{{0,20}}?){_DATE}(?!\d)",
        BIRTH,
        words="born dob d.o.b birth birthday birthdate doğum dogum doğumlu urodzona urodzony urodzenia"
        " urodzin ganwyd geni জন্ম پیدائش ميلادي ميلاد ولدت dhashay dhalashada dhalasho",
    ),
    rule(r"(?<!\w)[A-Z]{2}\d{2}(?:\ ?[A-Z0-9]{4}){3,7}(?:\ ?[A-Z0-9]{1,3})?(?!\w)", BANK),
    rule(r"(?<!\w)[A-Z]{2}[\s.-]?\d{2}[\s.-]?\d{2}[\s.-]?\d{2}[\s.-]?[A-D](?!\w)", INSURANCE),
    rule(rf"{_LEFT}{_START}(?:[+＋]|00){_GAP}\d(?:{_GAP}\d){{6,14}}{_END}", PHONE),
    rule(rf"{_LEFT}{_START}{_DIALLED}{_END}", _mask_dialled),
    rule(rf"{_LEFT}{_START}\d(?:[\s\p{{Pd}}.]?\d){{12,18}}{_END}", _mask_card),
    rule(rf"{_LEFT}{_START}44(?:{_GAP}\d){{10}}{_END}", PHONE),
    rule(rf"{_LEFT}{_START}\d(?:[\s\p{{Cf}}\p{{Pd}}.]{{0,2}}\d){{9}}{_END}", _mask_ten),
    rule(rf"(?<kept>\bnhs\b\D{{0,20}}){_START}\d(?:[\s\p{{Pd}}.]?\d){{9}}{_END}", NHS),
    rule(
        rf"(?<kept>\b(?:ring|call|text|phone|tel|telephone|mob|mobile|whatsapp|number)\b\D{{0,12}})"
        rf"{_START}\d(?:[\s\p{{Pd}}.]?\d){{6,13}}{_END}",
        PHONE,
    ),
    rule(r"(?<kept>\bsort\s?code\D{0,6})\d\d[\s-]?\d\d[\s-]?\d\d(?!\d)", BANK),
    rule(r"(?<kept>\b(?:account|acc(?:t|ount)?|a/c)\b\D{0,12})\d(?:[\s-]?\d){5,9}(?!\d)", BANK),
    rule(rf"{_START}(?<!-)\d\d-\d\d-\d\d(?![\d-])", _mask_sort_code),
    rule(
        rf"(?<!\p{{L}})(?:oh|o|zero|nought|naught|0)(?:[\s,.-]+{_SPOKEN}){{4,14}}",
        _mask_spoken,
        words="oh o zero nought naught",
    ),
    rule(rf"{_START}\d{{8,}}(?![\d]|[.,]\d)", NUMBER),
)
