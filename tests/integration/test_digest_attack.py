import orjson
import pytest

from insight.digest import cut_digest
from insight.evidence import Evidence
from insight.scope import Scope
from tests.integration.test_digest_days import close, schedule
from tests.integration.town import Town
from tests.unit.insight.neighbourhood import neighbourhood, running
from tests.unit.insight.test_attack import raised
from workers.digest import build_digest
from workers.digest_attack import attack_all, describe_finding, say_finding
from workers.digest_days import cut_due_digests


@pytest.fixture
def town(speaking_town: Town) -> Town:
    return speaking_town


def release_several(town: Town) -> None:
    """A digest of all, one of an area, one of a week, and the closing one."""
    town.run(
        "update resident set area = 'Corner' where id in"
        " (select distinct resident_id from contribution order by resident_id limit 10)"
    )
    schedule(town)
    build_digest(town.house)
    town.said("sms", "+447700900125", "more benches please")
    town.hands.move(days=8)
    assert len(cut_due_digests(town.house)) == 1
    build_digest(town.house, scope=Scope(area="Marsh Lane"))
    close(town)
    town.hands.move(minutes=1)
    build_digest(town.house)


def test_digests_of_all_of_an_area_and_of_a_week_stand_an_attack_together(town: Town) -> None:
    release_several(town)

    assert town.values("select count(*) from digest") == [4]
    assert attack_all(town.house, town.present) == []


def test_attack_finds_what_digests_of_elsewhere_give_away(town: Town) -> None:
    release_several(town)
    put(town, 1, raised(running(), 5))
    put(town, 4, raised(neighbourhood(), 8))

    found = attack_all(town.house, town.present)

    told = [describe_finding(one) for one in found]
    assert {one["why"] for one in told if one["row"] == "dogs"} == {"difference"}
    assert "topics, dogs, people is a few people away" in " ".join(map(say_finding, found))


def put(town: Town, number: int, evidence: Evidence) -> None:
    """Put a digest that knew no other in the place of one."""
    model = orjson.dumps(cut_digest(evidence).to_json()).decode()
    town.run("update digest set model = :model where number = :n", model=model, n=number)
