from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from sayso.sending import choose, order, preview, resume
from storage import broadcasts
from storage.broadcasts import Progress
from tests.integration.town import NOON, Town
from workers.broadcast import broadcast
from workers.sweep import sweep

PEOPLE = [
    f"{channel},{address},Name,en,{area},stall,consultation 2026-05-14"
    for channel, address, area in [
        ("sms", "+447700900101", "Marsh Lane"),
        ("sms", "+447700900102", "Hill"),
        ("telegram", "2101", "Marsh Lane"),
        ("telegram", "2102", "Hill"),
    ]
]


@pytest.fixture
def peopled(town: Town) -> Town:
    town.imports(*PEOPLE)
    return town


def ask(town: Town, to: str = "all", starts_at: datetime | None = None) -> UUID:
    present, audience = choose(town.house, town.present, "needs", to)
    made = order(town.house, present, "", audience=audience, starts_at=starts_at, unchecked_by="R")
    return UUID(made["broadcast"])


def went(town: Town, id: UUID) -> Progress:
    with town.house.database.transaction() as db:
        return broadcasts.progress(db, town.present.community.id, id)


def pause(town: Town, id: UUID) -> bool:
    with town.house.database.transaction() as db:
        return broadcasts.pause(db, town.present.community.id, id, now=town.hands.now)


def stop(town: Town, id: UUID) -> bool:
    with town.house.database.transaction() as db:
        return broadcasts.stop(db, town.present.community.id, id, now=town.hands.now)


def test_only_the_audience_is_asked_and_has_lines(peopled: Town) -> None:
    id = ask(peopled, "area:Marsh Lane")
    peopled.deliver()

    assert peopled.values("select count(*) from delivery") == [2]
    assert peopled.handset("sms", "+447700900102") == []
    assert went(peopled, id).asked == 2


def test_scheduled_broadcast_waits_for_its_time_and_is_drawn_then(peopled: Town) -> None:
    ask(peopled, starts_at=NOON + timedelta(days=1))
    broadcast(peopled.house)
    assert peopled.states() == []
    peopled.said("sms", "+447700900101", "please stop texting me")
    peopled.run("delete from message")

    peopled.hands.move(days=1)
    sweep(peopled.house)
    assert peopled.house.redis.llen("rq:queue:background") >= 1
    broadcast(peopled.house)

    assert peopled.values("select why_not from delivery order by why_not") == [
        "",
        "",
        "",
        "said stop",
    ]


def test_plan_for_later_starts_when_it_is_scheduled(peopled: Town) -> None:
    later = datetime(2026, 12, 1, 22, 0, tzinfo=UTC)

    plan = preview(peopled.house, peopled.present, "needs", "", starts_at=later)

    assert plan["starts"] == "2026-12-02T08:00:00+00:00"


def test_paused_broadcast_lies_still_and_loses_no_time(peopled: Town) -> None:
    id = ask(peopled)
    assert pause(peopled, id)
    assert not pause(peopled, id)
    peopled.deliver()
    assert peopled.handset("telegram", "2101") == []
    before = peopled.values("select distinct expires_at from message")[0]

    peopled.hands.move(days=2)
    assert resume(peopled.house, peopled.present, id)
    assert not resume(peopled.house, peopled.present, id)

    after = peopled.values("select distinct expires_at from message")[0]
    assert after > before
    peopled.run("update message set expires_at = clock_timestamp() + interval '1 day'")
    peopled.deliver()
    assert len(peopled.handset("telegram", "2101")) == 1
    assert went(peopled, id).queued == 0


def test_message_on_lease_when_it_is_paused_does_not_leave(peopled: Town) -> None:
    id = ask(peopled)
    peopled.run(
        "update message set state = 'leased', owner = 'w', attempt = 1, "
        "lease_until = clock_timestamp() + interval '1 minute'"
    )

    pause(peopled, id)

    assert set(peopled.states()) == {"queued"}
    peopled.deliver()
    assert set(peopled.states()) == {"queued"}


def test_stopped_broadcast_drops_and_lists_what_was_queued(peopled: Town) -> None:
    id = ask(peopled)
    peopled.run("update message set state = 'accepted', accepted_at = now() where channel = 'sms'")

    assert stop(peopled, id)
    assert not stop(peopled, id)
    peopled.deliver()

    shown = went(peopled, id)
    assert (shown.sent, shown.expired, shown.queued) == (2, 2, 0)
    assert set(peopled.values("select error from message where state = 'expired'")) == {
        "broadcast stopped"
    }


def test_one_that_was_calling_at_the_stop_has_expired_when_it_comes_back(peopled: Town) -> None:
    id = ask(peopled)
    peopled.run("update message set state = 'calling'")
    stop(peopled, id)
    peopled.run("update message set state = 'queued', expires_at = expires_at - interval '9 years'")
    peopled.deliver()

    assert set(peopled.states()) == {"expired"}


def test_whoever_a_stop_kept_back_is_asked_by_the_next_one(peopled: Town) -> None:
    stop(peopled, ask(peopled))

    again = ask(peopled)
    peopled.deliver()

    assert went(peopled, again).asked == 4
    assert peopled.values("select count(*) from conversation") == [4]
    assert len(peopled.handset("telegram", "2101")) == 1


def test_stop_before_the_start_means_it_never_starts(peopled: Town) -> None:
    id = ask(peopled, starts_at=NOON + timedelta(hours=1))
    stop(peopled, id)
    peopled.hands.move(hours=2)
    broadcast(peopled.house)

    assert peopled.states() == []


def test_five_clicks_ask_everybody_once(peopled: Town) -> None:
    asked = [went(peopled, ask(peopled)).asked for _ in range(5)]

    assert asked == [4, 0, 0, 0, 0]
    assert len(peopled.states()) == 4


def test_broadcast_goes_on_behind_the_last_line(peopled: Town) -> None:
    id = ask(peopled)
    peopled.run("update broadcast set done_at = null")
    peopled.imports("telegram,2103,Name,en,Hill,stall,consultation 2026-05-14")
    broadcast(peopled.house)
    broadcast(peopled.house)

    assert went(peopled, id).asked == 5
    assert peopled.values("select done_at is not null from broadcast") == [True]


def test_timers_of_a_broadcast_count_from_when_it_was_accepted(peopled: Town) -> None:
    ask(peopled)
    waiting = peopled.values("select count(*) from timer where due_at is null")
    peopled.deliver()

    assert waiting == [8]
    assert peopled.values("select count(*) from timer where due_at is null") == [0]


def test_service_needs_no_consent_but_promotion_its_own(peopled: Town) -> None:
    peopled.imports("sms,+447700900103,Name,en,Hill,stall,promotion 2026-05-14")
    community, engagement = peopled.present.community.id, peopled.present.engagement.id
    for purpose in ("promotion", "service"):
        with peopled.house.database.transaction() as db:
            broadcasts.make(
                db,
                community,
                engagement,
                reason="",
                now=peopled.hands.now,
                expires_at=NOON + timedelta(days=3),
                purpose=purpose,
            )
        broadcast(peopled.house)

    by_purpose = peopled.rows(
        "select b.purpose, d.why_not, count(*) as n from delivery d join broadcast b "
        "on b.id = d.broadcast_id group by 1, 2 order by 1, 2"
    )
    assert [(one["purpose"], one["why_not"], one["n"]) for one in by_purpose] == [
        ("promotion", "", 1),
        ("promotion", "no consent to promotion", 4),
        ("service", "", 4),
        ("service", "already asked", 1),
    ]
