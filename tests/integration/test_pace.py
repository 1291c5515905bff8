from collections.abc import Iterator
from time import monotonic, sleep  # noqa: TID251  (the carrier's own second is what is measured)

import pytest
from redis import Redis

from bot.pace import Ask, Pace, Rate, sms_rate, telegram_rate

pytestmark = pytest.mark.redis

BROADCAST = Ask(address="anybody")


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    with Redis.from_url(redis_url) as client:
        yield client


def ask(number: int, *, urgent: bool = False, units: int = 1, group: bool = False) -> Ask:
    return Ask(address=f"a{number}", urgent=urgent, units=units, group=group)


def count_gone(pace: Pace, asks: list[Ask]) -> int:
    return sum(wait is None for wait in pace.take(asks))


def test_announcements_of_two_workers_never_pass_what_telegram_allows(redis: Redis) -> None:
    workers = [Pace("telegram", redis, telegram_rate(28)) for _ in range(2)]
    gone: list[float] = []
    number = 0
    while not gone or monotonic() - gone[0] < 2.5:
        number += 1
        kind = ask(number, urgent=number % 5 == 0)
        if workers[number % 2].take([kind])[0] is None:
            gone.append(monotonic())
        sleep(0.001)

    peak = max(sum(at <= each < at + 1 for each in gone) for at in gone)
    assert 27 <= peak <= 30
    assert 2.5 * 26 <= len(gone) <= 3 * 29


def test_messages_count_from_when_their_answers_came(redis: Redis) -> None:
    pace = Pace("telegram", redis, telegram_rate(28))
    begun, gone = monotonic(), 0
    while gone < 29:
        gone += count_gone(pace, [ask(number, urgent=True) for number in range(gone, 29)])
    sleep(max(0.0, begun + 0.98 - monotonic()))

    [wait] = pace.take([ask(100, urgent=True)], {f"a{number}": 0.1 for number in range(29)})

    assert wait is not None
    assert wait.whole_channel
    assert 0.85 < wait.seconds <= 0.92


def test_reply_goes_where_an_announcement_has_to_wait(redis: Redis) -> None:
    pace = Pace("sms", redis, sms_rate(1))

    first, second = pace.take([ask(1, units=2), ask(2, units=2)])
    assert first is None
    assert second is not None
    assert second.whole_channel
    assert 1 < second.seconds <= 2
    assert pace.take([ask(3, urgent=True)]) == [None]
    [later] = pace.take([ask(2, units=2)])
    assert later is not None
    assert 2 < later.seconds <= 3  # it waits for what the reply took


def test_replies_wait_too_when_ten_seconds_of_them_stand_in_twilios_queue(redis: Redis) -> None:
    pace = Pace("sms", redis, sms_rate(1))

    assert count_gone(pace, [ask(number, urgent=True) for number in range(20)]) == 11


def test_chat_and_group_wait_for_their_own_turn_and_nobody_elses(redis: Redis) -> None:
    pace = Pace("telegram", redis, telegram_rate(1_000))

    group = [ask(7, group=True), ask(7, group=True)]
    waits = pace.take([ask(1), ask(1), *group, ask(2)])

    assert [wait is None for wait in waits] == [True, False, True, False, True]
    own = [wait for wait in waits if wait]
    assert not any(wait.whole_channel for wait in own)
    assert [round(wait.seconds) for wait in own] == [1, 3]


def test_hold_is_kept_though_redis_forgets_it(redis: Redis) -> None:
    pace = Pace("telegram", redis, telegram_rate(28))
    pace.hold(5)
    [elsewhere] = Pace("telegram", redis, telegram_rate(28)).take([BROADCAST])
    redis.flushdb()

    [here] = pace.take([BROADCAST])

    for wait in (elsewhere, here):
        assert wait is not None
        assert 4 < wait.seconds <= 5


def test_line_that_redis_says_is_busy_for_an_hour_is_one_whose_clock_was_set_back(
    redis: Redis,
) -> None:
    pace = Pace("sms", redis, Rate(per_s=1, ahead_s=0, urgent_ahead_s=1))
    seconds, _ = redis.time()
    redis.set("pace:line:sms", (seconds + 3_600) * 1_000_000)

    assert pace.take([BROADCAST]) == [None]
