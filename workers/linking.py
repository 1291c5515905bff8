"""Linking a staff member's phone: a code proves that the number is theirs."""

from datetime import timedelta

from storage import outbox, staff_conversations
from storage.database import Db
from storage.outbox import STAFF
from storage.staff import Member
from workers.desk import LINK_DIGITS, Words, make_code
from workers.house import House, Present
from workers.scenes import set_scene
from workers.speaking import as_rows

LINK_LIVES = timedelta(days=1)


def issue_link(db: Db, house: House, present: Present, member: Member, *, by_text: bool) -> str:
    """Make the code by which somebody proves that a number is theirs.

    Args:
        by_text: send it to the number, to be texted back; else it is told to them by other means.

    Returns:
        The code; ring the lane of the member's channel after the commit where it goes by text.
    """
    code, now = make_code(LINK_DIGITS), house.clock()
    staff_conversations.issue_code(
        db,
        present.community.id,
        member.id,
        code,
        confirms={"what": "link"},
        until=now + LINK_LIVES,
        keys=house.keys,
        now=now,
    )
    if by_text:
        words = Words(house=house, scene=set_scene(db, house, present))
        rows = as_rows(
            words.write("link_ask", name=member.name, code=code),
            kind=STAFF,
            channel=member.channel,
            address=member.address_id,
            dedupe_key=f"link:{member.id}:{now.isoformat()}",
        )
        outbox.put(db, present.community.id, rows, now=now)
    return code
