"""Tasks: what waits for a person to see to it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from storage.database import Db
from storage.sealing import Keyring

_COUNT = text("""
    select kind, count(*) as n from task
    where community_id = :community and done_at is null group by kind order by kind
""")


def count_open(db: Db, community: UUID) -> dict[str, int]:
    """Count what nobody has seen to yet: call, promise, flow ... -> how many."""
    return {row.kind: row.n for row in db.execute(_COUNT, {"community": community})}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody who asked to be rung.

    Attributes:
        id: of the task, or of the entry that was written down for them.
        name: "" where we do not know it.
        number: E.164; "" where they have none here.
        worrying: something of theirs is held for the safeguarding contact.
        ring_when: when it suits them, in their words; "" where they did not say.
    """

    id: UUID
    resident_id: UUID | None
    name: str
    number: str
    language: str
    worrying: bool
    asked_at: datetime
    ring_when: str = ""


_CALLS = text("""
    select t.id, t.resident_id, r.name_sealed, a.sealed, r.language, t.made_at as asked_at,
           '' as ring_when,
           exists (select from contribution k where k.community_id = t.community_id
                      and k.resident_id = t.resident_id and k.held = 'safeguarding') as worrying
    from task t
    join resident r on r.community_id = t.community_id and r.id = t.resident_id
    left join inbox i on i.community_id = t.community_id and i.id = t.inbox_id
    left join lateral (
        select a.sealed from address a
        where a.community_id = t.community_id and a.resident_id = t.resident_id
          and a.channel = 'sms'
        order by (a.hash is not distinct from i.address_hash) desc, a.id limit 1) a on true
    where t.community_id = :community and t.kind = 'call' and t.done_at is null
    union all
    select e.id, e.resident_id, r.name_sealed, e.ring_sealed, e.language, e.written_at,
           e.ring_when,
           exists (select from contribution k where k.community_id = e.community_id
                      and k.entry_id = e.id and k.held = 'safeguarding')
    from entry e
    left join resident r on r.community_id = e.community_id and r.id = e.resident_id
    where e.community_id = :community and e.ring_sealed is not null and e.rung_at is null
      and e.withdrawn_at is null
    order by asked_at, id
""")


def list_calls(db: Db, community: UUID, keys: Keyring) -> list[Call]:
    """List who asked to be rung and was not yet, the longest waiting first.

    They texted so themselves, or whoever wrote their words down noted a number.
    """
    return [
        Call(
            id=row.id,
            resident_id=row.resident_id,
            name=keys.open(bytes(row.name_sealed)) if row.name_sealed else "",
            number=keys.open(bytes(row.sealed)) if row.sealed else "",
            language=row.language,
            worrying=row.worrying,
            asked_at=row.asked_at,
            ring_when=row.ring_when,
        )
        for row in db.execute(_CALLS, {"community": community})
    ]


_TICK = text("""
    update task set done_at = :now, done_by = :by, note = :note
    where community_id = :community and id = :id and done_at is null
""")

_RUNG = text("""
    update entry set rung_at = :now, rung_by = :by, rung_note = :note
    where community_id = :community and id = :id and rung_at is null
""")


def tick_off(db: Db, community: UUID, id: UUID, *, by: str, note: str = "", now: datetime) -> bool:
    """Write down who saw to a task, or rang whom an entry names; say whether it was to do."""
    given = {"community": community, "id": id, "by": by, "note": note, "now": now}
    return any(db.execute(one, given).rowcount for one in (_TICK, _RUNG))
