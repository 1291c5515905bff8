import json
from datetime import UTC, datetime, timedelta

import pytest

from storage import communities, spending
from tests.integration.conftest import Open
from tests.integration.outbox import ANN, owe
from tests.integration.town import Town
from workers.sweep import sweep


@pytest.fixture
def town(open_with: Open) -> Town:
    """A town where a segment costs 10 p and 40 p may be spent."""
    town = open_with(SAYSO_SEGMENT_PENCE="10")
    set_cap(town, 0.4)
    return town


def set_cap(town: Town, pounds: float) -> None:
    town.run(
        "update community set profile = jsonb_set(profile, '{monthly_cap_pounds}', :pounds)",
        pounds=json.dumps(pounds),
    )


def ask_people(town: Town, people: int) -> None:
    for n in range(people):
        owe(town, "sms", f"+4477009001{n:02}", kind="prompt")
    town.run("update message set segments = 1 where kind = 'prompt'")


def test_questions_wait_once_the_cap_is_reached_and_replies_and_telegram_go_on(town: Town) -> None:
    ask_people(town, 6)
    town.deliver()
    assert sorted(town.states()) == ["accepted"] * 4 + ["queued"] * 2

    owe(town)
    owe(town, "telegram", kind="prompt")
    town.deliver()

    assert len(town.handset("sms", ANN)) == 1
    assert len(town.handset("telegram", "2001")) == 1
    assert sorted(town.states()) == ["accepted"] * 6 + ["queued"] * 2


@pytest.mark.parametrize("by", ["the next month", "a higher cap"])
def test_questions_that_waited_go_on_by(town: Town, by: str) -> None:
    ask_people(town, 6)
    town.deliver()
    if by == "a higher cap":
        set_cap(town, 0.6)
    else:
        town.hands.now = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
    town.deliver()

    assert town.states() == ["accepted"] * 6


def test_staff_are_told_once_at_four_fifths_and_once_at_the_end(town: Town) -> None:
    told = "select dedupe_key from message where kind = 'staff' order by id"
    set_cap(town, 0.5)
    ask_people(town, 4)
    town.deliver()
    for _ in range(2):
        sweep(town.house)
    assert town.values(told) == ["alert:cap-near:2026-11:5"]

    ask_people(town, 6)
    town.sender("sms").drain()
    for _ in range(2):
        sweep(town.house)
    assert town.values(told) == ["alert:cap-near:2026-11:5", "alert:cap:2026-11:5"]


def test_month_begins_at_midnight_where_the_community_is(town: Town) -> None:
    ask_people(town, 1)
    town.deliver()
    midnight = datetime(2026, 6, 30, 23, 0, tzinfo=UTC)  # in Leeds it is July
    town.run("update message set accepted_at = :at", at=midnight - timedelta(seconds=1))

    def count(at: datetime) -> int:
        with town.house.database.transaction() as db:
            return spending.segments_this_month(db, town.present.community.id, "Europe/London", at)

    assert count(midnight - timedelta(seconds=1)) == 1
    assert count(midnight) == 0
    town.run("update message set accepted_at = :at", at=midnight)
    assert count(midnight + timedelta(days=1)) == 1


def test_cap_without_a_price_or_a_price_without_a_cap_holds_nothing_up(town: Town) -> None:
    with town.house.database.transaction() as db:
        community = communities.find(db)
        assert community is not None
        now = town.hands.now
        assert spending.read(db, community, None, now).cap is None
        assert spending.read(db, community, 10, now).cap == 4
        assert not spending.read(db, community, None, now).reached
