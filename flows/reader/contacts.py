"""Reads what names a place or a person: postcode, phone number, e-mail address, location, media."""

# ruff: noqa: E501  (patterns)

from functools import lru_cache
from importlib import import_module
from typing import Any

import postcode
import regex

from flows.reader.hedges import negates
from flows.reader.normal import plain, words

Found = tuple[str, bool]

_POSTCODE_LIKE = regex.compile(
    r"(?<![a-z\d])([a-z0-9]{2,4}?)[\s.-]{0,3}([\doil|sb][a-z0-9]{2,3})(?![a-z\d])"
)
_OUTWARD = regex.compile(  # which letters may end it: BS 7666
    r"[A-Z]{1,2}[1-9]\d?|[A-Z]{2}0|[A-Z]\d[ABCDEFGHJKPSTUW]|[A-Z]{2}\d[ABEHMNPRVWXY]"
)
_AREAS = frozenset(  # letters a postcode may begin with: ONS Postcode Directory
    words(
        "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GIR GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML"
        " N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
    )
)
_AREA = regex.compile(r"^[A-Z]+")
_TO_DIGIT = str.maketrans("OIL|SB", "011158")
_TO_LETTER = str.maketrans("0158", "OISB")
_MAX_CHANGES = 2
_DIALLED_O = regex.compile(r"(?<=[\d\s+])o+(?=[\d\so])|^o(?=\d)|(?<=\d)o+(?=\d|$)")
_AFTERWARDS = regex.compile(  # when and how to ring it, not whether it is right
    r"\b(?:but |and )?(?:not|dont|do not|never|cant|wont|no) (?:always )?(?:after|before|until|till|between|at|in|during|ring|rings|call|calls|phone|text|texts|texting|answer|pick|leave|share|pass|give|tell|hear|talk|speak|whatsapp|later|too|weekends?|mornings?|evenings?)\b"
)
_DOUBTED = frozenset(words("old wrong changed doesnt isnt wont dead lost former previous"))
_EMAIL = regex.compile(r"[\p{L}\d][\p{L}\d._%+'-]{0,63}@(?:[\p{L}\d-]{1,63}\.)+\p{L}{2,24}")
_SPELLED = (
    (regex.compile(r"\s*[(\[]?\bat\b[)\]]?\s*(?=[\w-]+\s*(?:[.,]|\bdot\b))"), "@"),
    (regex.compile(r"\s*[(\[]?\bdot\b[)\]]?\s*"), "."),
    (regex.compile(r"(?<=@[\w-]{1,40}),(?=\w)"), "."),
    (regex.compile(r"\s*@\s*"), "@"),
    (regex.compile(r"(?<=@[\w-]{1,40})\s*\.\s*(?=[a-z]{2,})"), "."),
)
_MISSPELT = regex.compile(r"@(?:gmial|gmai|gamil|gnail|hotmial|hotmal|homail|yaho|yahooo|outlok|iclod)\.|\.(?:con|cmo|comm|vom|coom)$")  # fmt: skip
_POINT = regex.compile(
    r"(?<![\d.])(-?\d{1,2}\.\d{2,})\s*(?:,|%2c|\s)\s*(-?\d{1,3}\.\d{2,})(?![\d.])"
)
_WORDS3 = regex.compile(r"///(\p{L}+\.\p{L}+\.\p{L}+)")
_MEDIA = regex.compile(r"^\s*\[(photo|voice|video|audio|document|sticker|animation|location)\]\s*$")
_LINK = regex.compile(r"https?://\S+")


def find_postcode(text: str) -> Found | None:
    """Find the one UK postcode of a text.

    Returns:
        It in capitals with its space, and whether we are sure: letters and digits that look alike
        (O and 0, I and 1), and a sign too many, are mended as a guess. None where there is none, or two.
    """
    folded = plain(text).replace("-", " ")
    exact = {_neat(one) for one in postcode.match(folded)}
    exact.discard("")
    if len(exact) == 1 and not _is_part(folded):
        found = exact.pop()
        return found, _is_area(found) and not negates(tuple(folded.split()))
    if len(exact) > 1:
        return None
    alike = list(_POSTCODE_LIKE.finditer(folded))
    mended = {_mend(*match.groups()) for match in alike} - {""}
    if not mended:  # the three last signs stand together: s1o2tn
        whole = ["".join(match.groups()) for match in alike]
        mended = {_mend(one[:-3], one[-3:]) for one in whole} - {""}
    return (mended.pop(), False) if len(mended) == 1 else None


def _neat(found: str) -> str:
    parsed = postcode.parse(found)
    if not parsed.valid or not _OUTWARD.fullmatch(parsed.outcode or ""):
        return ""
    return str(parsed.postcode)


def _is_area(found: str) -> bool:
    area = _AREA.match(found)
    return area is not None and area[0] in _AREAS


def _is_part(folded: str) -> bool:
    """Tell whether the postcode is the beginning of a longer run of signs ("E8 1EAA")."""
    return any(
        regex.search(rf"{regex.escape(one)}[a-z\d]|[a-z\d]{regex.escape(one)}", folded)
        for one in postcode.match(folded)
    )


def _mend(out: str, rest: str) -> str:
    """Try the letters and digits that look alike, and the last sign away."""
    written = (out + rest).upper()
    if sum(sign.isalpha() for sign in written) < 2 or not any(map(str.isdecimal, written)):
        return ""
    outward = out.upper()
    inward = rest.upper()
    tail = inward[1:3].translate(_TO_LETTER)
    tried = {
        _neat(f"{outward[:length].translate(_TO_LETTER)}{district} {inward[:1].translate(_TO_DIGIT)}{tail}")
        for length in (1, 2)
        for district in (outward[length:], outward[length:].translate(_TO_DIGIT))
    }  # fmt: skip
    best = min(sorted(tried - {""}), key=lambda found: _count_changes(written, found), default="")
    return best if _count_changes(written, best) <= _MAX_CHANGES else ""


def _count_changes(written: str, found: str) -> int:
    return sum(one != other for one, other in zip(written, found.replace(" ", ""), strict=False))


def find_phone(text: str, region: str) -> Found | None:
    """Find the one phone number of a text, as E.164.

    Args:
        text: as it was written.
        region: the country it is dialled in where it has no code, such as GB.
    """
    library = _load_phonenumbers()
    folded = plain(text)
    letters = _DIALLED_O.sub(lambda match: "0" * len(match[0]), folded)
    matches = library.PhoneNumberMatcher(letters[:400], region, leniency=library.Leniency.POSSIBLE)
    found = {
        library.format_number(match.number, library.PhoneNumberFormat.E164)
        for match in matches
        if _is_dialled(match)
    }
    lengths = {len(number) for number in found if region == "GB" and number.startswith("+44")}
    said = tuple(_AFTERWARDS.sub(" ", folded).split())
    is_doubted = letters != folded or negates(said) or not _DOUBTED.isdisjoint(said)
    is_doubted = is_doubted or regex.match(r"\D*7\d{3}\s?\d{3}\s?\d{3}(?!\d)", letters) is not None
    return (found.pop(), not is_doubted) if len(found) == 1 and lengths <= {13} else None


def write_phone(number: str) -> str:
    """Write an E.164 number as people in its country do."""
    library = _load_phonenumbers()
    parsed = library.parse(number)
    return str(library.format_number(parsed, library.PhoneNumberFormat.NATIONAL))


def _is_dialled(match: Any) -> bool:
    """Leave out numbers that nobody could ring from elsewhere: too short, or without 0 or +."""
    digits = regex.sub(r"\D", "", match.raw_string)
    return len(digits) >= 9 and match.raw_string.lstrip("( ")[:1] in ("0", "+", "7", "4")


@lru_cache(maxsize=1)
def _load_phonenumbers() -> Any:
    """Load the library when the first number is read: it takes 0.1 s (decision 2)."""
    return import_module("phonenumbers")


def find_email(text: str) -> Found | None:
    """Find the one e-mail address of a text, in small letters; a spelt-out or mended one is a guess."""
    folded = text.replace("’", "'").lower()
    found = set(_EMAIL.findall(folded))
    if len(found) == 1:
        address = found.pop()
        return address, not _MISSPELT.search(address)
    for pattern, sign in _SPELLED if not found else ():
        folded = pattern.sub(sign, folded)
    found = found or set(_EMAIL.findall(folded))
    return (found.pop(), False) if len(found) == 1 else None


def find_location(text: str) -> tuple[str, str, bool] | None:
    """Find a place: value, category (point, words3, postcode or words) and whether we are sure."""
    folded = plain(text)
    point = _POINT.search(folded)
    if point and abs(float(point[1])) <= 90 and abs(float(point[2])) <= 180:
        return f"{float(point[1]):.5f},{float(point[2]):.5f}", "point", True
    three = _WORDS3.search(folded)
    if three:
        return f"///{three[1]}", "words3", True
    code = find_postcode(text)
    if code:
        return code[0], "postcode", code[1]
    return (text.strip(), "words", False) if any(sign.isalpha() for sign in folded) else None


def find_media(text: str) -> tuple[str, bool] | None:
    """Tell what came: "[photo]" as the channels write it, or a link."""
    match = _MEDIA.match(text)
    if match:
        return str(match[1]), True
    return ("link", True) if _LINK.search(text) else None
