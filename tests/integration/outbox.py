"""Short ways to put messages into a town's outbox and to play a worker's part by hand."""

from uuid import UUID

from storage import fates, outbox
from tests.integration.town import Town

ANN, CEM = "+447700900001", "2001"


def owe(town: Town, channel: str = "sms", address: str = "", *, kind: str = "reply") -> UUID:
    """Have one message in the outbox that no flow made."""
    address = address or {"sms": ANN, "telegram": CEM}[channel]
    town.said(channel, address, "benches")
    made: UUID = town.values("select id from message order by id desc limit 1")[0]
    town.run(
        "update message set kind = :kind, priority = case when :kind in ('reply', 'staff')"
        " then 0 else 1 end where id = :id",
        kind=kind,
        id=made,
    )
    return made


def claim(
    town: Town, owner: str, channel: str = "sms", *, lease_s: float = 60
) -> list[outbox.Leased]:
    with town.house.database.transaction() as db:
        return outbox.claim(
            db, town.present.community.id, channel, owner=owner, lease_s=lease_s, limit=10
        )


def call(town: Town, leased: list[outbox.Leased], owner: str) -> set[UUID]:
    with town.house.database.transaction() as db:
        return outbox.call(db, town.present.community.id, leased, owner=owner, lease_s=60)


def settle(town: Town, leased: outbox.Leased, owner: str, state: str, **more: object) -> None:
    outcome = outbox.Outcome(id=leased.id, attempt=leased.attempt, state=state, **more)  # type: ignore[arg-type]
    with town.house.database.transaction() as db:
        outbox.settle(db, town.present.community.id, [outcome], owner=owner, now=town.hands.now)


def reclaim(town: Town) -> dict[str, int]:
    with town.house.database.transaction() as db:
        return fates.reclaim(db, town.present.community.id, reconcile_s=60, spare_s=60)
