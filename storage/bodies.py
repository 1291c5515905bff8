"""Which texts are to be deleted at Twilio, ours and theirs: in order of age, each once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from storage.database import Db

SENT, RECEIVED = "forgotten sent", "forgotten received"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """Some messages that Twilio has kept for long enough.

    Attributes:
        sids: their ids at Twilio.
        marks: what `mark_forgotten` is to remember, by name.
    """

    sids: tuple[str, ...]
    marks: dict[str, int]


_SENT_BEFORE = text("""
    select provider_id, accepted_at from message
    where community_id = :community and channel = 'sms' and provider_id is not null
      and accepted_at > :since and accepted_at <= :until
    order by accepted_at fetch first :limit rows with ties
""")

# An inbox row's id says when it came
_RECEIVED_BEFORE = text("""
    select provider_id, id from inbox
    where community_id = :community and channel = 'sms' and kind in ('text', 'media')
      and id >= :since and id < :until
    order by id limit :limit
""")

_MARKS = text("""
    select name, n from counter where community_id = :community and name = any(:names)
""")

_MARK = text("""
    insert into counter (community_id, name, n) values (:community, :name, :n)
    on conflict (community_id, name) do update set n = greatest(counter.n, excluded.n)
""")


def find_old(db: Db, community: UUID, *, until: datetime, limit: int) -> Old:
    """Find the oldest messages that Twilio still holds.

    Args:
        until: how old they must be (aware).
        limit: of each direction; a few more where they were accepted in the same instant.
    """
    names = {"community": community, "names": [SENT, RECEIVED]}
    marks = {row.name: row.n for row in db.execute(_MARKS, names)}
    given = {"community": community, "limit": limit}
    since = _EPOCH + marks.get(SENT, 0) * _MICROSECOND
    sent = db.execute(_SENT_BEFORE, {**given, "since": since, "until": until}).all()
    bounds = {"since": _first_id(marks.get(RECEIVED, 0)), "until": _first_id(_ms(until))}
    received = db.execute(_RECEIVED_BEFORE, {**given, **bounds}).all()
    found: dict[str, int] = {}
    if sent:
        found[SENT] = (sent[-1].accepted_at - _EPOCH) // _MICROSECOND
    if received:  # of a whole batch the last millisecond may hold more
        found[RECEIVED] = (received[-1].id.int >> 80) + (len(received) < limit)
    return Old(sids=tuple(row.provider_id for row in (*sent, *received)), marks=found)


def mark_forgotten(db: Db, community: UUID, old: Old) -> None:
    """Remember that these are deleted there."""
    for name, n in old.marks.items():
        db.execute(_MARK, {"community": community, "name": name, "n": n})


def _first_id(ms: int) -> UUID:
    """Give the lowest id that can have been made in this millisecond."""
    return UUID(int=ms << 80)


def _ms(at: datetime) -> int:
    return max(0, (at - _EPOCH) // timedelta(milliseconds=1))
