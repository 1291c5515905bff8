"""Learns from examples how much each trait of a text speaks for each topic: ridge regression."""

from collections.abc import Callable

import numpy as np

from insight.traits import Numbers, Traits

RIDGE_WORDS, RIDGE_MEANING = 2.0, 8.0
NOTHING = 3.0  # a text that is about no topic had rather be left alone
STEPS = 4  # as right as 8 with what makes them short; without, 25 are needed


def learn(examples: Traits, told: Numbers, trust: Numbers) -> Numbers:
    """Find weights that come near what is told of the examples, and stay small.

    By conjugate gradients on the normal equations, preconditioned (Hestenes and Stiefel 1952):
    always the same steps, so the same examples give the same weights.

    Args:
        told: for each example, how much it belongs to each topic, and last, to none: in all at
            most 1.
        trust: how much each example counts.

    Returns:
        A row for each trait, a column for each topic: how much more it speaks for the topic than
        is to be expected, so that words that go with everything weigh nothing.
    """
    evened = _even_out(told, trust)
    each = evened[:, None]
    expected = (each * told).sum(axis=0) / each.sum()
    left = examples.gather(each * (told - expected))
    shorten = _find_short_way(examples, evened)
    ridge = np.full((len(left), 1), RIDGE_MEANING, np.float32)
    ridge[: examples.width] = RIDGE_WORDS
    weights, nearer = np.zeros_like(left), shorten(left)
    way, size = nearer, (left * nearer).sum(axis=0)
    for _ in range(STEPS):
        turned = examples.gather(each * examples.weigh(way)) + ridge * way
        step = size / (way * turned).sum(axis=0).clip(min=1e-12)
        weights += step * way
        left -= step * turned
        nearer = shorten(left)
        size, before = (left * nearer).sum(axis=0), size
        way = nearer + size / before.clip(min=1e-12) * way
    return weights


def _find_short_way(examples: Traits, each: Numbers) -> Callable[[Numbers], Numbers]:
    """Solve it for every word as if it stood alone, and for the meaning apart from the words.

    Words seldom come together, but the numbers of a meaning nearly always do: step by step
    alone, these would take most of the steps.
    """
    words, meaning = examples.square(each)
    alone = 1 / (words + RIDGE_WORDS)[:, None]
    apart = np.linalg.inv(meaning + RIDGE_MEANING * np.eye(len(meaning), dtype=np.float32))
    width = examples.width
    return lambda left: np.concatenate([alone * left[:width], apart @ left[width:]])


def _even_out(told: Numbers, trust: Numbers) -> Numbers:
    """Let topics count alike, however many examples each has."""
    often = trust @ told
    share = often.mean() / often.clip(min=1.0)
    share[-1] = NOTHING
    evened: Numbers = trust * (told @ share + 1 - told.sum(axis=1))
    return evened
