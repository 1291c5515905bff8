from datetime import timedelta
from typing import Any

import orjson
import pytest

from insight.scope import WHOLE, Scope
from storage import digests
from storage.digests import Frozen
from tests.integration.flows_of_a_town import ABOUT, PARK, publish
from tests.integration.test_digest_days import close
from tests.integration.town import Town
from workers.digest import build_digest, recount
from workers.digest_again import rebuild
from workers.digest_attack import attack_all


@pytest.fixture
def chosen(speaking_town: Town) -> Town:
    """Twenty spoke; twelve chose their home, six just themselves, one said something else."""
    town = speaking_town
    for n in range(12):
        town.store(town.sms(f"+4477009001{n:02}", "2"))
    for n in range(12, 18):
        town.store(town.sms(f"+4477009001{n:02}", "1"))
    town.store(town.sms("+447700900118", "the people at number nine"))
    town.answer()
    town.hands.move(minutes=1)
    return town


def build(town: Town, scope: Scope = WHOLE) -> Frozen:
    built = build_digest(town.house, scope=scope)
    assert built is not None
    with town.house.database.transaction() as db:
        frozen = digests.find_by_number(db, town.present.community.id, built.number)
    assert frozen is not None
    return frozen


def read_tables(frozen: Frozen) -> dict[str, dict[str, str]]:
    tables = orjson.loads(frozen.model)["shown"]["tables"]
    return {
        table["id"]: {row["code"]: row["figures"][0]["text"] for row in table["rows"]}
        for table in tables
        if table["id"].startswith("answer")
    }


def count(frozen: Frozen) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(frozen.model)["exact"]["answers"]
    return found


def test_digest_shows_what_people_chose(chosen: Town) -> None:
    frozen = build(chosen)

    assert count(frozen) == {"reach": {"me": 6, "home": 12, "street": 0, "many": 0, "not-sure": 1}}
    assert read_tables(frozen) == {
        "answer_reach": {
            "me": "5",
            "home": "10",
            "street": "0",
            "many": "0",
            "not-sure": "fewer than 5",
            "all-answered": "20",
        }
    }
    (table,) = [
        table
        for table in orjson.loads(frozen.model)["shown"]["tables"]
        if table["id"] == "answer_reach"
    ]
    assert table["title"] == "Who needs it most?"
    assert [row["name"] for row in table["rows"]][:2] == ["Just me", "My home"]
    assert attack_all(chosen.house, chosen.present) == []


def test_last_answer_of_a_person_counts_over_all_their_conversations(chosen: Town) -> None:
    chosen.said("sms", "+447700900112", "needs", "lights", "2")
    assert count(build(chosen))["reach"]["home"] == 13

    chosen.run(
        "insert into conversation (community_id, id, resident_id, engagement_id, flow_version_id,"
        " status, state, waits_in, subject, started_at, updated_at)"
        " select community_id, gen_random_uuid(), resident_id, engagement_id, flow_version_id,"
        " status, state, waits_in, 'later', started_at, updated_at from conversation"
        " where resident_id = (select resident_id from address join conversation"
        " using (community_id, resident_id) order by resident_id limit 1)"
    )
    chosen.run(
        "insert into answer (community_id, id, conversation_id, inbox_id, name, value, category,"
        " raw, sure, received_at) select c.community_id, gen_random_uuid(), c.id,"
        " (select id from inbox limit 1), 'reach', '\"street\"', 'street', '3', true, :now"
        " from conversation c where c.subject = 'later'",
        now=chosen.hands.now,
    )
    chosen.hands.move(minutes=1)
    after = count(build(chosen))["reach"]
    assert (after["street"], sum(after.values())) == (1, 19)


def test_digest_made_again_counts_what_people_had_chosen_then(chosen: Town) -> None:
    frozen = build(chosen)
    for n in range(6):
        chosen.said("sms", f"+4477009001{n:02}", "needs", "lights", "4")

    with chosen.house.database.transaction() as db:
        kept, again = recount(db, chosen.present, frozen)
    assert kept == again
    assert rebuild(chosen.house, chosen.present, frozen).is_same
    later = build(chosen)
    assert count(later)["reach"] == {"me": 6, "home": 6, "street": 0, "many": 6, "not-sure": 1}
    assert attack_all(chosen.house, chosen.present) == []


def test_digest_from_before_answers_were_counted_is_made_again_without_them(chosen: Town) -> None:
    frozen = build(chosen)
    chosen.run("update digest set basis = basis - 'closed_questions'")
    with chosen.house.database.transaction() as db:
        (old,) = digests.list_all(db, chosen.present.community.id)
        _, again = recount(db, chosen.present, old)

    assert read_tables(frozen)
    assert not [one for one in again.shown.tables if one.id.startswith("answer")]
    assert "answers" not in again.exact
    assert "What people chose." not in " ".join(again.shown.method)


def test_digest_of_an_area_tells_nothing_of_what_people_chose(chosen: Town) -> None:
    assert read_tables(build(chosen, Scope(area="Marsh Lane"))) == {}


def test_digest_of_a_week_counts_what_was_chosen_in_it(chosen: Town) -> None:
    today = chosen.hands.now.date()
    monday = today - timedelta(days=today.weekday())
    before = Scope(first=monday - timedelta(days=7), last=monday - timedelta(days=1))

    this = build(chosen, Scope(first=monday, last=monday + timedelta(days=6)))
    chosen.run("update answer set received_at = received_at - :by", by=timedelta(days=7))

    assert count(this)["reach"]["home"] == 12
    assert count(build(chosen, before))["reach"]["home"] == 12


def test_what_comes_after_a_question_closed_is_not_counted(chosen: Town) -> None:
    close(chosen)
    chosen.hands.move(minutes=1)
    chosen.run("update answer set received_at = :now where value = '\"me\"'", now=chosen.hands.now)
    chosen.hands.move(minutes=1)

    assert count(build(chosen))["reach"] == {
        "me": 0,
        "home": 12,
        "street": 0,
        "many": 0,
        "not-sure": 1,
    }


def test_answers_to_private_questions_and_consent_are_nowhere(chosen: Town) -> None:
    publish(chosen, "about", ABOUT)
    publish(chosen, "park", PARK)
    for n in range(12):
        chosen.said("sms", f"+4477009001{n:02}", "about", "40", "SKIP")
        chosen.said("sms", f"+4477009001{n:02}", "park", "2", "it is dark there", "1")
    chosen.hands.move(minutes=1)

    frozen = build(chosen)

    assert chosen.values("select count(*) from answer_apart") == [12]
    assert set(count(frozen)) == {"reach", "park.what"}
    assert read_tables(frozen)["answer_park.what"]["light"] == "10"
