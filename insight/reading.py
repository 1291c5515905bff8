"""Texts as words that are numbered once, so that what is told of a word is worked out once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from insight.themes import split_words

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Texts that were read.

    Attributes:
        words: each word of the texts, once.
        at: which of them stand in the texts, text after text.
        lengths: how many words each text has.
    """

    words: Sequence[str]
    at: Integers
    lengths: Integers

    @property
    def rows(self) -> Integers:
        """The text that each word stands in."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)


def read_words(texts: Sequence[Sequence[str]]) -> Reading:
    """Number the words of texts.

    Args:
        texts: each as its words.
    """
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    at = [numbers[word] for word in chain.from_iterable(texts)]
    lengths = np.array([len(words) for words in texts], np.int64)
    return Reading(words=list(numbers), at=np.array(at, np.int64), lengths=lengths)


def read_texts(texts: Sequence[str]) -> Reading:
    """Split texts into words and number these."""
    return read_words([split_words(text) for text in texts])
