"""Staff: who gets alerts, and who may act by phone. Each has one address, and it is staff's alone.

Nothing is sent to residents without a safeguarding contact.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, text

from flows.errors import InputError
from storage.database import Db, ask
from storage.ids import new_id
from storage.sealing import Keyring

ORGANISER, OFFICER, ADMIN, DUTY = "organiser", "officer", "admin", "duty"
SAFEGUARDING = "safeguarding"
ROLES = (ORGANISER, OFFICER, ADMIN, DUTY, SAFEGUARDING)
ONE_WITH = (DUTY, SAFEGUARDING)
"""Roles that one person at a time has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where a member of staff gets messages."""

    address_id: UUID
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of staff.

    Attributes:
        address: E.164 for SMS, a decimal chat id for Telegram.
        linked_at: when they proved that the address is theirs; None: they may not act yet.
    """

    id: UUID
    name: str
    roles: tuple[str, ...]
    address_id: UUID
    channel: str
    address: str
    linked_at: datetime | None

    @property
    def contact(self) -> Contact:
        """Where they get messages."""
        return Contact(address_id=self.address_id, channel=self.channel)

    def has_one_of(self, *roles: str) -> bool:
        """Tell whether they have any of these roles."""
        return not set(roles).isdisjoint(self.roles)


_MEMBERS = """
    select s.id, s.name_sealed, s.roles, s.linked_at, a.id as address_id, a.channel, a.sealed
    from staff s
    join address a on a.community_id = s.community_id and a.staff_id = s.id
    where s.community_id = :community
"""
_CONTACT = text(_MEMBERS + " and :role = any(s.roles)")
_LIST = text(_MEMBERS + " order by s.id")
_AT = text(_MEMBERS + " and a.id = :address")


_CONTACTS = text("""
    select s.roles, a.id as address_id, a.channel from staff s
    join address a on a.community_id = s.community_id and a.staff_id = s.id
    where s.community_id = :community and s.roles && :roles
""")


def find_contacts(db: Db, community: UUID) -> dict[str, Contact]:
    """Find the contact for worrying texts and who is on duty: role -> where they get messages."""
    return ask_contacts(db, community)()


def ask_contacts(db: Db, community: UUID) -> Callable[[], dict[str, Contact]]:
    """Ask for what `find_contacts` finds, to wait for it later."""
    asked = ask(db, _CONTACTS, {"community": community, "roles": list(ONE_WITH)})
    return lambda: {
        role: Contact(address_id=row.address_id, channel=row.channel)
        for row in asked()
        for role in row.roles
        if role in ONE_WITH
    }


def find_safeguarding(db: Db, community: UUID) -> Contact | None:
    """Find the named contact for worrying texts."""
    return find_contacts(db, community).get(SAFEGUARDING)


def find_duty(db: Db, community: UUID) -> Contact | None:
    """Find who is on duty for what a flow asks a person for; else the safeguarding contact."""
    contacts = find_contacts(db, community)
    return contacts.get(DUTY) or contacts.get(SAFEGUARDING)


def read_safeguarding(db: Db, community: UUID, keys: Keyring) -> dict[str, str] | None:
    """Read the named contact for worrying texts: name, channel, address."""
    row = db.execute(_CONTACT, {"community": community, "role": SAFEGUARDING}).one_or_none()
    if row is None:
        return None
    return {
        "name": keys.open(bytes(row.name_sealed)),
        "channel": row.channel,
        "address": keys.open(bytes(row.sealed)),
    }


def list_members(db: Db, community: UUID, keys: Keyring) -> list[Member]:
    """List staff in the order they came."""
    rows = db.execute(_LIST, {"community": community})
    return [_as_member(row, keys) for row in rows]


def find_at(db: Db, community: UUID, address: UUID, keys: Keyring) -> Member | None:
    """Find whose of staff an address is."""
    row = db.execute(_AT, {"community": community, "address": address}).one_or_none()
    return None if row is None else _as_member(row, keys)


def find_named(db: Db, community: UUID, name: str, keys: Keyring) -> Member:
    """Find one of staff by name, in any case.

    Raises:
        InputError: there is nobody of that name.
    """
    members = list_members(db, community, keys)
    found = _pick(members, name)
    if found is None:
        known = ", ".join(one.name for one in members) or "nobody yet"
        raise InputError(f"There is no {name} on the staff; there is: {known}")
    return found


def list_linked(db: Db, community: UUID, keys: Keyring, roles: Sequence[str]) -> list[Member]:
    """List those with one of these roles who may act by phone."""
    members = list_members(db, community, keys)
    return [one for one in members if one.linked_at and one.has_one_of(*roles)]


def add(
    db: Db,
    community: UUID,
    *,
    name: str,
    role: str,
    channel: str,
    to: str,
    keys: Keyring,
    now: datetime,
) -> Member:
    """Give somebody a role and an address; a role for one person leaves whoever had it.

    Who is on the staff already keeps their other roles. A new address has to be linked.

    Args:
        role: one of ROLES.
        to: E.164 for SMS, a decimal chat id for Telegram.

    Raises:
        InputError: somebody else on the staff has that address.
    """
    members = list_members(db, community, keys)
    at = next((one for one in members if (one.channel, one.address) == (channel, to)), None)
    known = _pick(members, name)
    if at is not None and known is not None and at.id != known.id:
        raise InputError(f"{at.name} on the staff has that number already")
    if role in ONE_WITH:
        _take_role(db, community, members, role)
    known = known or at
    id = known.id if known else new_id()
    given = {"community": community, "id": id, "name": keys.seal(name), "role": role}
    db.execute(_CHANGE if known else _ADD, given)
    if at is None:
        _move(db, community, id, channel=channel, to=to, keys=keys, now=now)
    return find_named(db, community, name, keys)


def name_safeguarding(
    db: Db, community: UUID, *, name: str, channel: str, to: str, keys: Keyring, now: datetime
) -> None:
    """Name the contact for worrying texts, in place of whoever it was before.

    Args:
        to: E.164 for SMS, a decimal chat id for Telegram.
    """
    role = SAFEGUARDING
    add(db, community, name=name, role=role, channel=channel, to=to, keys=keys, now=now)
    for one in list_members(db, community, keys):
        if not one.roles:
            remove(db, community, one.id, now=now)


_ADD = text("""
    insert into staff (community_id, id, name_sealed, roles)
    values (:community, :id, :name, array[cast(:role as text)])
""")

_CHANGE = text("""
    update staff set name_sealed = :name, roles = array(
        select distinct role from unnest(roles || cast(:role as text)) as r(role) order by role)
    where community_id = :community and id = :id
""")

_DROP_ROLE = text("""
    update staff set roles = array_remove(roles, :role) where community_id = :community
""")

_LEAVE = text("""
    update address set staff_id = null, resident_id = :resident
    where community_id = :community and staff_id = :staff
""")

# Without an address of the staff's the number belongs to a resident, as every other does.
_MAKE_RESIDENT = text("""
    insert into resident (community_id, id, language, came_from, created_at)
    select :community, :resident, c.profile -> 'languages' ->> 0, 'text', :now
    from community c where c.id = :community
""")

_UNLINK = text("""
    update staff set linked_at = null where community_id = :community and id = :staff
""")

_TIE = text("""
    insert into address (community_id, id, channel, hash, sealed, staff_id, created_at)
    values (:community, :id, :channel, :hash, :sealed, :staff, :now)
    on conflict (community_id, hash) do update
    set staff_id = excluded.staff_id, resident_id = null
""")


def _pick(members: Sequence[Member], name: str) -> Member | None:
    return next((one for one in members if one.name.casefold() == name.casefold()), None)


def _as_member(row: Row[tuple[object, ...]], keys: Keyring) -> Member:
    return Member(
        id=row.id,
        name=keys.open(bytes(row.name_sealed)),
        roles=tuple(row.roles),
        address_id=row.address_id,
        channel=row.channel,
        address=keys.open(bytes(row.sealed)),
        linked_at=row.linked_at,
    )


def _take_role(db: Db, community: UUID, members: Sequence[Member], role: str) -> None:
    if any(role in one.roles for one in members):
        db.execute(_DROP_ROLE, {"community": community, "role": role})


def _move(
    db: Db, community: UUID, id: UUID, *, channel: str, to: str, keys: Keyring, now: datetime
) -> None:
    """Give a member an address, in place of the one they had."""
    _free(db, community, id, now=now)
    db.execute(
        _TIE,
        {
            "community": community,
            "id": new_id(),
            "channel": channel,
            "hash": keys.lookup(channel, to),
            "sealed": keys.seal(to),
            "staff": id,
            "now": now,
        },
    )


def _free(db: Db, community: UUID, id: UUID, *, now: datetime) -> None:
    """Let go of a member's address: it becomes a resident's, who is asked only with consent."""
    given = {"community": community, "staff": id, "resident": new_id(), "now": now}
    held = db.execute(_HOLDS, given).scalar_one()
    if held:
        db.execute(_MAKE_RESIDENT, given)
        db.execute(_LEAVE, given)
    db.execute(_UNLINK, given)


_HOLDS = text("""
    select exists (select from address where community_id = :community and staff_id = :staff)
""")

_FORGET = text(
    "delete from staff_conversation where community_id = :community and staff_id = :staff"
)
_REMOVE = text("delete from staff where community_id = :community and id = :staff")


def remove(db: Db, community: UUID, id: UUID, *, now: datetime) -> None:
    """Take somebody off the staff; their number is an ordinary one from then on."""
    _free(db, community, id, now=now)
    for statement in (_FORGET, _REMOVE):
        db.execute(statement, {"community": community, "staff": id})


_LINK = text("""
    update staff set linked_at = :now where community_id = :community and id = :staff
""")


def link(db: Db, community: UUID, id: UUID, *, now: datetime) -> None:
    """Write down that somebody proved their address: it may act."""
    db.execute(_LINK, {"community": community, "staff": id, "now": now})


def unlink(db: Db, community: UUID, id: UUID) -> None:
    """Write down that an address may no longer act; alerts still go there."""
    db.execute(_UNLINK, {"community": community, "staff": id})
