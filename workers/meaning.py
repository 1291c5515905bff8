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
from insight.sayings import Thing, parse_sayings
from insight.sorting import Example, Sorter
from insight.traits import Embed, Numbers
from storage.library import read_sayings

COMMON = 2_000.0  # the tokenizer numbers tokens by how common they are: early ones tell little
FIRST = 300
BATCH_TEXTS = 250  # what they take then fits in the processor's cache


def make_sorter(frame: Frame, examples: Sequence[Example] = ()) -> Sorter:
    """Make what sorts texts by a frame, for a command and a job alike."""
    return Sorter(frame, _read_things(), find_embed(), examples)


@cache
def _read_things() -> tuple[Thing, ...]:
    sayings = read_sayings("en")
    return parse_sayings(sayings["source"], sayings["name"])


@cache
def find_embed() -> Embed:
    """Find what gives the meaning of texts; without wordllama it gives rows of no numbers."""
    found = find_spec("wordllama")
    if found is None or found.origin is None:
        return lambda texts: np.zeros((len(texts), 0), np.float32)
    import wordllama  # type: ignore[import-not-found,unused-ignore]

    model = wordllama.WordLlama.load(cache_dir=Path(found.origin).parent, disable_download=True)
    tokenizer = model.tokenizer
    tokenizer.no_padding()
    numbers = np.arange(len(model.embedding)).clip(min=FIRST)
    weighed: Numbers = model.embedding * (1 - np.exp(-numbers / COMMON, dtype=np.float32))[:, None]

    def embed_some(texts: Sequence[str]) -> Numbers:
        written = [text.lower() for text in texts]
        found = [one.ids for one in tokenizer.encode_batch_fast(written, add_special_tokens=False)]
        lengths = np.array([len(ids) for ids in found])
        rows = np.zeros((len(texts), weighed.shape[1]), np.float32)
        filled = np.flatnonzero(lengths)
        if filled.size:
            starts = (np.cumsum(lengths) - lengths)[filled]
            rows[filled] = np.add.reduceat(
                weighed[np.concatenate(found, dtype=int)], starts, axis=0
            )
        lengths_of_rows: Numbers = np.linalg.norm(rows, axis=1, keepdims=True).clip(min=1e-9)
        return rows / lengths_of_rows

    def embed(texts: Sequence[str]) -> Numbers:
        starts = range(0, max(len(texts), 1), BATCH_TEXTS)
        return np.concatenate([embed_some(texts[at : at + BATCH_TEXTS]) for at in starts])

    return embed
