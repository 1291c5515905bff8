from tests.integration.test_staffing import last, link
from tests.integration.town import Town

ROSA = "+447700900500"
SAID = ("yes", "3", "2", "the stairs are too steep", "no", "SKIP")


def write(town: Town, *texts: str) -> str:
    town.said("sms", ROSA, "WRITE", *texts)
    return last(town)


def test_words_of_somebody_who_cannot_text_are_written_down_by_phone(town: Town) -> None:
    link(town)

    closed = write(town, *SAID, "she is right")

    assert closed.startswith("Thank you both.")
    assert town.rows("select kind, relation from entry order by kind") == [
        {"kind": "helper", "relation": "carer"},
        {"kind": "view", "relation": "carer"},
    ]
    words = "select words from contribution order by words"
    assert town.values(words) == ["she is right", "the stairs are too steep"]


def test_back_takes_words_back_and_the_end_is_told_once(town: Town) -> None:
    link(town)

    write(
        town, "yes", "3", "2", "the lift", "BACK", "the stairs are too steep", "no", "SKIP", "SKIP"
    )
    town.said("sms", ROSA, "hello")

    assert "COMPOSE" in last(town)
    assert town.values("select words from contribution") == ["the stairs are too steep"]


def test_nothing_is_written_down_where_they_do_not_agree(town: Town) -> None:
    link(town)

    told = write(town, "no")

    assert "Write nothing down" in told
    assert town.values("select count(*) from entry") == [0]
