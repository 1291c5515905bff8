"""Guesses which language a text is in, and says nothing unless it is sure."""

from collections.abc import Collection, Sequence

import regex

from flows.reader.normal import Said

try:
    import pycld2  # type: ignore[import-untyped]
except ImportError:  # no wheel for this Python: letters and small words decide alone
    pycld2 = None

LEAST_WORDS = 3
LEAST_LETTERS = 12
_LEAST_SCORE = {"en": 1000}
_LEAST_SCORE_ELSE = 400
"""CLD2 took Urdu, Bengali and Arabic in Latin letters for English at up to 980, for none of our
other languages (some 100 texts, and the demo's); English begins at 820, Turkish at 420."""
_LEAST_PERCENT = 90

_LETTER = regex.compile(r"[\p{L}\p{M}]")
_NO_WORD = regex.compile(r"[^\p{L}\p{M}'’]+")
_BENGALI = regex.compile(r"[[\p{L}\p{M}]&&\p{Bengali}]", regex.V1)
_ARABIC = regex.compile(r"[\p{L}&&\p{Arabic}]", regex.V1)
_ARABIC_LETTERS = frozenset(map(chr, range(0x621, 0x64B)))
_URDU_ONLY = frozenset("ٹڈڑںےۓہۂ")
_URDU_LETTERS = _ARABIC_LETTERS | _URDU_ONLY | frozenset("پچژکگیھۃ")
_TURKISH_ONLY = frozenset("ığİĞ")
_TURKISH_SHARED = frozenset("şŞ")
_NOT_TURKISH = frozenset("əêăţțqwxƏÊĂŢȚQWX")

_OTHERS = "tpcsube"
_ENGLISH = {
    word: sum(1 << _OTHERS.index(one) for one in others)
    for others, words in {
        "": "the and for with this that there they them their you your our she were been what when "
        "where which who why how because should would could have from about into not dont cant "
        "isnt its im ive every very than then these those if any some only",
        "tscue": "is", "p": "my by", "pe": "we was", "pcube": "to", "tc": "it", "te": "of had has",
        "tsue": "in", "tpe": "on as", "tce": "at an", "uce": "be", "ube": "or", "ue": "are he",
        "use": "so", "tu": "us", "pue": "do", "c": "all", "b": "more", "ce": "am", "e": "will",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Small English words -> the languages that have such a word too, as bits.

Turkish (also typed without its marks), Polish, Cymraeg, Somali, Urdu and Bengali in Latin letters,
and others of Europe. A text is English where no language but English has all of its small words.
"""
_find_others = _ENGLISH.get


def guess_language(said: Said, candidates: Collection[str]) -> str:
    """Guess the language of a text.

    Args:
        said: the text.
        candidates: the languages it may be, such as those a flow has.

    Returns:
        One of the candidates, "" unless sure. Bengali script is enough by itself; Arabic script
        and letters that only Turkish has need two words; everything else three words and twelve
        letters. Bengali, Urdu and Arabic in Latin letters are never guessed.
    """
    tokens = said.tokens
    guess = "" if said.raw.isascii() else _guess_by_letters(said)
    if (
        not guess
        and len(tokens) >= LEAST_WORDS
        and len(said.key) - len(tokens) + 1 >= LEAST_LETTERS
    ):
        guess = _guess_by_words(said)
    return guess if guess in candidates else ""


def _guess_by_words(said: Said) -> str:
    if not (said.raw.isascii() or _TURKISH_ONLY.isdisjoint(said.raw)):
        return ""  # more than one language, or Azerbaijani
    return "en" if _has_english(said.tokens) else _ask_library(said.raw)


def _guess_by_letters(said: Said) -> str:
    letters = _LETTER.findall(said.raw)
    words = sum(not token.isdecimal() for token in said.tokens)
    if 2 * len(_BENGALI.findall(said.raw)) > len(letters):
        return "bn"
    if words < 2:
        return ""
    arabic = _ARABIC.findall(said.raw)
    if 2 * len(arabic) > len(letters):
        return _tell_urdu_from_arabic(frozenset(arabic))
    return "tr" if _is_turkish(frozenset(letters)) and not _has_english(said.tokens) else ""


def _tell_urdu_from_arabic(letters: frozenset[str]) -> str:
    if letters <= _ARABIC_LETTERS:
        return "ar"
    return "ur" if letters & _URDU_ONLY and letters <= _URDU_LETTERS else ""


def _is_turkish(letters: frozenset[str]) -> bool:
    """Tell Turkish by its letters; Kurdish and Romanian have an ş too, and Azerbaijani all."""
    if letters & _TURKISH_ONLY:
        return not letters & frozenset("əƏ")
    return bool(letters & _TURKISH_SHARED) and not letters & _NOT_TURKISH


def _has_english(tokens: Sequence[str]) -> bool:
    """Look for small words; the last word of a text is never one, but may be Urdu's "the"."""
    others = -1
    for token in tokens[:-1]:
        others &= _find_others(token, -1)
        if not others:
            return True
    return False


def _ask_library(raw: str) -> str:
    """Ask CLD2, with letters only: it refuses control characters and broken ones."""
    text = _NO_WORD.sub(" ", raw)
    if pycld2 is None or len(_LETTER.findall(text)) < LEAST_LETTERS:
        return ""
    if len(text.split()) < LEAST_WORDS:
        return ""
    is_reliable, _, found = pycld2.detect(text, isPlainText=True)
    _, language, percent, score = found[0]
    sure = is_reliable and percent >= _LEAST_PERCENT
    return str(language) if sure and score >= _LEAST_SCORE.get(language, _LEAST_SCORE_ELSE) else ""
