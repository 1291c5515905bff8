from pathlib import Path
from uuid import UUID

from storage import consents
from storage.ids import new_id
from tests.integration.test_backups import dump_of, load_over
from tests.integration.town import Town

ANN, BOB = "+447700900101", "+447700900102"
ROWS = [f"sms,{number},Name,en,Marsh Lane,stall,consultation 2026-05-14" for number in (ANN, BOB)]


def resident_of(town: Town, number: str) -> UUID:
    hash = town.house.keys.lookup("sms", number)
    found: UUID = town.values("select resident_id from address where hash = :hash", hash=hash)[0]
    return found


def change(town: Town, number: str, *, given: bool, purpose: str = "consultation") -> None:
    row = {
        "id": new_id(),
        "resident_id": resident_of(town, number),
        "purpose": purpose,
        "given": given,
        "wording": "",
        "how": "by phone",
        "recorded_by": "Sam",
        "inbox_id": None,
        "changed_on": town.hands.now.date(),
        "changed_at": town.hands.now,
    }
    with town.house.database.transaction() as db:
        community = town.present.community.id
        consents.change(db, community, [row], keys=town.house.keys, now=town.hands.now)


def erase(town: Town) -> None:
    """Leave nothing of anybody but what keeps them from being written to."""
    for table in ("consent_change", "consent", "address", "resident"):
        where = " where resident_id is not null" if table == "address" else ""
        town.run(f"delete from {table}{where}")  # noqa: S608


def standing(town: Town) -> list[bool]:
    return town.values("select withdrawn_at is null from consent order by id")


def test_every_change_is_kept_with_who_wrote_it_down(town: Town) -> None:
    town.imports(*ROWS)
    change(town, ANN, given=False)
    change(town, ANN, given=True, purpose="promotion")

    with town.house.database.transaction() as db:
        ledger = consents.read_ledger(db, town.present.community.id, resident_of(town, ANN))
        now = consents.list_standing(db, town.present.community.id, resident_of(town, ANN))

    assert [(one.purpose, one.given, one.how, one.recorded_by) for one in ledger] == [
        ("consultation", True, "stall", ""),
        ("consultation", False, "by phone", "Sam"),
        ("promotion", True, "by phone", "Sam"),
    ]
    assert [(one.purpose, one.withdrawn_at is None) for one in now] == [
        ("consultation", False),
        ("promotion", True),
    ]


def test_withdrawn_consent_survives_the_import_of_the_list(town: Town) -> None:
    town.imports(*ROWS)
    change(town, ANN, given=False)
    town.imports(*ROWS)

    assert standing(town) == [False, True]


def test_withdrawn_consent_survives_that_its_resident_is_erased(town: Town) -> None:
    town.imports(*ROWS)
    change(town, ANN, given=False)
    erase(town)
    town.imports(*ROWS)

    assert standing(town) == [False, True]
    assert town.values("select given from consent_change order by id") == [False, True]


def test_withdrawing_one_purpose_leaves_the_others_and_stops_nothing(town: Town) -> None:
    town.imports(*ROWS)
    change(town, ANN, given=False, purpose="promotion")
    erase(town)
    town.imports(*ROWS)

    assert standing(town) == [True, True]
    assert town.values("select count(*) from address where stopped_at is not null") == [0]


def test_consent_that_was_given_again_is_taken_off_the_list(town: Town) -> None:
    town.imports(*ROWS)
    change(town, ANN, given=False)
    change(town, ANN, given=True)
    erase(town)
    town.imports(*ROWS)

    assert town.values("select count(*) from suppression") == [0]
    assert standing(town) == [True, True]


def test_old_dump_and_the_old_list_revive_neither_stop_nor_withdrawal(
    town: Town, town_url: str, tmp_path: Path
) -> None:
    town.imports(*ROWS)
    town.hands.move(days=1)
    file = dump_of(town_url, tmp_path)
    change(town, ANN, given=False)
    town.said("sms", BOB, "please stop texting me")

    loaded = load_over(town_url, file)
    town.imports(*ROWS)

    assert standing(town) == [False, True]
    assert loaded.kept_stops == 1
    assert town.values(
        "select stopped_at is not null from address where resident_id is not null order by id"
    ) == [False, True]
    assert town.values("select how from consent_change where not given") == ["kept through a load"]


def test_dump_without_the_person_does_not_help_the_old_list(
    town: Town, town_url: str, tmp_path: Path
) -> None:
    file = dump_of(town_url, tmp_path)
    town.imports(*ROWS)
    change(town, ANN, given=False)

    load_over(town_url, file)
    town.imports(*ROWS)

    assert standing(town) == [False, True]


def test_consent_in_a_dump_that_is_newer_than_the_withdrawal_holds(
    town: Town, town_url: str, tmp_path: Path
) -> None:
    town.imports(*ROWS)
    town.hands.move(days=1)
    change(town, ANN, given=False)
    town.hands.move(days=1)
    change(town, ANN, given=True)
    file = dump_of(town_url, tmp_path)
    town.hands.move(days=-1)
    town.run("update consent set withdrawn_at = :now where recorded_at > :now", now=town.hands.now)

    load_over(town_url, file)

    assert standing(town) == [True, True]
