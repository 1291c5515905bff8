"""What every frame learns from alike: sayings about everyday things, read and counted once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from insight.reading import Integers, read_texts
from insight.sayings import Thing
from insight.traits import Embed, Numbers, Traits, Vocabulary, find_meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Primer:
    """Sayings made ready; nothing in it depends on a frame, and no frame changes it.

    Attributes:
        things: everyday things, with sayings about them.
        meant: what the names of the things mean, a row each.
        thing: of each saying, which thing it is about.
        embed: what gives the meaning of words; it may give rows of no numbers.
    """

    things: Sequence[Thing]
    meant: Numbers
    thing: Integers
    vocabulary: Vocabulary
    traits: Traits
    embed: Embed


def read_primer(things: Sequence[Thing], embed: Embed) -> Primer:
    """Read the sayings about things, and count their words."""
    reading = read_texts([saying for thing in things for saying in thing.sayings])
    vocabulary = Vocabulary(reading)
    return Primer(
        things=things,
        meant=find_meaning(read_texts([thing.title for thing in things]), embed),
        thing=np.repeat(np.arange(len(things)), [len(thing.sayings) for thing in things]),
        vocabulary=vocabulary,
        traits=vocabulary.count(reading, find_meaning(reading, embed)),
        embed=embed,
    )
