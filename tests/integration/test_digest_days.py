import json
from datetime import UTC, datetime

import pytest

from flows.errors import InputError
from insight.scope import Scope
from storage import closing, decisions, digest_schedules, digests, staff
from storage.digests import Frozen
from tests.integration.town import Town
from workers.digest import build_digest
from workers.digest_days import cut_due_digests
from workers.digest_sending import send_digest
from workers.sweep import sweep
from workers.themes import sort_themes


@pytest.fixture
def town(speaking_town: Town) -> Town:
    return speaking_town


def schedule(town: Town, **changed: str | int) -> None:
    given = {"every": "week", "hour": 9, "area": ""} | changed
    with town.house.database.transaction() as db:
        digest_schedules.add(
            db,
            town.present.community.id,
            town.present.engagement.id,
            every=str(given["every"]),
            hour=int(str(given["hour"])),
            area=str(given["area"]),
            now=town.hands.now,
        )


def list_digests(town: Town) -> list[Frozen]:
    with town.house.database.transaction() as db:
        return digests.list_all(db, town.present.community.id)


def test_week_is_cut_once_when_it_is_over_however_often_anybody_looks(town: Town) -> None:
    schedule(town)
    assert cut_due_digests(town.house) == []

    town.hands.now = datetime(2026, 11, 30, 8, 59, tzinfo=UTC)  # the next Monday
    town.said("sms", "+447700900125", "more benches please")
    assert cut_due_digests(town.house) == []
    town.hands.move(minutes=1)
    sweep(town.house)
    sweep(town.house)
    assert cut_due_digests(town.house) == []

    (made,) = list_digests(town)
    assert made.scope == {"first": "2026-11-23", "last": "2026-11-29"}
    assert '"answered":20' in made.model
    assert "Only what was said from 23 November to 29 November 2026" in made.model

    town.hands.move(days=7)
    assert len(cut_due_digests(town.house)) == 1


def test_month_is_cut_in_the_community_s_zone(town: Town) -> None:
    town.run('update community set profile = profile || \'{"zone": "Pacific/Auckland"}\'')
    schedule(town, every="month", hour=0)

    town.hands.now = datetime(2026, 11, 30, 10, 59, tzinfo=UTC)  # 13 hours ahead there
    assert cut_due_digests(town.house) == []
    town.hands.move(minutes=1)
    assert len(cut_due_digests(town.house)) == 1
    assert list_digests(town)[0].scope == {"first": "2026-11-01", "last": "2026-11-30"}


def test_question_that_closed_gets_its_last_week_and_the_closing_digest_once(town: Town) -> None:
    schedule(town)
    schedule(town, area="Marsh Lane", every="month")
    town.hands.now = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
    close(town)
    assert cut_due_digests(town.house) == []

    town.hands.now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert len(cut_due_digests(town.house)) == 2
    week, last = list_digests(town)
    assert week.scope == {"first": "2026-11-23", "last": "2026-11-29"}
    assert last.scope == {}
    assert json.loads(last.model)["shown"]["closing"]

    town.hands.move(days=21)
    assert len(cut_due_digests(town.house)) == 1  # the area's month, and no closing digest
    assert cut_due_digests(town.house) == []
    assert list_digests(town)[-1].scope["area"] == "Marsh Lane"


def test_closing_digest_that_was_cut_by_hand_is_not_cut_again(town: Town) -> None:
    schedule(town)
    close(town)
    town.hands.move(minutes=1)
    assert build_digest(town.house) is not None

    town.hands.now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert len(cut_due_digests(town.house)) == 1
    assert [bool(one.scope) for one in list_digests(town)] == [False, True]


def test_digests_of_a_closed_question_wait_until_every_language_is_sorted(town: Town) -> None:
    schedule(town)
    for n in range(3):
        words = f"akşamları çay içecek bir yerimiz olsun {n}"
        town.said("sms", f"+4477009002{n:02}", words)
    close(town)
    town.hands.now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    sort_themes(town.house)
    assert cut_due_digests(town.house) == []
    assert town.values("select count(*) from digest_run") == [0]

    ids = town.values("select id from contribution where language = 'tr'")
    community, engagement = town.present.community.id, town.present.engagement.id
    with town.house.database.transaction() as db:
        decisions.decide(
            db, community, engagement, ids, ["community"], who="Rosa", now=town.hands.now
        )
    assert len(cut_due_digests(town.house)) == 2


def close(town: Town) -> None:
    with town.house.database.transaction() as db:
        community, engagement = town.present.community.id, town.present.engagement.id
        assert closing.close(db, community, engagement, now=town.hands.now)


def test_failed_cut_is_tried_again(town: Town) -> None:
    schedule(town)
    town.hands.now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    town.run("alter table digest_link rename to digest_link_away")
    with pytest.raises(Exception, match="digest_link"):
        cut_due_digests(town.house)
    assert list_digests(town) == []

    town.run("alter table digest_link_away rename to digest_link")
    assert len(cut_due_digests(town.house)) == 1


def test_area_with_few_people_is_refused_and_its_period_is_passed_over(town: Town) -> None:
    town.run("update resident set area = 'Corner' where id in (select id from resident limit 3)")
    with pytest.raises(InputError, match="fewer than 10 people spoke"):
        build_digest(town.house, scope=Scope(area="Corner"))
    with pytest.raises(InputError, match="outside Marsh Lane"):
        build_digest(town.house, scope=Scope(area="Marsh Lane"))

    schedule(town, area="Corner")
    town.hands.now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert cut_due_digests(town.house) == []
    assert town.values("select digest_id from digest_run") == [None]


def test_digest_of_an_area_counts_its_people_alone_and_breaks_them_down_no_further(
    town: Town,
) -> None:
    assert build_digest(town.house, scope=Scope(area="Marsh Lane")) is not None

    (made,) = list_digests(town)
    assert [one["id"] for one in json.loads(made.model)["shown"]["tables"]] == ["everyone"]
    assert "Only people in Marsh Lane" in made.model


def test_text_of_a_digest_goes_to_staff_once(town: Town) -> None:
    assert build_digest(town.house) is not None
    with town.house.database.transaction() as db:
        community = town.present.community.id
        staff.add(
            db,
            community,
            name="Ola",
            role=staff.OFFICER,
            channel="sms",
            to="+447700900555",
            keys=town.house.keys,
            now=town.hands.now,
        )
    frozen = list_digests(town)[0]
    assert send_digest(town.house, town.present, frozen) == 0  # not linked yet
    town.run("update staff set linked_at = :now", now=town.hands.now)

    sent = send_digest(town.house, town.present, frozen)
    assert sent >= 1
    assert send_digest(town.house, town.present, frozen) == 0
    (text,) = town.rows(
        "select m.kind, m.segments from message m join address a on a.id = m.address_id"
        " join staff s on s.id = a.staff_id where 'officer' = any(s.roles) and m.kind = 'staff'"
        " and m.dedupe_key like 'digest:%'"
    )
    assert text["kind"] == "staff"
    assert text["segments"] <= 3
