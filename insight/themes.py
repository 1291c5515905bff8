"""Suggests topics for a text by keyword. Only suggests: people decide. Holds no frame."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex
from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from insight.frame import Frame

EXACT = 0.9
FOLDED = 0.85
TYPO = 0.75
EACH_FURTHER = 0.04
TYPO_MIN_LETTERS = 5
TYPO_CUT = 0.9  # one letter lost or doubled from 5 letters on, one changed from 10 on
NO_TYPOS = frozenset(
    {"course", "price", "stores", "trans", "window", "younger"}
)  # words of their own
FOLD_MIN_LETTERS = (
    4  # shorter words collide between languages once accents are gone: is and is-cedilla
)
MAX_CHARS = 4_000

_PLAIN = str.maketrans({sign: " " for sign in map(chr, range(128)) if not sign.isalnum()})
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´′＇", "'"))
_MARKS = regex.compile(r"[\u0300-\u036f\u064b-\u0652]+")
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A topic a text may belong to.

    Attributes:
        score: 0 to 1; what it was built from is the keyword's closeness, not a probability.
        matched: the frame's keywords that were found, as written there.
    """

    code: str
    score: float
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Keyword:
    """One keyword of one topic, ready to be looked up."""

    theme: int
    language: str
    written: str
    words: tuple[str, ...]  # case folded
    folded: tuple[str, ...]  # and without accents
    open_ended: bool

    @property
    def letters(self) -> int:
        return sum(map(len, self.folded))


class Matcher:
    """A frame made ready for many texts; remembers how words were looked up, nothing else."""

    def __init__(self, frame: Frame) -> None:
        self._codes = tuple(theme.code for theme in frame.themes)
        self._whole: dict[str, list[_Keyword]] = defaultdict(list)
        self._stems: dict[str, list[_Keyword]] = defaultdict(list)
        self._phrases: dict[str, list[_Keyword]] = defaultdict(list)
        self._typos: dict[str, dict[str, list[_Keyword]]] = defaultdict(lambda: defaultdict(list))
        for keyword in _keywords(frame):
            self._file(keyword)
        self._stem_lengths = sorted({len(stem) for stem in self._stems})
        self._look_up = lru_cache(maxsize=20_000)(self._look_up_word)

    def suggest(self, text: str, language: str) -> tuple[Suggestion, ...]:
        """Name the topics a text speaks of.

        Args:
            text: as it came in; the first 4,000 characters are read.
            language: what we believe it is written in; keywords of every language are tried, the
                language decides only between equals.

        Returns:
            Best first; several where it speaks of several; empty when unsure.
        """
        return self.suggest_words(split_words(text), language)

    def suggest_words(self, words: Sequence[str], language: str) -> tuple[Suggestion, ...]:
        """Name the topics of a text that is split into words already."""
        best: dict[int, dict[str, tuple[float, bool]]] = {}
        for at, word in enumerate(words):
            alone, begins_phrase = self._look_up(word)
            if not alone and not begins_phrase:
                continue
            phrases = self._find_phrases(words, at) if begins_phrase else ()
            for keyword, score in (*alone, *phrases):
                own = keyword.language == language
                if score == FOLDED and keyword.letters < FOLD_MIN_LETTERS and not own:
                    continue
                found = best.setdefault(keyword.theme, {})
                found[keyword.written] = max(found.get(keyword.written, (0.0, False)), (score, own))
        return self._rank(best) if best else ()

    def _file(self, keyword: _Keyword) -> None:
        first = keyword.folded[0]
        if len(keyword.words) > 1:
            self._phrases[first].append(keyword)
            return
        (self._stems if keyword.open_ended else self._whole)[first].append(keyword)
        if keyword.letters >= TYPO_MIN_LETTERS:
            self._typos[first[0]][first].append(keyword)

    def _rank(self, best: dict[int, dict[str, tuple[float, bool]]]) -> tuple[Suggestion, ...]:
        ranked = []
        for theme, found in best.items():
            top = max(score for score, _ in found.values())
            score = round(min(1.0, top + EACH_FURTHER * (len(found) - 1)), 2)
            own_language = any(own for _, own in found.values())
            ranked.append((-score, not own_language, theme, tuple(found)))
        ranked.sort()
        return tuple(
            Suggestion(code=self._codes[theme], score=-score, matched=matched)
            for score, _, theme, matched in ranked
        )

    def _look_up_word(self, word: str) -> tuple[tuple[tuple[_Keyword, float], ...], bool]:
        """Find the keywords of one word: itself, what it begins with, or at last a typo of.

        Returns:
            These, and whether a phrase begins with the word.
        """
        stem = word.partition("'")[0]
        found = tuple(hit for form in dict.fromkeys((word, stem)) for hit in self._known(form))
        found = found or tuple(self._misspelt(fold_accents(stem)))
        return found, fold_accents(word) in self._phrases

    def _known(self, word: str) -> Iterator[tuple[_Keyword, float]]:
        plain = fold_accents(word)
        for keyword in self._whole.get(plain, ()):
            yield keyword, EXACT if word == keyword.words[0] else FOLDED
        for length in self._stem_lengths:
            if length > len(plain):
                return
            for keyword in self._stems.get(plain[:length], ()):
                yield keyword, EXACT if word.startswith(keyword.words[0]) else FOLDED

    def _misspelt(self, plain: str) -> Iterator[tuple[_Keyword, float]]:
        if len(plain) < TYPO_MIN_LETTERS or plain in NO_TYPOS or plain[0] not in self._typos:
            return
        vocabulary = self._typos[plain[0]]
        close = process.extract(
            plain, vocabulary.keys(), scorer=Indel.normalized_similarity, score_cutoff=0.8, limit=3
        )
        for wanted, similarity, _ in close:
            if similarity >= TYPO_CUT or _letters_swapped(plain, wanted):
                for keyword in vocabulary[wanted]:
                    yield keyword, TYPO

    def _find_phrases(self, words: Sequence[str], at: int) -> Iterator[tuple[_Keyword, float]]:
        second = fold_accents(words[at + 1]) if at + 1 < len(words) else ""
        for keyword in self._phrases[fold_accents(words[at])]:
            if not second.startswith(keyword.folded[1]):
                continue
            there = words[at : at + len(keyword.words)]
            if _begins(keyword.words, there, keyword.open_ended):
                yield keyword, EXACT
            elif _begins(keyword.folded, [*map(fold_accents, there)], keyword.open_ended):
                yield keyword, FOLDED


def suggest(text: str, language: str, frame: Frame) -> tuple[Suggestion, ...]:
    """Name the topics of one text; for many texts make one `Matcher` and use that."""
    return Matcher(frame).suggest(text, language)


def split_words(text: str) -> list[str]:
    """Split a text into case-folded words; apostrophes of all kinds become one."""
    plain = text[:MAX_CHARS]
    if plain.isascii() and "'" not in plain and "`" not in plain:
        return plain.translate(_PLAIN).lower().split()
    plain = plain.translate(_APOSTROPHES)
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", plain).replace("İ", "i")
    found: list[str] = _WORD.findall(plain.casefold())
    return found


@lru_cache(maxsize=50_000)
def fold_accents(word: str) -> str:
    """Take accents off a case-folded word; vowel signs of Bengali and the like stay."""
    if word.isascii():
        return word
    bare = _MARKS.sub("", unicodedata.normalize("NFD", word)).translate(_LETTERS)
    return unicodedata.normalize("NFC", bare)


def _keywords(frame: Frame) -> Iterator[_Keyword]:
    for index, theme in enumerate(frame.themes):
        for language, written in theme.keywords.items():
            for keyword in written:
                words = tuple(split_words(keyword))
                folded = tuple(fold_accents(word) for word in words)
                yield _Keyword(index, language, keyword, words, folded, keyword.endswith("*"))


def _begins(wanted: Sequence[str], there: Sequence[str], open_ended: bool) -> bool:
    if len(there) != len(wanted) or tuple(there[:-1]) != tuple(wanted[:-1]):
        return False
    return there[-1].startswith(wanted[-1]) if open_ended else there[-1] == wanted[-1]


def _letters_swapped(word: str, wanted: str) -> bool:
    same_letters = len(word) == len(wanted) and sorted(word) == sorted(wanted)
    return same_letters and OSA.distance(word, wanted, score_cutoff=1) == 1
