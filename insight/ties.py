"""Ties everyday things to the topics of a frame: by the words both go by, and by meaning."""

from collections import Counter
from collections.abc import Callable, Sequence
from math import log

import numpy as np

from insight.frame import Theme
from insight.primer import Primer
from insight.reading import read_texts
from insight.sayings import Thing
from insight.traits import Numbers, find_meaning, find_telling_words

IN_NAME, IN_DESCRIPTION = 2.0, 1.0
WIDER = 0.5
FAR, NEAR = 0.2, 6.0  # from where on likeness counts, and how much
SHARPNESS = 2.0
TELLING = 3.0  # how much less a word tells that many things are called by
FULL = 2.0  # so much makes a full tie


def describe(theme: Theme) -> str:
    """Say in one text what a topic is about."""
    return f"{theme.names['en']}. {theme.description}"


def tie(themes: Sequence[Theme], primer: Primer) -> Numbers:
    """Say how much each thing belongs to each topic: a row a thing, a column a topic, 0 to 1.

    What several topics are called by tells less. What is said about nothing is tied to nothing.
    """
    things = primer.things
    strength = _count_words(themes, things) + _compare(themes, primer)
    strength[[thing.is_nothing for thing in things]] = 0.0
    shared = strength**SHARPNESS
    shared /= shared.sum(axis=1, keepdims=True).clip(min=1e-9)
    tied: Numbers = shared * (strength.max(axis=1, keepdims=True) / FULL).clip(max=1.0)
    return tied


def _count_words(themes: Sequence[Theme], things: Sequence[Thing]) -> Numbers:
    names = [find_telling_words(theme.names["en"]) for theme in themes]
    said = [f"{theme.description} {' '.join(theme.keywords.get('en', ()))}" for theme in themes]
    described = [find_telling_words(text) - name for text, name in zip(said, names, strict=True)]
    often = Counter(word for words in (*names, *described) for word in words)
    called = [find_telling_words(thing.title) for thing in things]
    tells = _weigh_words(called)

    def count(words: set[str], topic: int) -> float:
        in_name = sum(IN_NAME * tells(word) / often[word] for word in words & names[topic])
        described_by = words & described[topic]
        return in_name + sum(IN_DESCRIPTION * tells(word) / often[word] for word in described_by)

    counted = np.zeros((len(things), len(themes)), np.float32)
    for row, (thing, words) in enumerate(zip(things, called, strict=True)):
        wider = find_telling_words(thing.wider) - words
        for topic in range(len(themes)):
            counted[row, topic] = count(words, topic) + WIDER * count(wider, topic)
    return counted


def _weigh_words(called: Sequence[set[str]]) -> Callable[[str], float]:
    """Say how much a word tells: what many things are called by, such as access, tells little."""
    often = Counter(word for words in called for word in words)
    most = log(1 + len(called))
    return lambda word: (log(1 + len(called) / max(often[word], 1)) / most) ** TELLING


def _compare(themes: Sequence[Theme], primer: Primer) -> Numbers:
    topics = find_meaning(read_texts([describe(theme) for theme in themes]), primer.embed)
    near = (primer.meant @ topics.T - FAR).clip(min=0.0)
    return np.float32(NEAR) * near
