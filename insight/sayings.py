"""How people speak of everyday things: sayings under each thing, read from text. Sorts nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from insight.errors import FrameError

NOTHING = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something people talk about, and how they do.

    Attributes:
        name: what it is; `-` for greetings, jokes and all that is about no topic.
        words: what a topic about it goes by, as officers would put it.
        wider: words of wider topics that it belongs to.
        sayings: whole texts as residents send them.
    """

    name: str
    words: str
    wider: str
    sayings: tuple[str, ...]

    @property
    def title(self) -> str:
        """What it is called, and what a topic about it goes by."""
        return f"{self.name} {self.words}"

    @property
    def is_nothing(self) -> bool:
        """Whether what is said here is about no topic."""
        return self.name == NOTHING


def read_things(sources: Mapping[str, str]) -> tuple[Thing, ...]:
    """Read the things of several files: name -> text."""
    return tuple(thing for name, text in sources.items() for thing in parse_sayings(text, name))


def parse_sayings(text: str, name: str) -> tuple[Thing, ...]:
    """Read things with their sayings.

    Args:
        text: a line `= name | words | wider words` begins a thing; each further line is a saying.
        name: the file's name, for errors.

    Raises:
        FrameError: a saying stands before the first thing.
    """
    heads: list[list[str]] = []
    sayings: list[list[str]] = []
    for number, written in enumerate(text.splitlines(), start=1):
        line = written.strip()
        if line.startswith("="):
            heads.append([part.strip() for part in line[1:].split("|")] + ["", ""])
            sayings.append([])
        elif line and not heads:
            raise FrameError("a saying before the first `= thing`", file=name, line=number)
        elif line:
            sayings[-1].append(line)
    return tuple(
        Thing(name=head[0], words=head[1], wider=head[2], sayings=tuple(said))
        for head, said in zip(heads, sayings, strict=True)
    )
