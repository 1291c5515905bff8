"""What carriers say about messages: kept as it comes, merged so that a state only moves forward."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from storage import timers
from storage.database import Db, as_records


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a carrier said about one message: a step of our own states, and its error code."""

    provider_id: str
    status: str  # accepted | sent | delivered | undelivered
    error: str = ""
    message_id: UUID | None = None  # from the signed callback URL


_NOTE = text("""
    insert into carrier_event (provider_id, status, error, received_at)
    select provider_id, status, error, :now
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(provider_id text, status text, error text)
    on conflict do nothing
""")

# A status only moves a message forward; a final one is never undone.
_MERGE = text("""
    with said as (
        select distinct on (provider_id) provider_id, status, error, message_id
        from jsonb_to_recordset(cast(:rows as jsonb)) as r(
            provider_id text, status text, error text, message_id uuid)
        order by provider_id,
                 array_position(array['delivered', 'undelivered', 'sent', 'accepted'], status))
    update message m set
        provider_id = said.provider_id,
        accepted_at = coalesce(m.accepted_at, :now),
        settled_at = case when m.state in ('delivered', 'undelivered') then m.settled_at
                          else :now end,
        error = case when m.state in ('delivered', 'undelivered') then m.error else said.error end,
        state = case when m.state in ('delivered', 'undelivered') then m.state
                     when m.state = 'sent' and said.status = 'accepted' then m.state
                     else said.status end
    from said
    where m.community_id = :community and m.channel = 'sms'
      and m.channel = 'sms'
      and (m.provider_id = said.provider_id or (m.id = said.message_id and m.provider_id is null))
      and m.state not in ('opted_out', 'expired')
    returning m.id
""")


def note(db: Db, community: UUID, notices: Sequence[Notice], *, now: datetime) -> None:
    """Take in what a carrier said, in any order and as often as it likes."""
    rows = as_records([{name: getattr(one, name) for name in Notice.__slots__} for one in notices])
    given = {"community": community, "rows": rows, "now": now}
    db.execute(_NOTE, given)
    timers.arm(db, list(db.execute(_MERGE, given).scalars()), now=now)
