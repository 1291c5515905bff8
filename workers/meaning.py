"""How near English texts are in meaning to topics, by wordllama where it is installed.

It comes with the extra `themes`; its words and weights are in its own package, and nothing is ever
fetched.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from insight.frame import Frame
from insight.sorting import Likeness

WEIGHT = 2.0


def make_likeness(frame: Frame) -> Likeness | None:
    """Make what tells how near texts are to the topics of a frame; None without wordllama."""
    found = find_spec("wordllama")
    if found is None or found.origin is None:
        return None
    import wordllama  # type: ignore[import-not-found,unused-ignore]

    model = wordllama.WordLlama.load(cache_dir=Path(found.origin).parent, disable_download=True)
    topics = model.embed(
        [f"{theme.names['en']}. {theme.description}" for theme in frame.themes], norm=True
    )

    def likeness(texts: Sequence[str]) -> list[list[float]]:
        near: Any = model.embed(list(texts), norm=True) @ topics.T
        weighed: list[list[float]] = (near.clip(min=0.0) * WEIGHT).tolist()
        return weighed

    return likeness
