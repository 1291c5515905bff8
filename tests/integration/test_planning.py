from datetime import UTC, datetime

import pytest

from flows.errors import InputError
from storage.audiences import Audience, find_audience
from tests.integration.conftest import Open
from tests.integration.town import NOON, Town
from workers.asking.planning import Plan, plan_broadcast

PEOPLE = [
    "sms,+447700900101,Ann,en,Marsh Lane,stall,consultation 2026-05-14",
    "sms,+447700900102,Bo,tr,Marsh Lane,stall,consultation 2026-05-14",
    "telegram,2101,Cy,en,Hill,stall,consultation 2026-06-01",
    "telegram,2102,Di,tr,Hill,stall,consultation",
]


@pytest.fixture
def town(open_with: Open) -> Town:
    town = open_with(SAYSO_SEGMENT_PENCE="4", TWILIO_SEGMENTS_PER_S="1")
    town.imports(*PEOPLE)
    return town


def plan(town: Town, to: str = "all", starts_at: datetime | None = None, reason: str = "") -> Plan:
    with town.house.database.transaction() as db:
        audience = find_audience(db, town.present.community.id, to)
        return plan_broadcast(
            db,
            town.house,
            town.present,
            town.present.engagement,
            audience,
            starts_at=starts_at,
            reason=reason,
        )


@pytest.mark.parametrize(
    ("to", "people"),
    [
        ("all", 4),
        ("area:marsh lane", 2),
        ("language:TR", 2),
        ("area:Hill, language:tr", 1),
        ("channel:sms, area:Hill", 0),
        ("channel:telegram", 2),
    ],
)
def test_plan_is_of_the_audience_alone(town: Town, to: str, people: int) -> None:
    assert plan(town, to).people == people


def test_plan_reaches_those_who_spoke_about_a_topic_or_took_part(town: Town) -> None:
    town.said("sms", "+447700900101", "my flat is damp and mouldy")
    town.said("telegram", "2101", "more benches")
    town.run(
        "insert into coding (community_id, contribution_id, theme, tied_by, score, tied_at) "
        "select community_id, id, 'damp', 'person', 1, now() from contribution "
        "where words like '%damp%'"
    )

    about_damp, took_part = plan(town, "topic:damp"), plan(town, "engagement:needs")

    assert (about_damp.people, about_damp.not_asked) == (0, {"spoke already": 1})
    assert (took_part.people, took_part.not_asked) == (0, {"spoke already": 2})


def test_plan_tells_cost_by_language_and_when_it_is_done(town: Town) -> None:
    shown = plan(town)

    assert shown.languages == {"en": 2, "tr": 2}
    assert set(shown.segments) == {"en", "tr"}
    assert shown.total_pence == 4 * shown.total_segments
    assert shown.starts == NOON
    assert (shown.done_by - NOON).total_seconds() == shown.total_segments


def test_plan_tells_what_is_beyond_the_months_cap(town: Town) -> None:
    assert plan(town).beyond_cap == 0

    town.run("update community set profile = profile || '{\"monthly_cap_pounds\": 0.04}'")
    with town.house.database.transaction() as db:
        present = town.house.find_present(db)
    assert present is not None
    town.present = present
    shown = plan(town)
    assert shown.beyond_cap == shown.total_segments - 1


def test_plan_starts_and_ends_within_sending_hours(town: Town) -> None:
    evening = datetime(2026, 11, 28, 20, 59, 58, tzinfo=UTC)  # a Saturday
    shown = plan(town, starts_at=evening)
    urgent = plan(town, starts_at=evening, reason="flood")

    assert shown.starts == evening
    assert shown.done_by > datetime(2026, 11, 29, 10, 0, tzinfo=UTC)
    assert urgent.done_by < datetime(2026, 11, 28, 21, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("area:Nowhere", "no area 'Nowhere'; there is: Hill, Marsh Lane"),
        ("language:de", "there is: en, tr"),
        ("topic:damp", "there is: none yet"),
        ("engagement:parks", "there is: What would make life better here, needs"),
    ],
)
def test_audience_that_is_not_there_is_refused_with_what_is(town: Town, to: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        plan(town, to)


def test_audience_is_kept_as_the_database_spells_it(town: Town) -> None:
    with town.house.database.transaction() as db:
        found = find_audience(db, town.present.community.id, "area:MARSH LANE")

    assert found == Audience(area="Marsh Lane")
