"""One look tells most texts from those that a rule beside the question may want."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from flows.checks.hostile import HOSTILE
from flows.reader.always import find_command, is_greeting
from flows.reader.everyday import is_everyday
from flows.reader.normal import normalise
from flows.reader.opting_out import MAYBE, may_ask_stop
from flows.reader.phrases import GREETINGS
from flows.reader.safeguarding import find_danger
from flows.reader.swearing import is_swearing

CASES = Path(__file__).with_name("cases.csv").read_text("utf-8").splitlines()
WORDS = sorted({word for line in (*CASES, *HOSTILE, *GREETINGS, *MAYBE) for word in line.split()})


def has_no_rule(text: str) -> bool:
    said = normalise(text)
    return (
        find_command(said) is None
        and not find_danger(said)
        and not is_greeting(said)
        and not is_swearing(said)
        and not may_ask_stop(said)
    )


def test_everyday_texts_are_wanted_by_no_rule() -> None:
    texts = [*HOSTILE, *GREETINGS, *MAYBE, *(cell for line in CASES for cell in line.split(","))]
    everyday = [text for text in texts if is_everyday(normalise(text))]

    assert len(everyday) > len(texts) / 4
    assert [text for text in everyday if not has_no_rule(text)] == []


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=40))
def test_made_up_everyday_texts_are_wanted_by_no_rule(text: str) -> None:
    assert has_no_rule(text) or not is_everyday(normalise(text))
