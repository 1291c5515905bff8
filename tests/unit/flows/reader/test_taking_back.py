import pytest

from flows.reader.always import find_command, is_greeting, is_pleasantry
from flows.reader.normal import normalise
from flows.reader.safeguarding import find_danger
from flows.reader.taking_back import LINES, is_no, takes_words_back


@pytest.mark.parametrize(
    "text",
    [
        "UNQUOTE",
        " unquote. ",
        "/unquote",
        "Please take my words back",
        "don’t quote me!",
        "Sözlerimi geri alın",
        "SOZLERIMI GERI AL",
        "Wycofuję swoje słowa",
        "আমার কথা ফেরত নিন",
        "میرے الفاظ واپس لیں",
        "اسحبوا كلامي",
    ],
)
def test_an_order_to_quote_somebody_no_more_is_found(text: str) -> None:
    assert takes_words_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "don't quote me but the caretaker is never here",
        "the builder gave us a quote for the roof",
        "take it back",
        "quote",
        "my words",
        "আমার কথা শুনুন",
        "",
    ],
)
def test_whatever_else_is_said_with_these_words_is_an_answer(text: str) -> None:
    assert not takes_words_back(text)


def test_no_line_means_another_thing_that_always_works() -> None:
    for line in LINES:
        said = normalise(line)
        taken = (find_command(said), find_danger(said), is_greeting(said), is_pleasantry(said))
        assert not any(taken), line
        assert takes_words_back(line)


def test_only_a_clear_no_takes_back_what_was_agreed_just_before() -> None:
    for text in ("2", "no", "No thanks", "hayır", "لا"):
        assert is_no(text, "en")
    for text in ("1", "yes", "no idea", "2 benches", "thanks", "not sure", "no bins here"):
        assert not is_no(text, "en")
