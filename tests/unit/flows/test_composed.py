import pytest

from flows.checks.checker import check_sources
from flows.checks.finding import ERROR
from flows.composed import Question, write_sources
from flows.loading import load_flow
from storage.library import read_flow_sources

SHIPPED = read_flow_sources("needs")


def ask(**changed: object) -> Question:
    given: dict[str, object] = {
        "words": "What do teenagers need here?",
        "power": "shape",
        "limits": "",
        "speaker": "Rosa",
        "languages": ("en", "tr"),
    }
    return Question(**(given | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize("first", ["en", "tr", "cy"])
@pytest.mark.parametrize("power", ["decide", "shape", "news"])
@pytest.mark.parametrize("limits", ["", "No new building before 2028, the money is gone"])
def test_composed_flow_passes_every_check(first: str, power: str, limits: str) -> None:
    question = ask(power=power, limits=limits, languages=(first, "en" if first != "en" else "pl"))

    found = check_sources(write_sources("question-1", question, SHIPPED))

    assert [one for one in found if one.severity == ERROR] == []


def test_what_is_not_the_question_is_there_in_other_languages() -> None:
    flow = load_flow(write_sources("question-1", ask(), SHIPPED))

    assert flow.text("reach.say", "tr").startswith("Teşekkürler")
    assert "What do teenagers need here?" in flow.text("need.say", "tr")


def test_language_that_has_no_texts_is_left_out() -> None:
    assert load_flow(write_sources("q", ask(languages=("fr", "en")), SHIPPED)).languages == ("en",)


def test_words_are_never_read_as_a_template() -> None:
    words = "What of {community.phone} and SPEAKER and LIMITS"
    flow = load_flow(write_sources("question-1", ask(words=words), SHIPPED))

    assert "What of (community.phone) and SPEAKER and LIMITS." in flow.text("need.say", "en")


def test_limits_are_told_after_the_answer_and_not_before() -> None:
    flow = load_flow(write_sources("question-1", ask(limits="Rent stays as it is"), SHIPPED))

    assert "Rent" not in flow.text("need.say", "en")
    assert "What cannot change: Rent stays as it is." in flow.text("close.say", "en")
