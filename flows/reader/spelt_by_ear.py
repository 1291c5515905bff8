"""Writes words as they sound, so that "moyla" finds ময়লা and "fysiau" bysiau. Knows no options."""

from functools import lru_cache
from unicodedata import normalize

import regex

from flows.reader.normal import WORDS_REMEMBERED

_SCRIPT = regex.compile(r"[\p{Bengali}\p{Arabic}]")
_SIGNS = {
    sign: sound
    for line in (
        "কখকqc:k গঘگغ:g চছچ:c জঝযجزژذظ:j টঠতথৎتٹطة:t ডঢদধدڈض:d নণংঙنں:n পফپف:p বভب:b",
        "মم:m রرڑ:r লل:l শষসسشصث:s হحهہھ:h কقکك:k خ:k",
    )
    for part in line.split()
    for signs, sound in (part.split(":"),)
    for sign in signs
}
_BENGALI_R = normalize("NFD", "ড়"), normalize("NFD", "ঢ়")
_BENGALI_Y = (normalize("NFD", "য়"), "্য", "্ব")
_LATIN = (
    (regex.compile(r"^(?:al|el|ul)(?=[b-df-hj-np-tv-z])"), ""),
    (regex.compile(r"chh?|tch"), "C"),
    (regex.compile(r"([bcdgjkpst])h"), r"\1"),
    (regex.compile(r"[cq]"), "k"),
    (regex.compile(r"x"), "ks"),
    (regex.compile(r"[fv]"), lambda match: "p" if match[0] == "f" else "b"),
    (regex.compile(r"z"), "j"),
    (regex.compile(r"[aeiouwy'\d]"), ""),
)
_ARTICLE = regex.compile(r"^ال(?=\p{L}{2})")
_ENDS_IN_VOWEL = regex.compile(r"[aieuািীেুাاہهیيےى]$")
_TWICE = regex.compile(r"(.)\1+")
_WELSH = tuple(
    (regex.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:ph|mh|f(?!f)|b|p|m)", "P"),
        (r"^(?:th|nh|dd|d|t)", "T"),
        (r"^(?:ngh|ch|ng|g|c)", "C"),
        (r"^(?=[aeiouwy])", "C"),
        (r"^(?:ll|l)", "L"),
        (r"^(?:rh|r)", "R"),
        (r"(?<=..)(?:iau|au|ion|oedd|ydd)$|(?<=...)(?:us|ys)$", ""),
    )
)
_ENGLISH = tuple(
    (regex.compile(pattern), spelt)
    for pattern, spelt in (
        (r"sch", "sk"),
        (r"ph", "f"),
        (r"igh", "i"),
        (r"x", "ks"),
        (r"ck|c(?![eiyh])|q(?=u)", "k"),
        (r"c(?=[eiy])|z", "s"),
        (r"wh", "w"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..[a-z])e$", ""),
    )
)
_MIN_SOUNDS = 2


@lru_cache(maxsize=WORDS_REMEMBERED)
def sound_out(word: str) -> str:
    """Give the consonants of a word in Bengali, Arabic or Latin letters; "" where they are few."""
    ends = "+" if _ENDS_IN_VOWEL.search(word) else ""
    sounds = _sound_latin(word) if word.isascii() else _sound_script(word)
    sounds = _TWICE.sub(r"\1", sounds)
    return sounds + ends if len(sounds) >= _MIN_SOUNDS else ""


def is_in_script(word: str) -> bool:
    """Tell whether a word is in letters that people also write in Latin ones."""
    return _SCRIPT.search(word) is not None


def _sound_latin(word: str) -> str:
    for pattern, sound in _LATIN:
        word = pattern.sub(sound, word)
    return word.lower()


def _sound_script(word: str) -> str:
    word = _ARTICLE.sub("", word)
    for sign in _BENGALI_R:
        word = word.replace(sign, "র")
    for sign in _BENGALI_Y:
        word = word.replace(sign, "")
    if not word.isascii() and word[-1:] in "هہ":
        word = word[:-1]
    return "".join(_SIGNS.get(sign, "") for sign in word)


@lru_cache(maxsize=WORDS_REMEMBERED)
def spell_simply(word: str) -> str:
    """Spell an English word as it sounds: skool and school, parc and park, fone and phone."""
    for pattern, spelt in _ENGLISH:
        word = pattern.sub(spelt, word)
    return word


def undo_mutation(word: str) -> str:
    """Write a Welsh word so that its mutations and plural are one: parc, barc, pharciau."""
    for pattern, sound in _WELSH:
        word = pattern.sub(sound, word)
    return word
