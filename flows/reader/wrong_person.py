"""Tells who says that they are somebody else, or that nobody of that name is there. Holds no effect."""

# ruff: noqa: E501  (a pattern is easier to check on one line)

import re
from functools import cache

from flows.reader.first_names import FIRST_NAMES
from flows.reader.normal import Said, normalise, words

MAX_TOKENS = 12
_BEFORE = r"(?:(?:sorry|no|nope|hi|hello|hey|hiya|oh|um|but|ok|excuse me|excuse|afraid|im afraid|i think|think|lutfen|pardon|przepraszam|maaf) )*"
_AFTER = r"(?: (?:sorry|anymore|any more|now|mate|pal|love|thanks|thank you|please|x|xx|im afraid|artik|juz|at all|you have the wrong (?:number|person)|wrong (?:number|person)))*"
_NAME = r"(\S+)(?: \S+)?"
_HERE = r"(?:here|on here|living here|at this (?:number|address|house)|on this (?:number|phone))"

# By somebody's first name: these leave no doubt.
_SURE = (
    rf"(?:im|i am|this is|its|it is|my name is|my names) not {_NAME}",
    rf"(?:this|my name|it) isnt {_NAME}",
    rf"(?:(?:theres|there is|there) )?(?:no|nobody|no one|noone) (?:here )?(?:(?:called|named|by the name of) )?{_NAME} (?:lives )?{_HERE}",
    rf"(?:(?:theres|there is) )?(?:nobody|no one|noone) (?:here )?(?:called|named|by the name of) {_NAME}",
    rf"(?:you have|youve got|you got|u have|u got) the wrong {_NAME}",
    rf"{_NAME} (?:doesnt|does not|dont|no longer|not) lives? {_HERE}",
    rf"{_NAME} (?:isnt|is not|not|no longer) (?:at|on) this (?:number|phone|address)",
    rf"{_NAME} (?:doesnt|does not|no longer) (?:have|has|use|uses) this (?:number|phone)",
    rf"ben {_NAME} degilim",
    rf"{_NAME} (?:burada|burda) (?:yasamiyor|oturmuyor)",
    rf"(?:burada|burda) {_NAME} (?:diye biri )?yok",
    rf"nie jestem {_NAME}",
    rf"{_NAME} (?:tu|tutaj) nie mieszka",
    rf"nie mieszka (?:tu|tutaj) {_NAME}",
    rf"nid {_NAME} ydw i",
    rf"(?:dydy|nid yw|dyw) {_NAME} ddim yn byw yma",
    rf"ami {_NAME} (?:na|noi|noy)",
    rf"{_NAME} (?:ekhane|eikhane) thake na",
    rf"আমি {_NAME} (?:না|নই)",
    rf"{_NAME} এখানে থাকে না",
    rf"(?:main|mein) {_NAME} (?:nahi|nahin) (?:hoon|hun|hu)",
    rf"{_NAME} (?:yahan|yaha) (?:nahi|nahin) (?:rehta|rehti|rehte)",
    rf"میں {_NAME} نہیں (?:ہوں|ہو)",
    rf"{_NAME} یہاں نہیں (?:رہتا|رہتی|رہتے)",
    rf"(?:ana )?(?:mish|mush|lastu|lasto) {_NAME}",
    rf"(?:انا )?(?:لست|مش|مو) {_NAME}",
    rf"{_NAME} لا (?:يسكن|تسكن|يعيش|تعيش) هنا",
    rf"ma ihi {_NAME}",
    rf"{_NAME} halkan (?:ma|kuma) (?:deggana|noola|joogo)",
)
# By a first name too, but these may mean something else.
_DOUBTFUL = (
    rf"not {_NAME}",
    rf"(?:i )?(?:dont|do not) know (?:any|a|anyone called|who) {_NAME}(?: is)?",
    rf"who is {_NAME}",
    rf"whos {_NAME}",
    rf"{_NAME} (?:has|have)? ?(?:moved|moved away|moved out|changed (?:her|his|their) number)",
    rf"{_NAME} (?:isnt|is not|not) here",
)
# By anybody: one person who does not live where we text.
_ABSENT = re.compile(rf"{_BEFORE}(\w+) (?:doesnt|does not|no longer) lives? {_HERE}{_AFTER}")
_NOT_PERSONS = frozenset(
    words("i we you u they who people kids children it that which nobody everybody")
)
# "I'm not Priya" is told from "I'm not Muslim" by these.
_CAPITAL = re.compile(
    r"(?:(?:[Ss]orry|[Nn]o|[Hh]i)[,.!]? )*(?:[Ii]['’]?m|[Ii] am|[Tt]his is|[Mm]y name is) not ([A-Z][a-z]{2,})"
    r"(?: [A-Z][a-z]+)?[\s.,!]*(?:sorry|mate|thanks)?[\s.!]*"
)
_NO_NAMES = frozenset(
    words("""
    british english welsh scottish irish turkish kurdish polish somali bengali bangladeshi pakistani indian arab asian
    african european black white muslim christian jewish hindu sikh catholic religious labour tory conservative gay lesbian
    straight disabled autistic sure happy able well okay going interested working here there bothered racist old young
    homeless retired american french german italian spanish romanian bulgarian chinese nigerian afghan iranian syrian
    """)
)


@cache
def _compile(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Compile some patterns when a first name first stands in a text."""
    return tuple(re.compile(f"{_BEFORE}{_fold(pattern)}{_AFTER}") for pattern in patterns)


def _fold(pattern: str) -> str:
    """Put the letters of a pattern into plain form; its signs stay."""
    return re.sub(r"[^\x00-\x7f]+", lambda found: normalise(found[0]).key, pattern)


ASKED = frozenset(words("not isnt who whos doesnt does longer here moved number know"))


def denies_person(said: Said) -> bool:
    """Tell whether a text says, by a first name, that we reached somebody else."""
    if FIRST_NAMES.isdisjoint(said.tokens) or len(said.tokens) > MAX_TOKENS:
        return False
    return _names_somebody(_SURE, said.key)


def may_deny_person(said: Said) -> bool:
    """Tell whether a text may say that we reached somebody else."""
    if ASKED.isdisjoint(said.tokens) or len(said.tokens) > MAX_TOKENS:
        return False
    if not FIRST_NAMES.isdisjoint(said.tokens) and _names_somebody(_DOUBTFUL, said.key):
        return True
    absent = _ABSENT.fullmatch(said.key)
    if absent:
        return absent[1] not in _NOT_PERSONS
    capital = _CAPITAL.fullmatch(said.raw)
    return bool(capital and capital[1].lower() not in _NO_NAMES)


def _names_somebody(patterns: tuple[str, ...], key: str) -> bool:
    found = (pattern.fullmatch(key) for pattern in _compile(patterns))
    return any(match and match[1] in FIRST_NAMES for match in found)
