import json
from dataclasses import replace

import pytest

from insight.digest import cut_digest
from insight.evidence import Evidence, Participant
from tests.unit.insight.populations import Block, gather

LIFT = "the lift to the prayer room has been broken since May"
NEIGHBOUR = Participant(id="", channel="sms", language="en", asked=True, reached=True)
SOMALI = replace(NEIGHBOUR, language="so", area="Mill Lane")


def town(six: int, *, cleared: bool, closing: bool = True) -> Evidence:
    """Three hundred with five topics of their own, and a few whose need is another one."""
    blocks = [
        Block(like=NEIGHBOUR, people=60, spoke=(60, 60, 60), themes=((code, True),))
        for code in ("homes", "buses", "young", "bins", "dogs")
    ]
    blocks.append(Block(like=SOMALI, people=six, spoke=(six, six, six), themes=(("clinic", True),)))
    evidence = gather(blocks, 2 if closing else 1)
    last = evidence.contributions[-1]
    said = replace(last, words=LIFT, cleared=cleared)
    return replace(evidence, contributions=(*evidence.contributions[:-1], said))


def few(evidence: Evidence) -> tuple[str, ...]:
    lines = {line.key: line for line in cut_digest(evidence).shown.lines}
    return lines["said_by_few"].quotes


@pytest.mark.parametrize("closing", [True, False])
@pytest.mark.parametrize("six", [1, 4, 5, 6, 9, 12])
def test_the_need_of_six_beside_three_hundred_stands_on_page_one(six: int, closing: bool) -> None:
    assert few(town(six, cleared=True, closing=closing)) == (f"{LIFT} [organiser's words]",)


def test_no_word_of_it_stands_anywhere_before_a_person_cleared_it() -> None:
    shown = cut_digest(town(6, cleared=False)).to_json()["shown"]

    assert few(town(6, cleared=False)) == ()
    assert LIFT not in json.dumps(shown)


def test_no_group_and_no_count_stands_beside_it() -> None:
    line = next(x for x in cut_digest(town(6, cleared=True)).shown.lines if x.key == "said_by_few")

    assert line.text == ""
    assert "Somali" not in line.quotes[0]


def test_what_many_raised_is_not_said_by_a_few() -> None:
    assert "said_by_few" not in {
        line.key for line in cut_digest(town(40, cleared=True)).shown.lines
    }
