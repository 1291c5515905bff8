from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.sms import count_segments
from tests.integration.test_staffing import hear, link
from tests.integration.town import Town
from workers.sweeping.evening import send_evening_texts
from workers.themes import sort_themes

ANN, BEA, CEM = "+447700900001", "+447700900002", "2001"
EVENING = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)


def evening(town: Town, at: datetime = EVENING) -> bool:
    town.hands.now = at
    sort_themes(town.house)
    return send_evening_texts(town.house)


def test_organisers_are_told_in_one_text_what_came_in(town: Town) -> None:
    link(town)
    town.said("sms", ANN, "the flat is damp and cold")
    town.said("sms", ANN, "CALL")
    town.said("sms", BEA, "he hits me and i am scared")
    town.said("telegram", CEM, "kapı zili çalışmıyor yine")
    town.said("telegram", CEM, "/stop")

    assert evening(town)

    told = hear(town)[-1]
    assert told.startswith("Marsh Lane Hall today: 2 replies.")
    assert "1 wants a call." in told
    assert "1 worrying: ring Sam." in told
    assert "1 stopped." in told
    assert told.endswith("Reply READ")
    assert count_segments(told).segments == 1


def test_evening_text_comes_once_however_many_look(town: Town) -> None:
    link(town)
    town.said("sms", ANN, "more benches")
    town.hands.now = EVENING

    with ThreadPoolExecutor(3) as threads:
        ran = list(threads.map(lambda _: send_evening_texts(town.house), range(12)))

    assert sum(ran) == 1
    assert town.values("select count(*) from message where body like '%today: 1 reply%'") == [1]


def test_day_on_which_nothing_came_in_has_no_text(town: Town) -> None:
    link(town)

    assert evening(town)

    assert town.values("select count(*) from message where body like '%today%'") == [0]


def test_evening_text_counts_from_the_evening_before(town: Town) -> None:
    link(town)
    assert evening(town)
    town.hands.now = EVENING + timedelta(hours=4)
    town.said("sms", ANN, "more benches")

    assert evening(town, EVENING + timedelta(days=1))

    assert "today: 1 reply." in hear(town)[-1]


@pytest.mark.parametrize("first", [date(2026, 3, 27), date(2026, 10, 23)], ids=str)
def test_evening_comes_once_a_day_across_both_clock_changes(town: Town, first: date) -> None:
    link(town)
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)

    ran = [
        at
        for at in (start + timedelta(minutes=30 * n) for n in range(5 * 48))
        if evening_is_run(town, at)
    ]

    assert len(ran) == 5


def evening_is_run(town: Town, at: datetime) -> bool:
    town.hands.now = at
    return send_evening_texts(town.house)


def test_evening_text_can_be_turned_off(town: Town) -> None:
    link(town)
    town.run('update community set profile = profile || \'{"evening_text": "none"}\'')
    town.said("sms", ANN, "more benches")

    assert not evening(town)
