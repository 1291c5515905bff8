"""Tells "none", "no kids" and "just me" from other replies to "how many". Holds no digits."""

# ruff: noqa: E501  (word lists)

from flows.reader.normal import normalise, words
from flows.reader.number_words import PEOPLE

ALONE_LINES = frozenset(
    normalise(one).key
    for one in [
        "just me",
        "only me",
        "me",
        "myself",
        "only myself",
        "just myself",
        "me only",
        "me alone",
        "just me on my own",
        "on my own",
        "just the one",
        "by myself",
        "on my tod",
        "on me own",
        "all on my own",
        "alone",
        "i live alone",
        "living alone",
        "live on my own",
        "i live on my own",
        "just little old me",
        "one only",
        "sadece ben",
        "yalniz ben",
        "tek basima",
        "tek basima yasiyorum",
        "sam mieszkam",
        "sama mieszkam",
        "mieszkam sam",
        "mieszkam sama",
        "yalnizim",
        "tylko ja",
        "sam",
        "sama",
        "dim ond fi",
        "fi yn unig",
        "fi",
        "sudhu ami",
        "shudhu ami",
        "ami eka",
        "শুধু আমি",
        "আমি একা",
        "sirf main",
        "sirf mai",
        "bas main",
        "main akela",
        "main akeli",
        "صرف میں",
        "اکیلا",
        "اکیلی",
        "aniga kaliya",
        "kaliya aniga",
        "kaligay",
        "انا فقط",
        "أنا فقط",
        "انا لوحدي",
        "لحالي",
        "بس انا",
        "ana bas",
        "ana lahali",
        "bas ana",
    ]
)
PAIR_LINES = frozenset(
    f"{lead}me and {owner} {other}"
    for lead in ("", "just ")
    for owner in ("my", "the", "me")
    for other in words(
        "wife husband partner mum mam dad son daughter missus boyfriend girlfriend hubby"
    )
)
"""Two, as a guess: others may live there too."""
_DENIERS = frozenset(
    normalise(one).key
    for one in words("nie ma nahi nahin nai nei নেই নাই نہیں ما ليس yok ddim sgen")
)
_DENIED_HAVING = _DENIERS | frozenset(
    normalise(one).key
    for one in words(
        "mere mera koi hain hai amar amader kono কোনো আমার আমাদের عندي لدي عندنا لدينا lihi lahayn haysto haysano benim bizim hic mam mamy zadnych میرے میرا کوئی ہیں ہے gen i mi no"
    )
)
_TURKISH_NONE = 2  # words: cocugum yok
_LACKS = frozenset(words("dont not havent hasnt doesnt never"))
_OWNED = frozenset(
    words("kids children people pets dogs cats cars adults child kid car dog cat pet anyone any")
)
_ZERO_BEFORE = frozenset(words("no dim zero hic"))
NONE_LINES = frozenset(
    normalise(one).key
    for one in [
        "none at all",
        "none left",
        "nowt",
        "naff all",
        "bugger all",
        "sweet fa",
        "diddly squat",
        "zip",
        "nothing",
        "not any",
        "none of us",
        "none of them",
        "nobody at all",
        "no one else",
        "kimse yok",
        "hic yok",
        "hic kimse",
        "yok",
        "neb",
        "does neb",
        "dim un",
        "keu na",
        "kew na",
        "keu nai",
        "ekjon o na",
        "কেউ না",
        "কেউ নেই",
        "একজনও না",
        "একটাও না",
        "nikt",
        "zaden",
        "zadnych",
        "zadnego",
        "zadnej",
        "ani jednego",
        "ani jednej",
        "nikogo",
        "wcale",
        "cidna",
        "midna",
        "malahan",
        "ma lihi",
        "ilmo malahan",
        "carruur malahan",
        "qofna",
        "koi nahi",
        "koi nahin",
        "koi bhi nahi",
        "ek bhi nahi",
        "کوئی نہیں",
        "کوئی بھی نہیں",
        "ایک بھی نہیں",
        "لا احد",
        "لا يوجد",
        "لا شيء",
        "ما في",
        "مافي",
        "mafi",
        "ma fi",
        "لا أحد",
        "ولا واحد",
        "محدش",
        "ما في احد",
        "ما في حدا",
        "ما حدا",
        "la ahad",
        "wala wahid",
    ]
)

_SIGNS = _DENIERS | _ZERO_BEFORE | {"any"}
_AROUND = frozenset(words("zero at all no else here just none"))


def says_none(tokens: tuple[str, ...]) -> bool:
    """Tell "no kids", "we have no children", "I don't have any pets", "çocuğum yok"."""
    if _SIGNS.isdisjoint(tokens):
        return False
    rest = {token for token in tokens if token not in PEOPLE and token not in _OWNED}
    if len(rest) == 1 and not _ZERO_BEFORE.isdisjoint(rest):
        return True
    if "any" in tokens and not _LACKS.isdisjoint(rest):
        return rest <= _LACKS | {"got", "do", "have"}
    if rest and rest <= _DENIED_HAVING:
        return len(tokens) > 1 and not _DENIERS.isdisjoint(rest)
    return len(tokens) == _TURKISH_NONE and tokens[-1] == "yok"


def is_aside(values: set[float | int], tokens: tuple[str, ...]) -> bool:
    """Tell "no one cares" and "nobody told us" from a nought."""
    return (
        "zero" in tokens
        and values == {0}
        and any(t not in PEOPLE and t not in _AROUND for t in tokens)
    )
