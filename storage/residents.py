"""Residents and their addresses: who wrote, in which language, and whether they said stop."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text

from storage.database import Db, as_array, as_records, ask, make_each
from storage.ids import new_id
from storage.sealing import Keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A channel and a number or chat id, sealed."""

    hash: bytes
    sealed: bytes
    channel: str


class Person(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Whoever is behind an address, and where their conversation stands."""

    address_id: UUID
    hash: bytes
    channel: str
    resident_id: UUID | None  # none: staff
    language: str
    language_known: bool
    stopped: bool
    closed: bool
    source: str
    consented_on: date | None
    engagement_id: UUID | None  # of the conversation; none: we have none with them
    conversation_id: UUID | None
    conversation: str | None  # as JSON
    pace: str  # as JSON; "" where they are new
    known_since: datetime
    heard_at: datetime | None  # to the day
    doubted_at: datetime | None  # we asked whether it is still the same person's address
    shared: bool  # several people use it: their own words are never sent to it
    talks: bool  # with a person of staff: their questions wait


LATELY = timedelta(days=30)
"""For how long somebody's next text still belongs to a closed question they were in."""

_MEET = text("""
    select a.id as address_id, a.hash, a.channel, a.resident_id, coalesce(r.language, '') as
    language,
           coalesce(r.language_known, false) as language_known, a.stopped_at is not null as stopped,
           a.closed_at is not null as closed,
           coalesce(r.source, '') as source, s.given_on as consented_on,
           c.engagement_id, c.id as conversation_id, cast(c.state as text) as conversation,
           a.created_at as known_since, a.heard_at, a.doubted_at, a.shared > 0 as shared,
           coalesce(c.pace, '') as pace, t.resident_id is not null as talks
    from unnest(cast(:hashes as bytea[])) as met(hash)
    join address a on a.community_id = :community and a.hash = met.hash
    left join resident r on r.community_id = a.community_id and r.id = a.resident_id
    left join consent s on s.community_id = a.community_id and s.resident_id = a.resident_id
                       and s.purpose = 'consultation' and s.withdrawn_at is null
    left join talk t on t.community_id = a.community_id and t.resident_id = a.resident_id
                    and t.done_at is null
    left join lateral (
        select c.id, c.engagement_id, c.state, c.pace from conversation c
        where c.community_id = a.community_id and c.resident_id = a.resident_id
          and c.engagement_id = any(:engagements)
          and (c.engagement_id = any(:asking) or c.subject <> '' or c.status = 'paused'
               or (c.status <> 'ended' and c.updated_at > :lately))
        order by exists (
            select from message m where m.conversation_id = c.id
               and m.kind in ('prompt', 'receipt') and m.state in ('queued', 'leased')),
            c.started_at desc, c.id desc limit 1) c on true
""")


def meet(
    db: Db,
    community: UUID,
    addresses: Sequence[Address],
    *,
    engagements: Collection[UUID],
    asking: Collection[UUID],
    language: str,
    keys: Keyring,
    now: datetime,
    known: "Known | None" = None,
) -> dict[bytes, Person]:
    """Find whoever is behind each address; a number nobody knows makes a resident.

    Call it with the addresses locked (`inbox.claim`), or two workers may make the same resident.

    Args:
        engagements: what was ever asked; of several somebody's texts belong to the one they were
            asked last. A question that has not left yet was not asked.
        asking: those that are open. Of the others only what somebody was left in the middle of
            counts, such as the answer we told them.
        language: what a new resident is spoken to in.
        known: what `ask_known` gave for these addresses, or more, if it was asked already.

    Returns:
        address hash -> person. One whose number is on the suppression list is met as stopped.
    """

    def find(some: Sequence[Address]) -> Known:
        hashes = [address.hash for address in some]
        return ask_known(db, community, hashes, engagements=engagements, asking=asking, now=now)

    met = (known or find(addresses))()
    strangers = [address for address in addresses if address.hash not in met]
    if strangers:
        rows = [_as_stranger(address, language, keys) for address in strangers]
        add(db, community, rows, now=now)
        met |= find(strangers)()
    return met


Known = Callable[[], dict[bytes, Person]]


def ask_known(
    db: Db,
    community: UUID,
    hashes: Sequence[bytes],
    *,
    engagements: Collection[UUID],
    asking: Collection[UUID],
    now: datetime,
) -> Known:
    """Ask for those `meet` finds, without making anybody; to wait for it later."""
    given = {
        "community": community,
        "hashes": as_array(hashes),
        "engagements": list(engagements),
        "asking": list(asking),
        "lately": now - LATELY,
    }
    asked = ask(db, _MEET, given)
    return lambda: {person.hash: person for person in make_each(Person, asked())}


def _as_stranger(address: Address, language: str, keys: Keyring) -> dict[str, Any]:
    opened = keys.open(address.sealed)
    return {
        "resident_id": new_id(),
        "address_id": new_id(),
        "name_sealed": None,
        "language": language,
        "language_known": False,
        "area": "",
        "source": "",
        "came_from": "text",
        "channel": address.channel,
        "hash": address.hash,
        "sealed": address.sealed,
        "suppression": keys.suppression(address.channel, opened),
    }


_RECORD = """jsonb_to_recordset(cast(:rows as jsonb)) as r(
    resident_id uuid, address_id uuid, name_sealed bytea, language text, language_known boolean,
    area text,
    source text, came_from text, channel text, hash bytea, sealed bytea, suppression bytea)"""

_ADD_RESIDENTS = text(f"""
    insert into resident (community_id, id, name_sealed, language, language_known, area, source,
                          came_from, created_at)
    select :community, resident_id, name_sealed, language, language_known, area, source, came_from,
    :now
    from {_RECORD}
""")  # noqa: S608  (a constant)

_ADD_ADDRESSES = text(f"""
    insert into address (community_id, id, channel, hash, sealed, resident_id, stopped_at,
                         created_at, heard_at)
    select :community, r.address_id, r.channel, r.hash, r.sealed, r.resident_id, s.since, :now,
           case r.came_from when 'text' then cast(:now as timestamptz) end
    from {_RECORD}
    left join suppression s on s.community_id = :community and s.hash = r.suppression
""")  # noqa: S608


def add(db: Db, community: UUID, rows: Sequence[Mapping[str, Any]], *, now: datetime) -> None:
    """Add residents with one address each; numbers on the suppression list come in as stopped.

    Args:
        rows: keys resident_id, address_id, name_sealed, language, language_known, area, source,
            came_from, channel, hash, sealed, suppression. The addresses must be new.
    """
    given = {"community": community, "rows": as_records(rows), "now": now}
    db.execute(_ADD_RESIDENTS, given)
    db.execute(_ADD_ADDRESSES, given)


def add_unaddressed(
    db: Db, community: UUID, rows: Sequence[Mapping[str, Any]], *, now: datetime
) -> None:
    """Add residents whom we cannot write to: their words were written down.

    Args:
        rows: keys resident_id, language, language_known, area, source, came_from.
    """
    db.execute(_ADD_RESIDENTS, {"community": community, "rows": as_records(rows), "now": now})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether we have an address already, and whether its person said STOP."""

    known: bool
    stopped: bool


_STANDING = text("""
    select r.hash, a.id is not null as known,
           a.stopped_at is not null or s.hash is not null as stopped
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(hash bytea, suppression bytea)
    left join address a on a.community_id = :community and a.hash = r.hash
    left join suppression s on s.community_id = :community and s.hash = r.suppression
""")


def find_standing(
    db: Db, community: UUID, hashed: Sequence[Mapping[str, bytes]]
) -> dict[bytes, Standing]:
    """Say how we stand with addresses: keys hash and suppression."""
    rows = db.execute(_STANDING, {"community": community, "rows": as_records(hashed)})
    return {bytes(row.hash): Standing(known=row.known, stopped=row.stopped) for row in rows}


_BEHIND = text("""
    select resident_id from address
    where community_id = :community and hash = :hash and resident_id is not null
""")


def find_resident(db: Db, community: UUID, hash: bytes) -> UUID | None:
    """Find the resident behind an address."""
    found: UUID | None = db.execute(
        _BEHIND, {"community": community, "hash": hash}
    ).scalar_one_or_none()
    return found


_STOP_ADDRESSES = text("""
    update address set stopped_at = coalesce(stopped_at, :now)
    where community_id = :community and resident_id = any(:residents)
    returning channel, sealed
""")

_SUPPRESS = text("""
    insert into suppression (community_id, hash, how, since)
    select :community, hash, :how, :now from jsonb_to_recordset(cast(:rows as jsonb)) as r(hash
    bytea)
    on conflict do nothing
""")

_CANCEL = text("""
    update message m set state = 'opted_out', settled_at = :now
    from address a
    where a.community_id = :community and a.resident_id = any(:residents)
      and m.community_id = a.community_id and m.address_id = a.id
      and m.state in ('queued', 'leased') and not m.after_stop
""")


def stop(
    db: Db, community: UUID, residents: Sequence[UUID], *, how: str, keys: Keyring, now: datetime
) -> None:
    """Close every channel of these residents until START, and drop what was about to go out."""
    given = {"community": community, "residents": list(residents), "now": now}
    stopped = db.execute(_STOP_ADDRESSES, given).all()
    rows = [
        {"hash": keys.suppression(row.channel, keys.open(bytes(row.sealed)))} for row in stopped
    ]
    db.execute(_SUPPRESS, {**given, "how": how, "rows": as_records(rows)})
    db.execute(_CANCEL, given)


_START_ADDRESSES = text("""
    update address set stopped_at = null, closed_at = null, closed_why = '', started_at = now()
    where community_id = :community and id = any(:addresses) returning channel, sealed
""")

_UNSUPPRESS = text("""
    delete from suppression s using jsonb_to_recordset(cast(:rows as jsonb)) as r(hash bytea)
    where s.community_id = :community and s.hash = r.hash
""")


def start_again(db: Db, community: UUID, addresses: Sequence[UUID], *, keys: Keyring) -> None:
    """Open the addresses that START came from; a resident's other channels stay closed."""
    given = {"community": community, "addresses": list(addresses)}
    opened = db.execute(_START_ADDRESSES, given).all()
    rows = [{"hash": keys.suppression(row.channel, keys.open(bytes(row.sealed)))} for row in opened]
    db.execute(_UNSUPPRESS, {**given, "rows": as_records(rows)})


_CLOSE = text("""
    update address set closed_at = coalesce(closed_at, :now), closed_why = r.why
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, why text)
    where address.community_id = :community and address.id = r.id
""")


def close_addresses(db: Db, community: UUID, closed: Mapping[UUID, str], *, now: datetime) -> None:
    """Stop sending to addresses the carrier refused for good: address id -> the carrier's code."""
    rows = [{"id": id, "why": why} for id, why in closed.items()]
    db.execute(_CLOSE, {"community": community, "rows": as_records(rows), "now": now})


_REOPEN = text("""
    update address set closed_at = null, closed_why = ''
    where community_id = :community and id = :id and closed_at is not null
""")


def reopen_address(db: Db, community: UUID, id: UUID) -> None:
    """Send again to an address that was closed: whoever writes on Telegram lets us answer."""
    db.execute(_REOPEN, {"community": community, "id": id})


_SPEAK = text("""
    update resident set language = r.language, language_known = true
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, language text)
    where resident.community_id = :community and resident.id = r.id
""")


def set_languages(db: Db, community: UUID, chosen: Mapping[UUID, str]) -> None:
    """Remember which language residents chose: resident id -> language."""
    rows = [{"id": id, "language": language} for id, language in chosen.items()]
    db.execute(_SPEAK, {"community": community, "rows": as_records(rows)})


_COUNT_STOPPED = text("""
    select count(distinct resident_id) from address
    where community_id = :community and stopped_at is not null and resident_id is not null
""")


def count_stopped(db: Db, community: UUID) -> int:
    """Count residents who said stop."""
    return int(db.execute(_COUNT_STOPPED, {"community": community}).scalar_one())
