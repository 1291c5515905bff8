"""How often Python looks for garbage: values that point at each other in a circle.

Nearly all that a text makes goes by itself. Looking after every 700, as Python does, costs a
twentieth.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

AFTER = 50_000
"""How many values that can hold others are made before it looks."""


def look_seldom() -> None:
    """Look seldom, and never at what is loaded now, for the life of this process."""
    gc.freeze()
    gc.set_threshold(AFTER)


@contextmanager
def left_alone() -> Iterator[None]:
    """Look for no garbage while modules are loaded, which leave none: it takes half a second."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
