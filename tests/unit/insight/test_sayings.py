import pytest

from insight.errors import FrameError
from insight.sayings import parse_sayings, read_things
from storage.library import read_sayings


def test_a_thing_has_its_words_and_the_sayings_below_it() -> None:
    bus, nothing = parse_sayings(
        "= late buses | delays | transport\nit never comes\n\n  two at once\n= -\nhello", "en.txt"
    )

    assert (bus.name, bus.words, bus.wider) == ("late buses", "delays", "transport")
    assert bus.sayings == ("it never comes", "two at once")
    assert nothing.is_nothing
    assert not bus.is_nothing


def test_a_saying_before_the_first_thing_is_refused_with_its_line() -> None:
    with pytest.raises(FrameError, match="before the first"):
        parse_sayings("\nlost\n= bus", "en.txt")


def test_the_sayings_that_come_along_are_many_and_none_stands_twice_under_a_thing() -> None:
    things = read_things(read_sayings("en"))

    assert sum(len(thing.sayings) for thing in things) > 9_000
    assert [thing.name for thing in things if thing.is_nothing] == ["-"]
    assert all(len(set(thing.sayings)) == len(thing.sayings) > 3 for thing in things)
    assert len({thing.name for thing in things}) == len(things)
