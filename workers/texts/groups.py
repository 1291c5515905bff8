"""What happened to Telegram groups we are in: brought in by staff, put out, moved to a new id."""

from collections.abc import Sequence

from storage import addresses, groups
from storage.database import Db
from storage.inbox import Claimed
from storage.turns import Batch
from workers.speaking import Scene

KIND = "group"
JOINED, LEFT, MOVED = "joined", "left", "moved"


def follow(db: Db, scene: Scene, claimed: Sequence[Claimed], batch: Batch) -> list[Claimed]:
    """Write down what happened to groups.

    Only staff bring us into one: where anybody else did, we stay silent there.

    Returns:
        The texts without what happened to groups.
    """
    for one in claimed:
        if one.kind == KIND:
            _follow_one(db, scene, one)
            batch.answered.append(one.id)
    return [one for one in claimed if one.kind != KIND]


def _follow_one(db: Db, scene: Scene, one: Claimed) -> None:
    community, hash = scene.present.community.id, bytes(one.address_hash)
    if one.detail == LEFT:
        groups.leave(db, community, hash=hash, now=scene.now)
    elif one.detail == JOINED:
        if groups.is_staff(db, community, bytes.fromhex(one.reference)):
            sealed = bytes(one.address_sealed)
            groups.add(db, community, hash=hash, sealed=sealed, now=scene.now)
    elif one.detail == MOVED:
        address = groups.find_address(db, community, hash)
        if address is not None:
            to = scene.keys.open(bytes.fromhex(one.reference))
            addresses.move(db, community, address, groups.CHANNEL, to, keys=scene.keys)
