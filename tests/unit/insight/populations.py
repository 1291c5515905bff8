"""Made-up populations for attacks on digests: blocks of like people, tiny ones beside large."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from hypothesis import strategies as st

from insight.evidence import Contribution, Evidence, Participant
from tests.unit.insight.neighbourhood import TOPICS, neighbourhood, running

SIZES = (0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 17, 22, 38, 63, 110)
LARGE = (0, 0, 0, 40, 95, 300, 600, 1900)
CODES = [topic.code for topic in TOPICS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """People of whom all is the same.

    Attributes:
        spoke: how many had spoken by the first, second and last digest.
    """

    like: Participant
    people: int
    spoke: tuple[int, int, int]
    themes: tuple[tuple[str, bool], ...]


@st.composite
def blocks(draw: st.DrawFn, sizes: tuple[int, ...] = SIZES) -> Block:
    people = draw(st.sampled_from(sizes))
    way = draw(st.sampled_from(["asked", "asked", "asked", "own", "paper", "helper"]))
    asked = way == "asked"
    spoke = sorted(draw(st.integers(0, people)) for _ in range(2)) + [people]
    silent = asked and draw(st.integers(0, 3)) == 0
    return Block(
        like=Participant(
            id="",
            channel=draw(st.sampled_from(["sms", "telegram"]))
            if way in ("asked", "own")
            else way,
            language=draw(st.sampled_from(["en", "en", "tr", "cy", "pl"])),
            area=draw(st.sampled_from(["", "North", "South", "Mill Lane"])),
            asked=asked,
            reached=asked and (not silent or draw(st.booleans())),
            stopped=draw(st.integers(0, 4)) == 0,
            came_on_own=not asked,
            written_by="" if way in ("asked", "own") else "h1",
        ),
        people=people,
        spoke=(0, 0, 0) if silent else (spoke[0], spoke[1], spoke[2]),
        themes=tuple(
            (code, False) for code in sorted(draw(st.sets(st.sampled_from(CODES), max_size=2)))
        ),
    )


@st.composite
def populations(draw: st.DrawFn) -> tuple[Evidence, Evidence, Evidence]:
    """Give two running digests' evidence, and the closing one's, of the same people."""
    made = draw(st.lists(blocks(), min_size=3, max_size=14))
    made.append(draw(blocks(LARGE)))
    return gather(made, 0), gather(made, 1), gather(made, 2)


def gather(made: list[Block], step: int) -> Evidence:
    """Gather what is known of the blocks at the first, second or last digest."""
    ids = count()
    people: list[Participant] = []
    words: list[Contribution] = []
    for block in made:
        for n in range(block.people):
            id, spoke = f"p{next(ids):05}", n < block.spoke[step]
            if spoke or block.like.asked:
                people.append(replace(block.like, id=id, answered=spoke))
            if spoke:
                words.append(_say(id, block))
    base = neighbourhood(0) if step == 2 else running(0)
    return replace(
        base, number=step + 1, participants=tuple(people), contributions=tuple(words)
    )


def _say(id: str, block: Block) -> Contribution:
    return Contribution(
        id=f"c{id}",
        resident_id=id,
        kind="need",
        words="words",
        language=block.like.language,
        channel=block.like.channel,
        received_on=date(2026, 11, 22),
        themes=block.themes,
        helper=bool(block.like.written_by),
    )
