"""Row 15: Telegram groups that move while we announce in them."""

from functools import partial

from sayso.carriers.faults import Faults
from storage import groups, outbox
from storage.clock import utc_now
from storage.queues import Lane
from tests.faults.counting import count_extra, list_missing, measure_pace
from tests.faults.rows import Row
from tests.faults.town import LiveTown, Towns


def test_row_15_groups_move_while_it_is_announced(towns: Towns, row: Row) -> None:
    staying, moving = row.size(2, 20), row.size(4, 20)
    row.sizes = f"{staying + moving} Telegram groups, {moving} of them move"
    town = towns.open()
    stay = [f"-{100 + number}" for number in range(staying)]
    moves = {f"-{500 + number}": f"-100{500 + number}" for number in range(moving)}
    bring_into(town, [*stay, *moves])
    town.carriers.fail(Faults(recipients={old: f"moved:{new}" for old, new in moves.items()}))
    announce(town)
    town.waits(partial(has_heard, town, [*stay, *moves.values()]), seconds=60)
    announce(town)
    town.waits(partial(has_heard, town, [*stay, *moves.values()], times=2), seconds=60)

    measure_pace(town, row)
    row.extra_telegram = count_extra(town, "telegram")
    shown = town.carriers.ledger.handsets("telegram")
    assert {chat: len(heard) for chat, heard in shown.items()} == dict.fromkeys(
        [*stay, *moves.values()], 2
    )
    assert {town.carriers.ledger.count_tries("telegram", old) for old in moves} == {1}
    assert (row.extra_telegram, list_missing(town)) == (0, [])


def bring_into(town: LiveTown, chats: list[str]) -> None:
    """Let us be in groups."""
    with town.house.database.transaction() as db:
        for chat in chats:
            groups.add(
                db,
                town.present.community.id,
                hash=town.house.keys.lookup("telegram", chat),
                sealed=town.house.keys.seal(chat),
                now=utc_now(),
            )


def announce(town: LiveTown) -> None:
    """Say the same in every group."""
    community, now = town.present.community.id, utc_now()
    with town.house.database.transaction() as db:
        known = groups.list_groups(db, community)
        rows = groups.announce(db, community, known, "The clinic is open.", by="Sam", now=now)
        outbox.put(db, community, [{**one, "any_hour": True} for one in rows], now=now)
    town.house.doorbell.ring(Lane.TELEGRAM)


def has_heard(town: LiveTown, chats: list[str], *, times: int = 1) -> bool:
    return all(len(town.carriers.ledger.handset("telegram", one)) >= times for one in chats)
