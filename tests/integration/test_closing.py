import json
from datetime import timedelta

import pytest

from flows.errors import InputError
from sayso.sending import choose, order
from storage import digests
from tests.integration.command_line import invoke
from tests.integration.town import Town
from workers.digest import build_digest, recount
from workers.house import Present
from workers.sweep import sweep

ANN, BEA = "+447700900001", "+447700900002"
Environment = dict[str, object]


def imports(town: Town, *numbers: str) -> None:
    town.imports(*[f"sms,{n},Name,en,Marsh Lane,stall,consultation 2026-05-14" for n in numbers])


def read_present(town: Town) -> Present:
    with town.house.database.transaction() as db:
        present = town.house.find_present(db)
    assert present is not None
    return present


def close(town: Town, environment: Environment) -> None:
    """Close the question by the command, at the time of the town's clock."""
    result = invoke(environment, "close", "--now", "--yes")
    assert result.exit_code == 0, result.output
    for table, column in (("engagement", "closed_at"), ("engagement_change", "closed_at")):
        town.run(f"update {table} set {column} = :now", now=town.hands.now)  # noqa: S608
    town.run(
        "update engagement_change set changed_at = :now where what = 'closed'", now=town.hands.now
    )


def test_closing_stops_what_waits_and_reminds_nobody(
    town: Town, town_environment: Environment
) -> None:
    imports(town, ANN, BEA)
    order(town.house, town.present, "", unchecked_by="Rosa")
    town.deliver()
    assert town.values("select count(*) from timer") != [0]
    later = town.hands.now + timedelta(days=9)
    order(town.house, town.present, "", unchecked_by="Rosa", starts_at=later)

    result = invoke(town_environment, "close", "--now", "--yes", "--json")

    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["broadcasts"] == 1
    assert town.values("select count(*) from timer where fired_at is null") == [0]
    assert town.values("select stopped_at is null from broadcast order by id") == [True, False]
    town.hands.move(days=9)
    sweep(town.house)
    town.deliver()
    assert len(town.handset("sms", ANN)) == 1


def test_what_comes_after_closing_is_kept_as_late(
    town: Town, town_environment: Environment
) -> None:
    town.said("sms", ANN, "the flat is damp and cold")
    town.hands.move(hours=1)
    close(town, town_environment)
    town.hands.move(hours=1)

    town.said("sms", ANN, "and the stairs are dark")
    town.said("sms", BEA, "more benches please")

    town.deliver()
    assert town.handset("sms", ANN)[-1].startswith("Thank you. We added that")
    assert town.handset("sms", BEA)[-1].startswith("Thank you. We added that")
    assert town.values("select count(*) from contribution") == [3]
    town.hands.move(hours=1)
    assert build_digest(town.house) is not None
    shown = json.loads(town.values("select model from digest")[0])
    assert shown["exact"]["heard"] == 1
    facts = {one["term"]: one["text"] for one in shown["shown"]["facts"]}
    assert facts["Came after it closed"].startswith("fewer than 5 people")
    assert shown["shown"]["closing"]


def test_reopening_needs_a_reason_and_counts_what_came_late(
    town: Town, town_environment: Environment
) -> None:
    town.said("sms", ANN, "the flat is damp and cold")
    close(town, town_environment)
    town.hands.move(hours=1)
    town.said("sms", BEA, "more benches please")
    assert "--why" in str(invoke(town_environment, "reopen").exception)
    build_digest(town.house)

    assert invoke(town_environment, "reopen", "--why", "the school asked late").exit_code == 0

    town.hands.move(days=1)
    town.run(
        "update engagement_change set changed_at = :now where what = 'reopened'", now=town.hands.now
    )
    town.hands.move(hours=1)
    second = build_digest(town.house)
    assert second is not None
    models = [json.loads(one) for one in town.values("select model from digest order by number")]
    assert [one["shown"]["closing"] for one in models] == [True, False]
    assert town.values("select why from engagement_change where what = 'reopened'") == [
        "the school asked late"
    ]
    assert town.values("select count(*) from digest") == [2]


def test_digest_counts_again_as_its_question_stood_then(
    town: Town, town_environment: Environment
) -> None:
    town.said("sms", ANN, "the flat is damp and cold")
    town.hands.move(hours=1)
    build_digest(town.house)
    town.hands.move(hours=1)
    close(town, town_environment)
    town.said("sms", BEA, "more benches please")

    with town.house.database.transaction() as db:
        frozen = digests.find_by_number(db, town.present.community.id, 1)
        assert frozen is not None
        before, now = recount(db, read_present(town), frozen)

    assert before.to_json() == now.to_json()


def test_question_closes_at_the_end_of_its_day(town: Town, town_environment: Environment) -> None:
    day = "2099-11-30"
    assert invoke(town_environment, "close", "--on", day).exit_code == 0
    town.hands.now = town.hands.now.replace(year=2099, month=11, day=30, hour=23)
    sweep(town.house)
    assert read_present(town).engagement.closed_at is None

    town.hands.move(hours=1)
    sweep(town.house)

    assert read_present(town).engagement.closed_at == town.hands.now


def test_closed_question_is_sent_to_nobody(town: Town, town_environment: Environment) -> None:
    imports(town, ANN)
    close(town, town_environment)

    with pytest.raises(InputError, match="sayso reopen"):
        choose(town.house, read_present(town), "needs", "all")


def test_close_says_when_it_must_be_told(town_environment: Environment, town: Town) -> None:
    for words in (("close",), ("close", "--now", "--on", "2099-01-01"), ("close", "--on", "soon")):
        assert isinstance(invoke(town_environment, *words).exception, InputError)
    past = invoke(town_environment, "close", "--on", "2020-01-01")
    assert "is past" in str(past.exception)
