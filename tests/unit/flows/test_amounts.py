import pytest

from flows.amounts import amount, people


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 texts wait"), (1, "1 text waits"), (1_234, "1,234 texts wait")]
)
def test_what_is_counted_agrees_with_how_many_there_are(n: int, said: str) -> None:
    assert amount(n, "text waits", "texts wait") == said


def test_a_plain_word_needs_no_plural_of_its_own() -> None:
    assert [amount(n, "error") for n in (1, 2)] == ["1 error", "2 errors"]


def test_one_of_the_people_is_a_person() -> None:
    assert people(1) == "1 person"
    assert people(2) == "2 people"
    assert [people(n, "waits", "wait") for n in (1, 2)] == ["1 person waits", "2 people wait"]
