import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.frame import parse_frame
from insight.themes import Matcher, suggest

FRAME = parse_frame(
    """
id: needs
themes:
  - code: homes
    name: {en: Cold or damp homes}
    description: Damp, mould, heating.
    keywords:
      en: [damp, mould, "cold home*", heating, boiler*, landlord]
      tr: [küf, ısınma*, "soğuk ev*", rutubet*]
      bn-Latn: ["ghor thanda"]
  - code: buses
    name: {en: Buses}
    description: Buses and stops.
    keywords: {en: [bus, buses, "bus stop*"], tr: [otobüs*], cy: [bysiau, bws]}
  - code: work
    name: {en: Work}
    description: Jobs.
    keywords: {en: [job*], tr: [iş], bn: [চাকরি]}
""",
    "needs.yaml",
)
MATCHER = Matcher(FRAME)


def codes(text: str, language: str = "en") -> tuple[str, ...]:
    return tuple(suggestion.code for suggestion in MATCHER.suggest(text, language))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Damp and MOULD everywhere", "en", ("homes",)),
        ("the boiler’s dead again", "en", ("homes",)),
        ("my landlord's useless", "en", ("homes",)),
        ("haeting is off", "en", ("homes",)),
        ("landlrod wont fix it", "en", ("homes",)),
        ("mouldd on the walls", "en", ("homes",)),
        ("night bus, and a bus stop that is not damp", "en", ("buses", "homes")),
        ("ISINMA YOK", "tr", ("homes",)),
        ("isinma yok", "tr", ("homes",)),
        ("Isınmamız bozuk", "tr", ("homes",)),
        ("SOĞUK EVLER", "tr", ("homes",)),
        ("soguk evde oturuyoruz", "en", ("homes",)),
        ("kuf var", "tr", ("homes",)),
        ("OTOBÜS'e binemiyoruz", "tr", ("buses",)),
        ("ghor thanda", "bn-Latn", ("homes",)),
        ("চাকরি নাই", "bn", ("work",)),
        ("mwy o fysiau, bws hwyr", "cy", ("buses",)),
        ("is gerek", "tr", ("work",)),
        ("what is it", "en", ()),
        ("hi", "en", ()),
        ("Yes", "en", ()),
        ("who is this?", "en", ()),
        ("lol nice one 😂", "en", ()),
        ("I would if I could", "en", ()),
        ("hello, how did you get my number", "en", ()),
        ("merhaba", "tr", ()),
        ("business", "en", ()),
        ("", "en", ()),
        ("👍🏽", "en", ()),
    ],
)
def test_suggest_names_topics_or_is_silent(
    text: str, language: str, expected: tuple[str, ...]
) -> None:
    assert codes(text, language) == expected


def test_suggest_says_what_it_went_by() -> None:
    (found,) = suggest("damp, mould", "en", FRAME)

    assert found.matched == ("damp", "mould")
    assert found.score > MATCHER.suggest("damp", "en")[0].score


def test_suggest_scores_a_typo_below_the_word_itself() -> None:
    assert MATCHER.suggest("haeting", "en")[0].score < MATCHER.suggest("heating", "en")[0].score


def test_suggest_lets_the_language_decide_only_between_equals() -> None:
    assert codes("job otobüs", "tr") == ("buses", "work")
    assert codes("otobüs job", "en") == ("work", "buses")


@given(st.text(max_size=300), st.sampled_from(["en", "tr", "bn", ""]))
def test_suggest_takes_any_text(text: str, language: str) -> None:
    for suggestion in MATCHER.suggest(text, language):
        assert 0 < suggestion.score <= 1
        assert suggestion.matched
