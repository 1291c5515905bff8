import asyncio
from datetime import timedelta

import pytest

from bot.channels.sms import SmsChannel
from sayso.carriers.server import FakeCarriers
from storage import bodies
from storage.clock import utc_now
from tests.integration.conftest import Open
from tests.integration.outbox import ANN, CEM, claim, owe
from tests.integration.town import NOBODY, NOON, Town
from workers.sweep import sweep
from workers.sweeping.tidying import forget_bodies
from workers.sweeping.watching import is_in_trouble


@pytest.mark.redis
def test_sweep_finds_everything_again_after_redis_lost_it(town: Town) -> None:
    town.store(town.sms(ANN, "benches"))
    town.house.redis.flushdb()
    sweep(town.house)
    assert town.house.redis.llen("rq:queue:converse") == 1
    town.answer()
    town.house.redis.flushdb()

    sweep(town.house)

    assert town.house.redis.llen("rq:queue:deliver-sms") == 1
    town.deliver()
    assert len(town.handset("sms", ANN)) == 1


SENDERS = [{}, {"TWILIO_FROM": "", "TWILIO_MESSAGING_SERVICE_SID": "MG1"}]


@pytest.mark.parametrize("sender", SENDERS, ids=["number", "service"])
def test_sweep_stores_texts_that_twilio_could_not_hand_over(
    open_with: Open, carriers: FakeCarriers, sender: dict[str, str]
) -> None:
    town = open_with(**sender)
    town.hands.now = utc_now()  # Twilio dates its list by its own clock
    for words in ("benches", "4", "the bus stop"):
        assert carriers.sends("sms", ANN, words).wait().status == 0
    sweep(town.house)
    sweep(town.house)
    town.answer()

    assert town.values("select body from inbox order by id") == ["benches", "4", "the bus stop"]
    assert town.values("select n from counter where name = 'repeats'") == []


def test_sweep_leaves_its_turn_to_another_that_sweeps(town: Town) -> None:
    owe(town)
    claim(town, "dead")
    town.age(61)
    with town.house.database.transaction() as db:
        reclaimed = town.house.find_present(db)
        assert reclaimed is not None
        db.exec_driver_sql("select pg_advisory_xact_lock(7329003)")
        sweep(town.house)
        assert town.states() == ["leased"]
    sweep(town.house)
    assert town.states() == ["queued"]


@pytest.mark.redis
def test_sweep_drops_what_came_too_late_without_using_up_the_pace(town: Town) -> None:
    owe(town)
    town.run("update message set expires_at = clock_timestamp() - interval '1 s'")
    sweep(town.house)

    assert town.states() == ["expired"]
    assert town.values("select settled_at from message") == [town.hands.now]


def test_texts_are_deleted_at_twilio_when_they_are_old_enough_and_only_once(town: Town) -> None:
    town.hands.now = utc_now()
    assert town.carriers.sends("sms", ANN, "benches").wait().status == 0
    sweep(town.house)
    town.answer()
    town.deliver()
    assert count_listed(town) == 2

    town.hands.move(days=29, hours=23)
    forget_bodies(town.house, town.present.community.id)
    assert count_listed(town) == 2
    town.hands.move(hours=2)
    forget_bodies(town.house, town.present.community.id)
    assert count_listed(town) == 0

    with town.house.database.transaction() as db:
        until = town.hands.now
        old = bodies.find_old(db, town.present.community.id, until=until, limit=10)
    assert old.sids == ()


def test_texts_stay_at_twilio_where_they_are_to_stay(open_with: Open) -> None:
    town = open_with(TWILIO_KEEP_BODIES_DAYS="0")
    town.hands.now = utc_now()
    owe(town)
    town.deliver()
    town.hands.move(days=4_000)
    forget_bodies(town.house, town.present.community.id)

    assert count_listed(town) == 1


def test_texts_that_twilio_would_not_delete_are_tried_again(town: Town, open_with: Open) -> None:
    town.hands.now = utc_now()
    owe(town)
    town.deliver()
    away = open_with(TWILIO_API_BASE_URL=NOBODY)
    away.hands.now = town.hands.now + timedelta(days=31)
    forget_bodies(away.house, town.present.community.id)
    assert count_listed(town) == 1

    town.hands.move(days=31)
    forget_bodies(town.house, town.present.community.id)
    assert count_listed(town) == 0


def count_listed(town: Town) -> int:
    """Count the messages that Twilio still holds for one handset."""

    async def count() -> int:
        channel = town.house.open_channel["sms"]()
        assert isinstance(channel, SmsChannel)
        try:
            sent = await channel.list_sent(ANN, utc_now() - timedelta(days=1))
            return len(sent) + len(await channel.list_received(utc_now() - timedelta(days=1)))
        finally:
            await channel.close()

    return asyncio.run(count())


LATELY = NOON.timestamp() - 60
FAILED = {"url": "https://a", "pending_update_count": 1, "last_error_date": LATELY}
INFOS: list[tuple[str, dict[str, object], bool]] = [
    ("well", {"url": "https://a", "pending_update_count": 3}, False),
    ("many wait", {"url": "https://a", "pending_update_count": 100}, True),
    ("failed lately", FAILED, True),
    ("failed, none waits", {**FAILED, "pending_update_count": 0}, False),
    ("failed long ago", {**FAILED, "last_error_date": LATELY - 3_600}, False),
    ("we fetch them", {**FAILED, "url": ""}, False),
    ("nothing said", {}, False),
]


@pytest.mark.parametrize(("label", "info", "trouble"), INFOS, ids=[row[0] for row in INFOS])
def test_telegrams_webhook_is_in_trouble_when_updates_wait_for_it(
    label: str, info: dict[str, object], trouble: bool
) -> None:
    assert is_in_trouble(info, NOON) is trouble


def test_staff_are_told_once_a_day_that_telegrams_webhook_fails(
    town: Town, carriers: FakeCarriers
) -> None:
    carriers.app_url = NOBODY
    carriers.sends("telegram", CEM, "benches")
    told = "select dedupe_key from message where kind = 'staff' order by id"
    carriers.ledger.wait_until(lambda: carriers.ledger.count("webhook_failures") > 0, timeout_s=60)
    town.hands.now = utc_now()
    for _ in range(2):
        sweep(town.house)

    assert town.values(told) == [f"alert:webhook:{town.hands.now.date()}"]
