"""A line that a measurement prints, with its figures for `--json`."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """What was found.

    Attributes:
        text: for people.
        figures: name -> value, for programs.
        whole: the figures alone are what `--json` prints; other lines get their words beside them.
        aside: for people only.
    """

    text: str
    figures: Mapping[str, float | str] = field(default_factory=dict)
    whole: bool = False
    aside: bool = False
