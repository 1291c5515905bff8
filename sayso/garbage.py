"""How often Python looks for garbage: values that point at each other in a circle.

Nearly all that a text makes goes by itself. Looking after every 700, as Python does, costs a
twentieth.
"""

import gc

AFTER = 50_000
"""How many values that can hold others are made before it looks."""


def look_seldom() -> None:
    """Look seldom, and never at what is loaded now, for the life of this process."""
    gc.freeze()
    gc.set_threshold(AFTER)
