"""Makes what sorts texts; it knows what English texts mean where wordllama is installed.

It comes with the extra `themes`; its words and weights are in its own package, and nothing is ever
fetched.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from insight.frame import Frame
from insight.primer import Primer, read_primer
from insight.sayings import read_things
from insight.sorting import Example, Sorter
from insight.traits import Embed, Numbers, pool
from storage.library import read_sayings

COMMON = 2_000.0  # the tokenizer numbers tokens by how common they are: early ones tell little
FIRST = 300
WORD_BEGINS = "▁"  # in the tokenizer's parts
JOINED_WORDS = 50


def make_sorter(frame: Frame, examples: Sequence[Example] = ()) -> Sorter:
    """Make what sorts texts by a frame, for a command and a job alike."""
    return Sorter(frame, _read_primer(), examples)


def prepare_sorting() -> None:
    """Read all that sorting takes, so that what is forked from this process finds it there."""
    _read_primer()


@cache
def _read_primer() -> Primer:
    return read_primer(read_things(read_sayings("en")), find_embed())


@cache
def find_embed() -> Embed:
    """Find what gives the meaning of words; without wordllama it gives rows of no numbers."""
    found = find_spec("wordllama")
    if found is None or found.origin is None:
        return lambda words: np.zeros((len(words), 0), np.float32)
    import wordllama  # type: ignore[import-not-found,unused-ignore]

    model = wordllama.WordLlama.load(cache_dir=Path(found.origin).parent, disable_download=True)
    tokenizer = model.tokenizer
    tokenizer.no_padding()
    numbers = np.arange(len(model.embedding)).clip(min=FIRST)
    begins_word = np.zeros(len(numbers), bool)
    for part, number in tokenizer.get_vocab().items():
        begins_word[number] = part.startswith(WORD_BEGINS)
    weighed: Numbers = model.embedding * (1 - np.exp(-numbers / COMMON, dtype=np.float32))[:, None]

    def embed(words: Sequence[str]) -> Numbers:
        """Add up the parts of each word. Many words go as one text, which is quicker."""
        some = [
            " ".join(words[at : at + JOINED_WORDS]) for at in range(0, len(words), JOINED_WORDS)
        ]
        found = tokenizer.encode_batch_fast(some, add_special_tokens=False)
        parts = np.array([part for one in found for part in one.ids], np.int64)
        starts = np.flatnonzero(begins_word[parts])
        return pool(weighed, parts, np.diff(starts, append=len(parts)))

    return embed
