from datetime import date, timedelta
from uuid import UUID

from flows.loading import load_flow
from sayso.sending import order
from storage import engagements, fatigue, flow_versions
from storage.identity import lock_residents
from storage.library import read_flow_sources
from storage.recipients import forget_unseen
from tests.integration.town import NOON, Town
from workers.sweep import sweep

ANN = "+447700900101"
ANN_ROW = f"sms,{ANN},Ann,en,Marsh Lane,stall,consultation 2026-05-14"


def ask(town: Town, version: UUID | None = None) -> dict[str, int]:
    """Ask in an engagement of its own; give who was not asked."""
    community, now = town.present.community.id, town.hands.now
    with town.house.database.transaction() as db:
        engagements.open_engagement(
            db,
            community,
            title=f"Question of {now:%d %b}",
            version=version or town.present.engagement.flow_version_id,
            decider="the council",
            hear_back_by=date(2099, 12, 12),
            frame=town.present.engagement.frame,
            now=now,
        )
        present = town.house.find_present(db)
    assert present is not None
    went: dict[str, int] = order(town.house, present, "", unchecked_by="R")["not_asked"]
    town.run(
        "update message set state = 'accepted', queued_at = :now, accepted_at = :now "
        "where state = 'queued'",
        now=now,
    )
    return went


def publish(town: Town, id: str) -> UUID:
    """Publish a flow of the library."""
    sources = read_flow_sources(id)
    with town.house.database.transaction() as db:
        return flow_versions.publish(
            db,
            town.present.community.id,
            flow_id=id,
            version=load_flow(sources).version,
            sources=sources,
            now=town.hands.now,
        )


def test_nobody_is_asked_about_themselves_twice_within_a_year(town: Town) -> None:
    town.imports(ANN_ROW)
    town.hands.move(minutes=1)  # newer than the first question
    about_you, more = publish(town, "about-you"), publish(town, "about-you-more")

    assert ask(town, about_you) == {}
    town.hands.move(days=30)
    assert ask(town, about_you) == {"asked this year": 1}
    town.hands.move(minutes=1)
    assert ask(town, more) == {}
    town.hands.move(days=334)
    assert ask(town, about_you) == {"asked this year": 1}
    town.hands.move(minutes=1)
    assert ask(town) == {}
    town.hands.move(days=8)
    town.run("update address set heard_at = :now", now=town.hands.now)
    assert ask(town, about_you) == {}


def test_question_about_themselves_that_never_left_may_be_asked_again(town: Town) -> None:
    town.imports(ANN_ROW)
    town.hands.move(minutes=1)
    about_you = publish(town, "about-you")
    ask(town, about_you)
    town.run("update message set state = 'refused'")
    town.hands.move(days=30)

    assert ask(town, about_you) == {}


def resident(town: Town) -> UUID:
    found: UUID = town.values("select id from resident")[0]
    return found


def test_resident_is_asked_once_a_week_over_all_engagements(town: Town) -> None:
    town.imports(ANN_ROW)

    first = ask(town)
    town.hands.move(days=6)
    sixth_day = ask(town)
    town.hands.move(days=1, hours=-3)
    same_weekday = ask(town)

    assert (first, sixth_day, same_weekday) == ({}, {"asked this week": 1}, {})


def test_resident_is_asked_four_times_in_thirty_days(town: Town) -> None:
    town.imports(ANN_ROW)
    went = []
    for _ in range(5):
        went.append(ask(town))
        town.hands.move(days=7)
    town.hands.move(days=-5)  # day 30

    assert went == [{}, {}, {}, {}, {"asked enough this month": 1}]
    assert ask(town) == {}


def test_reminder_counts_as_a_question(town: Town) -> None:
    town.imports(ANN_ROW)
    ask(town)
    town.hands.move(days=3)
    town.run(
        "insert into message (community_id, id, address_id, channel, kind, priority, body, "
        "segments, dedupe_key, state, queued_at) select community_id, gen_random_uuid(), id, "
        "channel, 'reminder', 1, 'Last reminder', 1, 'r', 'accepted', :now from address "
        "where resident_id is not null",
        now=town.hands.now,
    )
    town.hands.move(days=5)

    assert ask(town) == {"asked this week": 1}


def test_question_that_never_left_does_not_count(town: Town) -> None:
    town.imports(ANN_ROW)
    ask(town)
    town.run("update message set state = 'expired'")

    assert ask(town) == {}


def test_conversation_that_is_being_answered_is_not_forgotten(town: Town) -> None:
    town.imports(ANN_ROW)
    ask(town)
    town.run("update message set state = 'expired'")
    present = town.present
    [resident] = town.values("select id from resident")
    with town.house.database.transaction() as answering:
        lock_residents(answering, present.community.id, [UUID(str(resident))])
        with town.house.database.transaction() as db:
            forget_unseen(db, present.community.id, present.engagement.id)
        assert town.values("select count(*) from conversation") == [1]

    with town.house.database.transaction() as db:
        forget_unseen(db, present.community.id, present.engagement.id)
    assert town.values("select count(*) from conversation") == [0]
    assert town.values("select count(*) from timer") == [0]


def test_profile_sets_how_often(town: Town) -> None:
    town.imports(ANN_ROW)
    town.run("update community set profile = profile || '{\"prompts_per_week\": 2}'")

    went = []
    for _ in range(3):
        town.hands.move(minutes=1)
        went.append(ask(town))

    assert went == [{}, {}, {"asked this week": 1}]


def test_whoever_wants_fewer_texts_is_asked_once_a_month(town: Town) -> None:
    town.imports(ANN_ROW)
    ask(town)
    town.said("sms", ANN, "help", "7")
    assert "once a month at most" in town.values("select body from message order by id")[-1]
    town.hands.move(days=8)
    assert ask(town) == {"asked for fewer texts": 1}

    with town.house.database.transaction() as db:
        fatigue.ask_as_usual(db, town.present.community.id, resident(town))
    assert ask(town) == {}


def test_whoever_wants_fewer_texts_is_not_reminded(town: Town) -> None:
    town.imports(ANN_ROW)
    order(town.house, town.present, "", unchecked_by="R")
    town.deliver()
    with town.house.database.transaction() as db:
        fatigue.ask_less(db, town.present.community.id, {resident(town): town.hands.now})
    town.hands.move(days=4)
    sweep(town.house)
    town.answer()

    assert town.rows("select state, error from message where kind = 'reminder'") == [
        {"state": "expired", "error": "asked for fewer texts"}
    ]


def test_resident_is_reminded_once_and_told_that_it_is_the_last(town: Town) -> None:
    town.imports(ANN_ROW)
    order(town.house, town.present, "", unchecked_by="R")
    town.deliver()
    for _ in range(4):
        town.hands.move(days=3)
        sweep(town.house)
        town.answer()

    reminders = town.values("select body from message where kind = 'reminder'")
    assert len(reminders) == 1
    assert "last reminder" in reminders[0]


def test_question_waits_where_it_is_somebodys_quiet_day(town: Town) -> None:
    town.imports(ANN_ROW, ANN_ROW.replace("101", "102"))
    quiet = town.values("select resident_id from address where resident_id is not null")[0]
    with town.house.database.transaction() as db:
        fatigue.set_quiet(
            db, town.present.community.id, quiet, weekdays=[1], days=[date(2026, 11, 25)]
        )
    order(town.house, town.present, "", unchecked_by="R")
    town.deliver()
    assert sorted(town.states()) == ["accepted", "queued"]

    waits = town.values(
        "select not_before - clock_timestamp() from message where state = 'queued'"
    )[0]
    assert timedelta(hours=11) < waits < timedelta(hours=13)  # from noon to midnight

    town.hands.now = NOON + timedelta(hours=13)  # Wednesday, which is quiet too
    town.run("update message set not_before = null where state = 'queued'")
    sweep(town.house)
    town.hands.now = NOON + timedelta(days=1)
    town.deliver()
    assert sorted(town.states()) == ["accepted", "queued"]

    town.hands.now = NOON + timedelta(days=2)
    town.run("update message set not_before = null where state = 'queued'")
    sweep(town.house)
    town.deliver()
    assert town.states() == ["accepted", "accepted"]
