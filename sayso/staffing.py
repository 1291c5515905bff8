"""Staff as the terminal sees them: added, linked, listed, taken off. Wires no command."""

from collections.abc import Mapping
from typing import Any

from flows.errors import InputError
from sayso.people import read_address
from storage import staff
from storage.queues import LANE_OF_CHANNEL
from storage.staff import ROLES, SAFEGUARDING, Member
from workers.house import House, Present
from workers.linking import issue_link

NAME_LETTERS = 30


def add_member(
    house: House, present: Present, *, name: str, role: str, sms: str, telegram: str
) -> Member:
    """Give somebody a role and a number.

    Args:
        sms: a phone number; "" where they use Telegram.
        telegram: a chat id; "" where they use SMS.

    Raises:
        InputError: no such role, no name, not one number, or it is somebody else's.
    """
    if role not in ROLES:
        raise InputError(f"There is no role {role!r}; there is: {', '.join(ROLES)}")
    if not 0 < len(name.strip()) <= NAME_LETTERS:
        raise InputError(f"A name has 1 to {NAME_LETTERS} letters: people see it under answers")
    if bool(sms) == bool(telegram):
        raise InputError("Give one of --sms NUMBER and --telegram CHAT_ID")
    channel = "sms" if sms else "telegram"
    try:
        to = read_address(channel, sms or telegram)
    except InputError as error:
        raise InputError(f"--{channel}: {error}") from error
    with house.database.transaction() as db:
        return staff.add(
            db,
            present.community.id,
            name=name.strip(),
            role=role,
            channel=channel,
            to=to,
            keys=house.keys,
            now=house.clock(),
        )


def make_link(house: House, present: Present, name: str, *, by_text: bool) -> tuple[Member, str]:
    """Make the code by which somebody links their phone; by text it goes to that phone.

    Raises:
        InputError: there is nobody of that name.
    """
    with house.database.transaction() as db:
        member = staff.find_named(db, present.community.id, name, house.keys)
        code = issue_link(db, house, present, member, by_text=by_text)
    if by_text and member.channel in LANE_OF_CHANNEL:
        house.doorbell.ring(LANE_OF_CHANNEL[member.channel])
    return member, code


def remove_member(house: House, present: Present, name: str) -> Member:
    """Take somebody off the staff.

    Raises:
        InputError: there is nobody of that name, or they alone are told of worrying texts.
    """
    with house.database.transaction() as db:
        member = staff.find_named(db, present.community.id, name, house.keys)
        if SAFEGUARDING in member.roles:
            raise InputError(
                f"{member.name} is told of worrying texts: name somebody else first, with "
                "`sayso staff add NAME --role safeguarding`"
            )
        staff.remove(db, present.community.id, member.id, now=house.clock())
    return member


def describe(member: Member) -> Mapping[str, Any]:
    """Give one of staff as plain data, with their number."""
    return {
        "name": member.name,
        "roles": list(member.roles),
        "channel": member.channel,
        "address": member.address,
        "linked_at": member.linked_at.isoformat(timespec="seconds") if member.linked_at else None,
    }
