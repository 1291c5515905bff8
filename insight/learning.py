"""Learns from examples how much each trait of a text speaks for each topic: ridge regression."""

import numpy as np

from insight.traits import Numbers, Traits

RIDGE = 4.0
NOTHING = 3.0  # a text that is about no topic had rather be left alone
STEPS = 10  # as right as 20, in half the time


def learn(examples: Traits, told: Numbers, trust: Numbers) -> Numbers:
    """Find weights that come near what is told of the examples, and stay small.

    By conjugate gradients on the normal equations (Hestenes and Stiefel 1952): always the same
    steps, so the same examples give the same weights.

    Args:
        told: for each example, how much it belongs to each topic, and last, to none: in all at
            most 1.
        trust: how much each example counts.

    Returns:
        A row for each trait, a column for each topic: how much more it speaks for the topic than
        is to be expected, so that words that go with everything weigh nothing.
    """
    each = _even_out(told, trust)[:, None]
    expected = (each * told).sum(axis=0) / each.sum()
    left = examples.gather(each * (told - expected))
    weights, way = np.zeros_like(left), left.copy()
    size = (left**2).sum(axis=0)
    for _ in range(STEPS):
        turned = examples.gather(each * examples.weigh(way)) + RIDGE * way
        step = size / (way * turned).sum(axis=0).clip(min=1e-12)
        weights += step * way
        left -= step * turned
        size, before = (left**2).sum(axis=0), size
        way = left + size / before.clip(min=1e-12) * way
    return weights


def _even_out(told: Numbers, trust: Numbers) -> Numbers:
    """Let topics count alike, however many examples each has."""
    often = trust @ told
    share = often.mean() / often.clip(min=1.0)
    share[-1] = NOTHING
    evened: Numbers = trust * (told @ share + 1 - told.sum(axis=1))
    return evened
