"""Telegram's pace."""

from sayso.carriers.limits import REAL, Limits, TelegramPace


def test_pace_lets_thirty_go_in_any_second() -> None:
    pace = TelegramPace(REAL)

    waits = [pace.ask(str(chat), 100.0 + chat / 1000)[0] for chat in range(31)]

    assert waits == [0] * 30 + [1]
    assert pace.ask("99", 102.0) == (0, False)


def test_pace_lets_a_chat_burst_and_then_one_a_second() -> None:
    pace = TelegramPace(Limits(chat_burst=3))

    assert [pace.ask("5", 100.0)[0] for _ in range(4)] == [0, 0, 0, 1]
    assert pace.ask("6", 100.0) == (0, False)
    assert pace.ask("5", 101.1) == (0, False)
    assert pace.ask("5", 101.2) == (1, False)


def test_pace_sees_who_ignored_it_but_not_who_was_under_way() -> None:
    pace = TelegramPace(Limits(chat_burst=1))
    pace.ask("5", 100.0)
    pace.ask("5", 100.0)

    assert pace.ask("5", 100.1) == (1, False)
    assert pace.ask("5", 100.5) == (1, True)


def test_pace_lets_twenty_a_minute_into_a_group() -> None:
    pace = TelegramPace(REAL)

    waits = [pace.ask("-5", 100.0 + n)[0] for n in range(21)]

    assert waits == [0] * 20 + [40]
