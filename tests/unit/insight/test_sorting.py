from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest

from insight.frame import parse_frame
from insight.primer import Primer, read_primer
from insight.sayings import parse_sayings, read_things
from insight.sorting import Example, Sorter
from insight.traits import Numbers
from storage.library import read_sayings

FRAME = parse_frame(
    """
themes:
  - {code: H1, name: Homes, description: "Cold and damp homes, repairs and landlords."}
  - {code: bus, name: Buses, description: Buses and getting about, keywords: [dial a ride]}
  - {code: kids, name: Young people, description: Clubs and places for children and teenagers}
  - {code: work, name: {en: Work, tr: İş}, description: Jobs and wages, keywords: {tr: [iş]}}
""",
    "frame.yaml",
)
THINGS = read_things(read_sayings("en"))
FRUIT = parse_sayings("= fruit | apples | food\nround and green", "few.txt")


def embed_nothing(texts: Sequence[str]) -> Numbers:
    return np.zeros((len(texts), 0), np.float32)


FEW = read_primer(FRUIT, embed_nothing)


@cache
def primer() -> Primer:
    return read_primer(THINGS, embed_nothing)


@cache
def sorter() -> Sorter:
    """Learned when a test first asks: each process of a run reads this file, and one needs it."""
    return Sorter(FRAME, primer())


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("black stuff growing on the walls", "H1"),
        ("radiators freezing again", "H1"),
        ("landlord wont fix the leak", "H1"),
        ("the driver never waits at the stop", "bus"),
        ("Dial-a-ride is never free", "bus"),
        ("a youth club for the teenagers", "kids"),
        ("zero hours contracts", "work"),
        ("iş yok", "work"),
    ],
)
def test_texts_go_to_the_topic_they_speak_of(text: str, theme: str) -> None:
    [found] = sorter().sort([text])

    assert found.theme == theme
    assert found.margin > 0
    assert next(iter(found.suggested)) == theme


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "who is this",
        "thanks",
        "no idea",
        "why did the chicken cross the road haha",
        "have a lovely day",
        "piss off",
    ],
)
def test_greetings_jokes_and_swearing_are_left_to_a_person(text: str) -> None:
    [found] = sorter().sort([text])

    assert found.theme is None


def test_other_languages_are_sorted_by_keywords_alone() -> None:
    found = sorter().sort(
        ["iş yok", "landlord kalorifer", "landlord kalorifer"], ["tr", "tr", "en"]
    )

    assert [one.theme for one in found] == ["work", None, "H1"]


def test_a_text_about_several_topics_is_suggested_for_each() -> None:
    frame = parse_frame(
        "themes: [{code: a, name: A, keywords: [apple]}, {code: b, name: B, keywords: [pear]}]", "f"
    )

    [found] = Sorter(frame, FEW).sort(["one apple and one pear"], ["tr"])

    assert found.theme is None
    assert set(found.suggested) == {"a", "b"}


def test_equal_texts_are_sorted_alike_wherever_they_stand() -> None:
    texts = ["damp walls", "hello", "late bus", "damp walls"]

    found = sorter().sort(texts)

    assert found[0] == found[3]
    assert [one.theme for one in found] == ["H1", None, "bus", "H1"]


def test_what_a_person_decided_is_learned() -> None:
    said = "a wibble"
    examples = [Example(text="our wibble needs a wibble", theme="kids")]

    [before] = sorter().sort([said])
    [after] = Sorter(FRAME, primer(), examples).sort([said])

    assert before.theme is None
    assert after.theme == "kids"


def test_a_decision_for_no_topic_is_learned_and_one_for_a_topic_that_is_gone_is_not() -> None:
    said = "radiators freezing"
    examples = [Example(text=said, theme=None), Example(text=said, theme="gone")]

    [after] = Sorter(FRAME, primer(), examples).sort([said])

    assert after.theme is None


def test_a_text_is_sorted_alike_alone_and_among_others() -> None:
    texts = ["radiators freezing again", "the driver never waits at the stop", "hello", "zonk zonk"]
    others = [f"no bus number {n} until zonk" for n in range(40)]

    alone = [sorter().sort([text])[0] for text in texts]

    assert sorter().sort([*texts, *others])[: len(texts)] == alone


def test_what_every_frame_learns_from_is_not_changed_by_one() -> None:
    texts = ["a wibble", "radiators freezing again", "the driver never waits at the stop"]
    examples = [Example(text="our wibble needs a wibble", theme="kids")]

    Sorter(FRAME, primer(), examples)

    anew = Sorter(FRAME, read_primer(THINGS, embed_nothing))
    assert Sorter(FRAME, primer()).sort(texts) == anew.sort(texts)


def test_a_topic_of_which_much_is_said_takes_nothing_from_the_others() -> None:
    many = [Example(text=f"a wibble and {n}", theme="kids") for n in range(60)]
    few = [Example(text="our wobble", theme="work")]

    found = Sorter(FRAME, FEW, [*many, *few]).sort(["a wobble", "a wibble"])

    assert [one.theme for one in found] == ["work", "kids"]


def test_nearness_in_meaning_adds_to_what_words_tell() -> None:
    frame = parse_frame(
        "themes: [{code: a, name: Red apples}, {code: b, name: Red pears}]", "frame.yaml"
    )

    def embed(words: Sequence[str]) -> Numbers:
        like = {"apples": [1, 0], "pears": [0, 1], "williams": [0, 1]}
        return np.array([like.get(word, [0, 0]) for word in words], np.float32)

    found = Sorter(frame, read_primer(FRUIT, embed)).sort(
        ["red williams", "apples, apples", "williams"]
    )

    assert [one.theme for one in found] == ["b", "a", None]  # of the last, no word is known
