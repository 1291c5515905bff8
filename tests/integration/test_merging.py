from collections.abc import Mapping
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from flows.errors import InputError
from storage import broadcasts, erasing, evidence, identity, merging, parting
from storage.tables.every import metadata
from tests.integration.town import Town

ANN, CEM = "+447700900001", "2001"


def resident(town: Town, channel: str, address: str) -> UUID:
    hash = town.house.keys.lookup(channel, address)
    with town.house.database.transaction() as db:
        found = identity.find_owner(db, town.present.community.id, hash)
    assert found is not None
    return found


def merge(town: Town, one: UUID, other: UUID) -> merging.Merge:
    with town.house.database.transaction() as db:
        community = town.present.community.id
        assert identity.lock_residents(db, community, [one, other]) == {one, other}
        return merging.merge(db, community, one, other, how="staff", by="Sam", now=town.hands.now)


def undo(town: Town, made: merging.Merge) -> None:
    with town.house.database.transaction() as db:
        community = town.present.community.id
        parting.undo(db, community, made, by="Sam", keys=town.house.keys, now=town.hands.now)


KEPT = ("merge", "earlier")  # what a merge leaves behind by intent


def whole(town: Town) -> Mapping[str, list[str]]:
    """Read every table, byte for byte."""
    names = (table.name for table in metadata.sorted_tables if table.name not in KEPT)
    query = "select cast(row_to_json(t) as text) as row from {0} t order by 1"
    return {name: town.values(query.format(name)) for name in names}


@pytest.fixture
def two(town: Town) -> tuple[UUID, UUID]:
    """One person, known by a number from a list and by Telegram, who has spoken on both."""
    town.imports(f"sms,{ANN},Ann,en,Marsh Lane,stall,consultation 2026-05-14")
    town.said("telegram", CEM, "more benches", "4", "the bus stop")
    town.hands.move(minutes=1)
    town.said("sms", ANN, "street lights", "2")
    return resident(town, "sms", ANN), resident(town, "telegram", CEM)


def test_merge_moves_all_that_points_at_the_resident_and_leaves_one(
    town: Town, two: tuple[UUID, UUID]
) -> None:
    made = merge(town, *two)

    assert town.values("select id from resident") == [made.kept_id]
    for table in ("address", "contribution", "conversation", "consent"):
        query = f"select distinct resident_id from {table} where resident_id is not null"  # noqa: S608
        assert town.values(query) == [made.kept_id]
    assert town.values("select count(*) from contribution") == [2]
    assert town.rows("select name_sealed is not null as named, area from resident") == [
        {"named": True, "area": "Marsh Lane"}
    ]


def test_conversation_that_moved_last_goes_on_with_the_answers_of_both_once(
    town: Town, two: tuple[UUID, UUID]
) -> None:
    merge(town, *two)

    assert town.rows("select name, value from answer order by name") == [
        {"name": "detail", "value": "the bus stop"},
        {"name": "reach", "value": "home"},
    ]
    town.said("telegram", CEM, "and litter bins")
    assert town.values("select count(*) from conversation") == [1]


def test_undo_brings_every_row_back_as_it_was(town: Town, two: tuple[UUID, UUID]) -> None:
    before = whole(town)

    made = merge(town, *two)
    assert whole(town) != before
    undo(town, made)

    assert whole(town) == before
    with pytest.raises(InputError, match="newer link"):
        undo(town, made)


def test_undo_gives_what_was_said_since_to_whoever_has_the_address(
    town: Town, two: tuple[UUID, UUID]
) -> None:
    made = merge(town, *two)
    town.said("telegram", CEM, "and litter bins by the pond")
    undo(town, made)

    owners = town.rows("select words, channel, resident_id from contribution order by id")
    assert {(row["channel"], row["resident_id"]) for row in owners} == {
        ("sms", two[0]),
        ("telegram", two[1]),
    }
    assert len(owners) == 3


def test_stop_on_one_address_closes_the_others_and_undo_opens_them(
    town: Town, two: tuple[UUID, UUID]
) -> None:
    town.said("sms", ANN, "STOP")
    before = whole(town)

    made = merge(town, *two)

    open_ones = "select count(*) from address where stopped_at is null and staff_id is null"
    assert town.values(open_ones) == [0]
    assert whole(town)["suppression"] == before["suppression"]
    undo(town, made)
    assert whole(town) == before


def test_stop_said_after_the_merge_stays_through_its_undoing(
    town: Town, two: tuple[UUID, UUID]
) -> None:
    town.said("sms", ANN, "STOP")
    made = merge(town, *two)
    town.said("telegram", CEM, "START")
    town.said("telegram", CEM, "STOP")

    undo(town, made)

    open_ones = "select count(*) from address where stopped_at is null and staff_id is null"
    assert town.values(open_ones) == [0]


def test_withdrawn_consent_wins_over_a_given_one(town: Town, two: tuple[UUID, UUID]) -> None:
    town.run(
        "insert into consent (community_id, id, resident_id, purpose, given_on, how, recorded_at,"
        " withdrawn_at) select community_id, gen_random_uuid(), :cem, purpose, given_on, how,"
        " recorded_at, recorded_at from consent",
        cem=two[1],
    )

    made = merge(town, *two)

    assert town.values("select withdrawn_at is not null from consent") == [True]
    undo(town, made)
    assert sorted(town.values("select withdrawn_at is not null from consent")) == [False, True]


def test_paused_conversation_stays_paused_though_the_other_moved_last(
    town: Town, two: tuple[UUID, UUID]
) -> None:
    town.hands.move(minutes=1)
    town.said("telegram", CEM, "he hits me and i am scared")
    town.hands.move(minutes=1)
    town.said("sms", ANN, "and litter")

    merge(town, *two)

    assert town.values("select status from conversation") == ["paused"]


def test_links_of_three_addresses_are_undone_the_newest_first(
    town: Town, two: tuple[UUID, UUID]
) -> None:
    town.said("sms", "+447700900002", "zebra crossing")
    before = whole(town)
    first = merge(town, *two)
    second = merge(town, first.kept_id, resident(town, "sms", "+447700900002"))

    with pytest.raises(InputError, match="newer"):
        undo(town, first)
    undo(town, second)
    undo(town, first)

    assert whole(town) == before


def test_same_resident_twice_is_no_merge(town: Town, two: tuple[UUID, UUID]) -> None:
    with pytest.raises(InputError, match="nothing to link"):
        merge(town, two[0], two[0])


def test_digest_counts_a_linked_resident_once_and_two_again_when_undone(
    town: Town, two: tuple[UUID, UUID]
) -> None:
    def count() -> tuple[int, int]:
        with town.house.database.transaction() as db:
            given = {
                "community": town.present.community.id,
                "engagement": town.present.engagement.id,
                "cut": town.hands.now,
            }
            participants = evidence.read_participants(db, given)
            said = evidence.read_contributions(db, given, zone="Europe/London")
        heard = {one.resident_id for one in said}
        assert heard == {one.id for one in participants if one.answered}
        return len(heard), len(said)

    assert count() == (2, 2)
    made = merge(town, *two)
    assert count() == (1, 2)
    undo(town, made)
    assert count() == (2, 2)


def test_nobody_is_merged_or_erased_while_a_broadcast_is_handed_over(town: Town) -> None:
    town.said("sms", ANN, "benches")
    town.said("telegram", CEM, "lights")
    one, other = resident(town, "sms", ANN), resident(town, "telegram", CEM)
    community, now, keys = town.present.community.id, town.hands.now, town.house.keys

    with town.house.database.transaction() as handing_over:
        broadcasts.hold_all(handing_over)
        with town.house.database.transaction() as db:
            db.execute(text("set local lock_timeout = '50ms'"))
            with pytest.raises(OperationalError, match="lock timeout"):
                merging.merge(db, community, one, other, how="staff", by="Sam", now=now)
        with town.house.database.transaction() as db:
            db.execute(text("set local lock_timeout = '50ms'"))
            with pytest.raises(OperationalError, match="lock timeout"):
                erasing.erase(db, community, one, keys=keys, now=now)

    assert town.values("select count(*) from resident") == [2]
