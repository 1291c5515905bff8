"""What a text shows of what it is about: its words, the pairs they stand in, and its meaning."""

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from insight.themes import split_words

Numbers = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Numbers]
"""Texts -> one row each, of length 1: near rows mean like things."""

LEAST_LENGTH = 3.0  # a text of one rare word tells less than one of several

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
_ENDINGS = ("ings", "ing", "ies", "es", "ed", "s", "y", "e")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Take the commonest English endings off a case-folded word."""
    word = word.partition("'")[0]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls"
    return word[:-1] if doubled else word


_SMALL_STEMS = frozenset(stem(word) for word in SMALL_WORDS)


def find_telling_words(text: str) -> set[str]:
    """Find the stems of words that say what a text is about."""
    return {stem(word) for word in split_words(text) if word not in SMALL_WORDS and len(word) > 1}


def find_words(text: str) -> list[str]:
    """Find the stems of a text that tell something, and all pairs of stems, each once."""
    stems = [stem(word) for word in split_words(text)]
    telling = [one for one in stems if one not in _SMALL_STEMS]
    pairs = [f"{one} {next_one}" for one, next_one in itertools.pairwise(stems)]
    return list(dict.fromkeys((*telling, *pairs)))


class Vocabulary:
    """The words that are counted, and how much each tells."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take every word of these texts, and the pairs that come more than once."""
        often = Counter(word for text in texts for word in find_words(text))
        kept = [word for word, times in often.items() if times > 1 or " " not in word]
        self._at = {word: at for at, word in enumerate(kept)}
        times = np.array([often[word] for word in kept], np.float32)
        self._tells = np.log(len(texts) / times, dtype=np.float32)
        self.size = len(kept)

    def count(self, texts: Sequence[str], meaning: Numbers) -> "Traits":
        """Count the words of texts.

        Args:
            meaning: a row for each text.
        """
        at = self._at
        found = [[at[word] for word in find_words(text) if word in at] for text in texts]
        lengths = np.array([len(words) for words in found], np.int64)
        columns = np.fromiter((one for words in found for one in words), np.int64, lengths.sum())
        rows = np.repeat(np.arange(len(texts)), lengths)
        tells = self._tells[columns]
        norms = np.sqrt(np.bincount(rows, tells**2, len(texts))).clip(min=LEAST_LENGTH)
        values = (tells / norms[rows]).astype(np.float32)
        return Traits(
            columns=columns,
            values=values,
            rows=rows,
            lengths=lengths,
            width=self.size,
            meaning=meaning,
        )


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

    columns: NDArray[np.int64]
    values: Numbers
    rows: NDArray[np.int64]
    lengths: NDArray[np.int64]
    width: int
    meaning: Numbers

    def weigh(self, weights: Numbers) -> Numbers:
        """Add up what each text's traits weigh: a row a text, a column a topic."""
        total = self.meaning @ weights[self.width :]
        filled = np.flatnonzero(self.lengths)
        if filled.size:
            weighed = weights[self.columns] * self.values[:, None]
            starts = (np.cumsum(self.lengths) - self.lengths)[filled]
            total[filled] += np.add.reduceat(weighed, starts, axis=0)
        return total

    def order(self) -> NDArray[np.int64]:
        """Give the order in which equal words stand together, as `gather` needs it."""
        return np.argsort(self.columns, kind="stable")

    def gather(self, told: Numbers, order: NDArray[np.int64]) -> Numbers:
        """Add up for each trait what is told of the texts that have it."""
        gathered = np.zeros((self.width + self.meaning.shape[1], told.shape[1]), np.float32)
        gathered[self.width :] = self.meaning.T @ told
        if self.columns.size:
            columns = self.columns[order]
            starts = np.flatnonzero(np.diff(columns, prepend=-1))
            weighed = told[self.rows[order]] * self.values[order][:, None]
            gathered[columns[starts]] = np.add.reduceat(weighed, starts, axis=0)
        return gathered
