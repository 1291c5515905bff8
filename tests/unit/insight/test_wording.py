import pytest

from insight.wording import find_question


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Thank you. One more if you like: who needs it most?", "Who needs it most?"),
        ("Last one: which place is it worst for? Or text SKIP", "Which place is it worst for?"),
        ("Hello from {community.name}. What now? STOP ends texts", "What now?"),
        ("Did {decider} do it?", ""),
        ("Thank you. No more texts: STOP", ""),
    ],
)
def test_question_is_found_in_the_text_that_asks_it(text: str, asked: str) -> None:
    assert find_question(text) == asked
