"""What a text shows of what it is about: its words, the pairs they stand in, and its meaning."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from insight.reading import Integers, Reading
from insight.themes import split_words

Numbers = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Numbers]
"""Words -> one row each. What a text means is the sum of its words: near sums mean like things."""

LEAST_LENGTH = 3.0  # a text of one rare word tells less than one of several
POOLED_AT_ONCE = 500  # what they take then fits in the processor's cache
PAIRS = 1 << 20  # more than there are stems: numbers from here on are of pairs
NEAR = 2  # telling words that stand so near each other, small words left out, are a pair too
_WIDTH = PAIRS * (2 * PAIRS + 1)

_SMALL_WORDS = """
    a about after again all also always am an and any are as at be been but by can could did do does
    done dont down else ever every for from get gets getting go goes going got had has have he her
    here him his how i if im in into is it its ive just lot lots make makes me more most much my
    need needs never no nor not of off on one only or other our out over people place places please
    really she should so some somebody someone something still such than that the their them then
    there these they thing things this to too up us very want wants was we well were what when where
    which who why will with would you your
"""
SMALL_WORDS = frozenset(_SMALL_WORDS.split())
_ENDINGS = ("ings", "ing", "ies", "ed", "y")
_HISSING = ("ss", "sh", "ch", "x", "z", "us")
_OWN_STEMS = {
    **dict.fromkeys(("booked", "booking", "bookings"), "booking"),
    **dict.fromkeys(("cared", "caring"), "care"),
    **dict.fromkeys(("parked", "parking"), "parking"),
    "planning": "planning",
    "training": "training",
}
"""What means another thing than the word it seems to come from: books, cars, parks, trains."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Take the commonest English endings off a case-folded word."""
    word = word.partition("'")[0]
    if word in _OWN_STEMS:
        return _OWN_STEMS[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    else:
        word = _take_plural_off(word)
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls"
    return word[:-1] if doubled else word


def _take_plural_off(word: str) -> str:
    if word.endswith("es") and word[:-2].endswith(_HISSING):
        return word[:-2]
    if word.endswith("s") and len(word) > 3 and not word.endswith("ss"):
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 4 else word  # house, but care


_SMALL_STEMS = frozenset(stem(word) for word in SMALL_WORDS)


def find_telling_words(text: str) -> set[str]:
    """Find the stems of words that say what a text is about."""
    return {stem(word) for word in split_words(text) if word not in SMALL_WORDS and len(word) > 1}


def find_meaning(reading: Reading, embed: Embed) -> Numbers:
    """Give the meaning of texts: a row each, of length 1, or of nothing but zeros."""
    meaning = pool(embed(reading.words), reading.at, reading.lengths)
    lengths: Numbers = np.linalg.norm(meaning, axis=1, keepdims=True).clip(min=1e-9)
    return meaning / lengths


def pool(rows: Numbers, at: Integers, lengths: Integers) -> Numbers:
    """Add up rows, as many for each sum as its length says.

    Args:
        at: which rows, those of one sum after those of another.
    """
    pooled = np.zeros((len(lengths), rows.shape[1]), np.float32)
    starts = np.cumsum(lengths) - lengths
    for first in range(0, len(lengths), POOLED_AT_ONCE):
        some = first + np.argsort(-lengths[first : first + POOLED_AT_ONCE], kind="stable")
        longest = int(lengths[some[0]])
        for position in range(longest):
            some = some[lengths[some] > position]
            pooled[some] += rows[at[starts[some] + position]]
    return pooled


class Vocabulary:
    """The words that are counted, and how much each tells."""

    def __init__(self, reading: Reading) -> None:
        """Take the words of these texts that tell something, and the pairs, that come twice."""
        self._stems: dict[str, int] = {}
        self._known = np.zeros(0, np.int64)
        self._columns = np.zeros(0, np.int64)
        self._tells = np.zeros(0, np.float32)
        self._texts = 0
        self._take(reading, least=2)

    @property
    def size(self) -> int:
        """How many words and pairs are counted."""
        return len(self._tells)

    def add(self, reading: Reading) -> "Vocabulary":
        """Make a wider one that knows every word of these texts too.

        What was known stays as it is, in the same columns.
        """
        wider = copy(self)
        wider._stems = dict(self._stems)
        wider._take(reading, least=1)
        return wider

    def count(self, reading: Reading, meaning: Numbers) -> "Traits":
        """Count the words of texts.

        Args:
            meaning: a row for each text.
        """
        rows, found = self._list(reading)
        at, is_known = self._find(found)
        rows, columns = rows[is_known], self._columns[at[is_known]]
        tells = self._tells[columns]
        many = len(reading.lengths)
        norms = np.sqrt(np.bincount(rows, tells**2, many)).clip(min=LEAST_LENGTH)
        return Traits(
            columns=columns,
            values=(tells / norms[rows]).astype(np.float32),
            rows=rows,
            lengths=np.bincount(rows, minlength=many),
            width=self.size,
            meaning=meaning,
        )

    def _take(self, reading: Reading, *, least: int) -> None:
        for word in reading.words:
            self._stems.setdefault(stem(word), len(self._stems))
        self._small = np.array([one in _SMALL_STEMS for one in self._stems], bool)
        self._texts += len(reading.lengths)
        found, often = np.unique(self._list(reading)[1], return_counts=True)
        new = (often >= np.where(found < PAIRS, least, 2)) & ~self._find(found)[1]
        known = np.concatenate([self._known, found[new]])
        columns = np.concatenate([self._columns, self.size + np.arange(new.sum())])
        order = np.argsort(known)
        self._known, self._columns = known[order], columns[order]
        tells = np.log(self._texts / often[new], dtype=np.float32)
        self._tells = np.concatenate([self._tells, tells])

    def _find(self, found: Integers) -> tuple[Integers, NDArray[np.bool]]:
        """Find where numbers stand among those known, and whether they do."""
        at = np.searchsorted(self._known, found)
        is_known = at < len(self._known)
        is_known[is_known] = self._known[at[is_known]] == found[is_known]
        return at, is_known

    def _list(self, reading: Reading) -> tuple[Integers, Integers]:
        """List the telling stems, all neighbours, and telling stems near each other, once a text.

        Returns:
            The text each stands in, in order; and its number: of a stem, from PAIRS on of
            neighbours, and behind these of stems that are near.
        """
        numbers = np.array([self._stems.get(stem(word), -1) for word in reading.words], np.int64)
        stems, rows = numbers[reading.at], reading.rows
        telling = stems >= 0
        telling[telling] = ~self._small[stems[telling]]
        stood, told = rows[telling], stems[telling]
        found = [stood * _WIDTH + told, _pair(rows, stems, 1)]
        found += [_pair(stood, told, reach) + PAIRS * PAIRS for reach in range(1, NEAR + 1)]
        each = np.sort(np.concatenate(found))
        each = each[np.flatnonzero(np.diff(each, prepend=-1))]
        return each // _WIDTH, each % _WIDTH


def _pair(rows: Integers, stems: Integers, reach: int) -> Integers:
    """Number the pairs of known stems that stand so far apart in one text."""
    first, second = stems[:-reach], stems[reach:]
    paired = (rows[:-reach] == rows[reach:]) & (first >= 0) & (second >= 0)
    numbers: Integers = PAIRS * (1 + first[paired]) + second[paired]
    numbers += rows[:-reach][paired] * _WIDTH
    return numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """Texts as rows of numbers: few of many words, and all of their meaning.

    Attributes:
        columns: of each word that a text has, text after text.
        values: how much that word tells there.
        rows: the text it stands in.
        lengths: how many there are of each text.
        width: how many words there are in all.
        meaning: a row for each text.
    """

    columns: Integers
    values: Numbers
    rows: Integers
    lengths: Integers
    width: int
    meaning: Numbers

    def weigh(self, weights: Numbers) -> Numbers:
        """Add up what each text's traits weigh: a row a text, a column a topic."""
        total: Numbers = self.meaning @ weights[self.width :]
        for topic, weighed in enumerate(weights[: self.width].T.copy()):
            found = self.values * weighed[self.columns]
            total[:, topic] += np.bincount(self.rows, found, len(total))
        return total

    def join(self, other: "Traits") -> "Traits":
        """Put other texts behind these, of which as many words are known, or more."""
        return Traits(
            columns=np.concatenate([self.columns, other.columns]),
            values=np.concatenate([self.values, other.values]),
            rows=np.concatenate([self.rows, other.rows + len(self.lengths)]),
            lengths=np.concatenate([self.lengths, other.lengths]),
            width=other.width,
            meaning=np.concatenate([self.meaning, other.meaning]),
        )

    def square(self, each: Numbers) -> tuple[Numbers, Numbers]:
        """Multiply traits with themselves, text by text: each word's alone, all of the meaning.

        Args:
            each: how much each text counts.

        Returns:
            A number for each word; a square table for the meaning.
        """
        words = np.bincount(self.columns, self.values**2 * each[self.rows], self.width)
        return words.astype(np.float32), self.meaning.T @ (each[:, None] * self.meaning)

    def gather(self, told: Numbers) -> Numbers:
        """Add up for each trait what is told of the texts that have it."""
        gathered = np.zeros((self.width + self.meaning.shape[1], told.shape[1]), np.float32)
        gathered[self.width :] = self.meaning.T @ told
        for topic, one in enumerate(told.T.copy()):
            found = self.values * one[self.rows]
            gathered[: self.width, topic] = np.bincount(self.columns, found, self.width)
        return gathered
