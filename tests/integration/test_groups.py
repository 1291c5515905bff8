from pathlib import Path

import pytest

from bot.channels.inbound import Inbound
from sayso.carriers.faults import Faults
from storage import staff
from tests.integration.command_line import invoke
from tests.integration.town import Town, make_environment

SAM, ANN = "9001", "2001"


def joined(town: Town, chat: str, *, by: str = SAM, status: str = "member") -> Inbound:
    change = {
        "chat": {"id": int(chat), "type": "supergroup", "title": "Marsh Lane mums"},
        "from": {"id": int(by)},
        "new_chat_member": {"status": status},
    }
    return town.update(my_chat_member=change)


def said_in(town: Town, chat: str, **content: object) -> Inbound:
    return town.update(message={"chat": {"id": int(chat), "type": "group"}, **content})


def bring(town: Town, *arrived: Inbound) -> None:
    town.store(*arrived)
    town.answer()


@pytest.fixture
def staffed(town: Town) -> Town:
    """Sam is staff, and known by Telegram."""
    with town.house.database.transaction() as db:
        staff.name_safeguarding(
            db,
            town.present.community.id,
            name="Sam",
            channel="telegram",
            to=SAM,
            keys=town.house.keys,
            now=town.hands.now,
        )
    return town


def residents(town: Town) -> int:
    """Count residents on Telegram; whoever was on the staff before Sam is one by SMS."""
    [n] = town.values(
        "select count(*) from address where resident_id is not null and channel = 'telegram'"
    )
    return int(n)


@pytest.fixture
def command(staffed: Town, town_url: str, redis_url: str, tmp_path: Path) -> "Command":
    return Command(make_environment(town_url, redis_url, staffed.carriers, tmp_path))


class Command:
    """Runs `sayso groups ...` as staff do."""

    def __init__(self, environment: dict[str, object]) -> None:
        self._environment = environment

    def __call__(self, *words: str) -> str:
        done = invoke(self._environment, "groups", *words)
        return done.stdout if done.exit_code == 0 else f"refused: {done.exception or done.stderr}"


def test_group_is_known_once_staff_bring_us_in_and_left_when_we_are_put_out(
    staffed: Town, command: Command
) -> None:
    bring(staffed, joined(staffed, "-100"), joined(staffed, "-200", by=ANN))

    assert staffed.values("select count(*) from telegram_group") == [1]
    assert residents(staffed) == 0
    assert "in it" in command("list")
    bring(staffed, joined(staffed, "-100", status="kicked"))
    assert "left 2026-11-24" in command("list")
    assert "no group all" in command("announce", "all", "x", "--as", "Sam", "--yes")


def test_what_is_said_in_a_group_is_counted_and_not_kept(staffed: Town) -> None:
    bring(staffed, joined(staffed, "-100"))
    bring(staffed, said_in(staffed, "-100", text="he hits me"), said_in(staffed, "-100", text="2"))

    assert staffed.values("select count(*) from inbox where kind = 'ignored'") == [2]
    assert staffed.values("select distinct body from inbox") == [""]
    assert residents(staffed) == 0
    for table in ("contribution", "message", "task"):
        assert staffed.values(f"select count(*) from {table}") == [0]  # noqa: S608


def test_announcement_reaches_every_group_once_with_who_said_it(
    staffed: Town, command: Command
) -> None:
    bring(staffed, joined(staffed, "-100"), joined(staffed, "-200"))

    said = command("announce", "all", "The clinic is open", "--as", "Sam", "--yes")
    staffed.deliver()

    assert "To 2 of our groups" in said
    for chat in ("-100", "-200"):
        assert staffed.handset("telegram", chat) == ["The clinic is open"]
    assert staffed.rows("select said_by, words from announcement") == [
        {"said_by": "Sam", "words": "The clinic is open"}
    ]


def test_group_that_has_moved_is_announced_to_under_its_new_id(
    staffed: Town, command: Command
) -> None:
    bring(staffed, joined(staffed, "-100"))
    bring(staffed, said_in(staffed, "-100", migrate_to_chat_id=-900))

    command("announce", "1", "The clinic is open", "--as", "Sam", "--yes")
    staffed.deliver()

    assert staffed.handset("telegram", "-900") == ["The clinic is open"]
    assert staffed.handset("telegram", "-100") == []


def test_twenty_groups_that_move_while_it_is_announced_get_it_once_each(
    staffed: Town, command: Command
) -> None:
    old = [f"-{100 + n}" for n in range(20)]
    new = [f"-{900 + n}" for n in range(20)]
    bring(staffed, *[joined(staffed, chat) for chat in old])
    moves = {one: f"moved:{other}" for one, other in zip(old, new, strict=True)}
    staffed.carriers.fail(Faults(recipients=moves))

    command("announce", "all", "The clinic is open", "--as", "Sam", "--yes")
    staffed.deliver()
    bring(
        staffed,
        *[said_in(staffed, chat, migrate_to_chat_id=-900 - n) for n, chat in enumerate(old)],
    )
    staffed.deliver()

    assert [staffed.handset("telegram", chat) for chat in new] == [["The clinic is open"]] * 20
    assert set(staffed.states()) == {"accepted"}
    hashes = {staffed.house.keys.lookup("telegram", chat) for chat in new}
    known = staffed.values(
        "select a.hash from address a join telegram_group g on g.address_id = a.id"
    )
    assert {bytes(hash) for hash in known} == hashes


def test_left_group_is_not_announced_to(staffed: Town, command: Command) -> None:
    bring(staffed, joined(staffed, "-100"))

    assert "Left: 1." in command("leave", "1")

    assert "no group 1" in command("announce", "1", "x", "--as", "Sam", "--yes")


def test_resident_who_unblocks_us_may_be_written_to_again(town: Town) -> None:
    town.said("telegram", ANN, "more benches")
    bring(town, town.blocks(ANN))
    assert town.values("select closed_why from address where staff_id is null") == ["blocked"]

    change = {"chat": {"id": int(ANN), "type": "private"}, "new_chat_member": {"status": "member"}}
    bring(town, town.update(my_chat_member=change))

    assert town.values("select closed_why from address where staff_id is null") == [""]
