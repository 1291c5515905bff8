import pytest

from insight.frame import parse_frame
from insight.sorting import Sorter
from storage.library import read_lexicon

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
LEXICON = read_lexicon("en")
SORTER = Sorter(FRAME, parse_frame(LEXICON["source"], LEXICON["name"]))


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
    [found] = SORTER.sort([text])

    assert found.theme == theme
    assert found.margin > 0
    assert found.ranked[0][0] == theme


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
        "jobs buses",  # two topics, neither ahead
    ],
)
def test_greetings_jokes_and_draws_are_left_to_a_person(text: str) -> None:
    [found] = SORTER.sort([text])

    assert found.theme is None


def test_nearness_in_meaning_adds_to_what_words_tell() -> None:
    frame = parse_frame("themes: [{code: a, name: Apples}, {code: b, name: Pears}]", "frame.yaml")

    sorter = Sorter(frame, FRAME, lambda texts: [[0.0, 0.7] for _ in texts])

    assert [one.theme for one in sorter.sort(["something else", "apples, apples"])] == ["b", "a"]
