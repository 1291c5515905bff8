"""Which texts say nearly the same, so that a person sorts them with one key. Holds no topics."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import Indel

from insight.themes import fold_accents, split_words

NEAR = 0.9
LEAST_LETTERS = 8  # shorter ones are the same or they are not


def fold_words(words: str) -> str:
    """Write words without case, accents and punctuation."""
    return " ".join(fold_accents(word) for word in split_words(words))


def find_near(folded: str, others: Sequence[str]) -> list[int]:
    """Find which of the others say nearly the same.

    Args:
        folded: as `fold_words` writes it; so are the others.

    Returns:
        Their places, in order. Words with different numbers in them are never the same.
    """
    if len(folded) < LEAST_LETTERS:
        return [at for at, other in enumerate(others) if other == folded]
    found = process.extract(
        folded, others, scorer=Indel.normalized_similarity, score_cutoff=NEAR, limit=None
    )
    numbers = _find_numbers(folded)
    return sorted(at for other, _, at in found if _find_numbers(other) == numbers)


def _find_numbers(folded: str) -> list[str]:
    return [word for word in folded.split() if any(sign.isdecimal() for sign in word)]
