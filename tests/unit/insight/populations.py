"""Made-up populations for attacks on digests: blocks of like people, tiny ones beside large."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any

from hypothesis import strategies as st

from insight.closed_questions import ClosedQuestion, Given, count_choices
from insight.evidence import Contribution, Evidence, Participant, Passed
from tests.unit.insight.neighbourhood import TOPICS, neighbourhood, running

SIZES = (0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 17, 22, 38)
TINY = (0, 1, 1, 1, 2, 3, 4, 5, 5, 6, 7, 9)
LARGE = (*[0] * 12, *[40] * 8, *[95] * 6, *[300] * 4, 1900)
REACH = (("me", "Just me"), ("home", "My home"), ("many", "Lots of us"))
HARD = (("when", "The time"), ("travel", "Getting there"), ("cost", "Cost"), ("age_share", "Age"))
CHOSEN = ("", "", "me", "me", "home", "many", "?")
AGES = ("", "", "", "young", "adult", "adult", "older")
PROFILE = (
    *(("language", code, 900) for code in ("en", "tr", "cy", "pl")),
    *(("age", code, 800) for code in ("young", "adult", "older")),
)
TICKED = ("", "", "when", "when|travel", "when|travel|cost", "cost|age_share", "none")
CODES = [topic.code for topic in TOPICS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """People of whom all is the same.

    Attributes:
        spoke: how many had spoken by the first, second and last digest.
        chose: their answer where one may be given, ticked: where several may; "" for none.
        age: what they told of themselves, in private.
    """

    like: Participant
    people: int
    spoke: tuple[int, int, int]
    themes: tuple[tuple[str, bool], ...]
    chose: str = ""
    ticked: str = ""
    age: str = ""


def make_block(number: int, sizes: tuple[int, ...] = SIZES) -> Block:
    """Make the block that a number stands for: drawing one number is fast."""
    pick = Picks(number)
    people = pick(sizes)
    way = pick(("asked", "asked", "asked", "own", "paper", "helper"))
    asked = way == "asked"
    first, second = sorted((pick(range(people + 1)), pick(range(people + 1))))
    silent = asked and pick(range(4)) == 0
    codes = {pick(("", *CODES)), pick(("", *CODES))} - {""}
    return Block(
        like=Participant(
            id="",
            channel=pick(("sms", "telegram")) if way in ("asked", "own") else way,
            language=pick(("en", "en", "tr", "cy", "pl")),
            area=pick(("", "North", "South", "Mill Lane")),
            asked=asked,
            reached=asked and not (silent and pick((True, False))),
            stopped=pick(range(5)) == 0,
            came_on_own=not asked,
            written_by="" if way in ("asked", "own") else "h1",
        ),
        people=people,
        spoke=(0, 0, 0) if silent else (first, second, people),
        themes=tuple((code, False) for code in sorted(codes)),
        chose=pick(CHOSEN),
        ticked=pick(TICKED),
        age=pick(AGES),
    )


class Picks:
    """Turns one large number into a row of choices."""

    def __init__(self, number: int) -> None:
        self._left = number

    def __call__(self, among: Sequence[Any]) -> Any:
        """Pick one of some things."""
        self._left, at = divmod(self._left, len(among))
        return among[at]


@st.composite
def populations(draw: st.DrawFn) -> list[Block]:
    """Give the people of two running digests and a closing one; half the time a few neighbours."""
    if draw(st.booleans()):
        numbers = draw(st.lists(st.integers(0, 2**60), min_size=1, max_size=4))
        return [make_block(number, TINY) for number in numbers]
    numbers = draw(st.lists(st.integers(0, 2**60), min_size=3, max_size=14))
    made = [make_block(number) for number in numbers]
    made.append(make_block(draw(st.integers(0, 2**60)), LARGE))
    return made


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
        base,
        number=step + 1,
        participants=tuple(people),
        contributions=tuple(words),
        **count_beside([(block, block.spoke[step]) for block in made]),
    )


def count_beside(answered: Sequence[tuple[Block, int]]) -> dict[str, Any]:
    """Count what stands in digests beside who spoke of what, of so many of each block."""
    ages = Counter[str]()
    for block, people in answered:
        ages[block.age] += people
    saw = sum(people for block, people in answered if block.like.asked)
    chose = sum(people for block, people in answered if block.like.asked and block.chose)
    return {
        "closed_questions": count_chosen(answered),
        "profile": PROFILE,
        "told": tuple(("age", age, people) for age, people in sorted(ages.items()) if age),
        "passed": (Passed(name="Who needs it most?", saw=saw, answered=chose),),
    }


def count_chosen(answered: Sequence[tuple[Block, int]]) -> tuple[ClosedQuestion, ...]:
    """Count what so many of each block chose, in a question of one answer and in one of several."""
    one = [
        Given(value=block.chose, sure=block.chose != "?", people=people)
        for block, people in answered
        if block.chose and people
    ]
    several = [
        Given(value=block.ticked.replace("none", ""), sure=True, people=people)
        for block, people in answered
        if block.ticked and people
    ]
    return (
        count_choices("reach", "Who needs it most?", "choice", REACH, one),
        count_choices("hard", "What makes it hard to join in?", "choices", HARD, several),
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
