"""Quotes: own words that a person picked, and the yes of whoever said them.

A contribution is asked for once ever. No answer is a no. What was taken back stays out of every
edition that is made afterwards, also of digests cut before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_array
from storage.ids import new_id

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that were picked.

    Attributes:
        resident_id: who said them; None at a meeting, or for a helper's own view.
        held: why what was said is held back now; "" where it is not.
        answer: yes, no, or "" while there is none.
        shared: a phone of theirs is one that several people use.
        topics: codes of what it is sorted under.
    """

    id: UUID
    contribution_id: UUID
    engagement_id: UUID
    resident_id: UUID | None
    words: str
    held: str
    picked_by: str
    asked_at: datetime | None
    answer: str
    withdrawn_at: datetime | None
    shared: bool
    topics: Sequence[str]

    @property
    def state(self) -> str:
        """Say how it stands, in one word or two."""
        if self.withdrawn_at:
            return "taken back"
        if self.held:
            return "held back"
        return self.answer or ("asked" if self.asked_at else "picked")


_TOLD_US = """
    with told as (
        select q.id, q.community_id, q.contribution_id, q.words, c.engagement_id, c.resident_id,
            c.held, q.picked_by, q.asked_at, q.withdrawn_at, q.left_out_at,
            coalesce(q.answered_at, a.received_at) as answered_at,
            coalesce(nullif(q.answer, ''), case a.value when cast('true' as jsonb) then 'yes'
                when cast('false' as jsonb) then 'no' end, '') as answer
        from quote q
        join contribution c on c.community_id = q.community_id and c.id = q.contribution_id
        left join conversation t on t.community_id = q.community_id
            and t.resident_id = c.resident_id and t.subject = 'quote:' || q.id
        left join answer a on a.community_id = q.community_id and a.conversation_id = t.id
            and a.name = 'quote.may' and a.sure
        where q.community_id = :community)
"""
"""What was picked, with what they told a person, or else texted."""
_FIELDS = f"""
    {_TOLD_US}
    select id, contribution_id, engagement_id, resident_id, words, held, picked_by, asked_at,
        answer, withdrawn_at,
        exists (select from address a where a.community_id = told.community_id
                and a.resident_id = told.resident_id and a.shared > 0) as shared,
        array(select k.theme from coding k where k.community_id = told.community_id
              and k.contribution_id = told.contribution_id) as topics
    from told
"""  # noqa: S608
_LIST = text(f"{_FIELDS} order by id desc")
_FIND = text(f"{_FIELDS} where :id in (id, contribution_id)")


def list_all(db: Db, community: UUID) -> list[Quote]:
    """List all that was picked, the newest first."""
    return [Quote(**row._mapping) for row in db.execute(_LIST, {"community": community})]


def find(db: Db, community: UUID, id: UUID) -> Quote | None:
    """Find a quote by its own id or that of the contribution it was picked from."""
    row = db.execute(_FIND, {"community": community, "id": id}).one_or_none()
    return None if row is None else Quote(**row._mapping)


_PICK = text("""
    insert into quote (community_id, id, contribution_id, words, picked_by, picked_at)
    values (:community, :id, :contribution, :words, :by, :now)
    on conflict (community_id, contribution_id) do update
        set words = excluded.words, picked_by = excluded.picked_by, picked_at = excluded.picked_at
        where quote.asked_at is null and quote.answer = '' and quote.withdrawn_at is null
    returning id
""")


def pick(
    db: Db, community: UUID, contribution: UUID, *, words: str, by: str, now: datetime
) -> UUID | None:
    """Fix the very words that may be quoted; until they are asked for, others can take their place.

    Returns:
        The quote's id; None where whoever said them was asked already.
    """
    given = {"community": community, "id": new_id(), "contribution": contribution}
    row = db.execute(_PICK, {**given, "words": words, "by": by, "now": now}).one_or_none()
    return None if row is None else UUID(str(row.id))


_ASKED = text("""
    update quote set asked_at = :now where community_id = :community and id = :id
      and asked_at is null and answer = '' and withdrawn_at is null
""")


def mark_asked(db: Db, community: UUID, id: UUID, *, now: datetime) -> None:
    """Write down that the resident is asked."""
    db.execute(_ASKED, {"community": community, "id": id, "now": now})


SUBJECT = "quote:"
"""What the conversation is about in which somebody is asked, before the quote's id."""

_TOLD = text("""
    update quote set answer = :answer, answered_at = :now, told_to = :by
    where community_id = :community and id = :id and withdrawn_at is null
""")


def tell(db: Db, community: UUID, id: UUID, *, answer: str, by: str, now: datetime) -> None:
    """Write down what they told a person: yes or no.

    Args:
        by: which member of staff they told.
    """
    given = {"community": community, "id": id, "answer": answer, "by": by, "now": now}
    db.execute(_TOLD, given)


_WITHDRAW = text("""
    update quote set withdrawn_at = :now, withdrawn_by = :by
    where community_id = :community and id = :id and withdrawn_at is null
""")


def withdraw(db: Db, community: UUID, id: UUID, *, by: str, now: datetime) -> None:
    """Take words back for good, whatever was answered."""
    db.execute(_WITHDRAW, {"community": community, "id": id, "by": by, "now": now})


BY_TEXT = "by text"

_TAKE_BACK = text(f"""
    {_TOLD_US}
    update quote set withdrawn_at = :now, withdrawn_by = '{BY_TEXT}'
    from told where quote.community_id = :community and quote.id = told.id
      and told.resident_id = :resident and told.answer = 'yes' and told.withdrawn_at is null
""")  # noqa: S608


def take_back(db: Db, community: UUID, resident: UUID, *, now: datetime) -> int:
    """Take back all that a resident said yes to, as they text it.

    Returns:
        How many of their quotes that were.
    """
    given = {"community": community, "resident": resident, "now": now}
    return db.execute(_TAKE_BACK, given).rowcount


_ASKED_LAST = text("""
    select id from conversation
    where community_id = :community and id = any(cast(:ids as uuid[])) and status = 'ended'
      and starts_with(subject, :about)
""")


def find_asked_last(db: Db, community: UUID, conversations: Iterable[UUID]) -> set[UUID]:
    """Say in which of these conversations a quote was asked for, and nothing after it."""
    given = {"community": community, "ids": as_array(conversations), "about": SUBJECT}
    return set(db.execute(_ASKED_LAST, given).scalars())


_QUOTED = text(f"""
    {_TOLD_US}
    select contribution_id, words from told
    where engagement_id = :engagement and held = '' and answer = 'yes' and answered_at <= :cut
      and (withdrawn_at is null or withdrawn_at > :words_at)
    order by contribution_id
""")  # noqa: S608


def read_quoted(db: Db, given: Mapping[str, Any]) -> dict[str, Any]:
    """Read for a digest which own words may stand in it.

    Args:
        given: community, engagement, cut; words_at: when the edition is made (else: now).

    Returns:
        {"quotes": (contribution id, words) by id}.
    """
    whole = {"words_at": datetime.max.replace(tzinfo=UTC), **given}
    rows = db.execute(_QUOTED, whole)
    return {"quotes": tuple((str(row.contribution_id), row.words) for row in rows)}


_GONE = text(f"""
    {_TOLD_US}
    select id from told where answer = 'yes' and left_out_at is null
      and (withdrawn_at is not null or held <> '')
""")  # noqa: S608

_LEFT_OUT = text("""
    update quote set left_out_at = :now where community_id = :community and id = any(:ids)
""")


def list_gone(db: Db, community: UUID) -> list[UUID]:
    """List words with a yes that may stand in digests no more, and maybe still do."""
    return list(db.execute(_GONE, {"community": community}).scalars())


def mark_left_out(db: Db, community: UUID, ids: Sequence[UUID], *, now: datetime) -> None:
    """Write down that no edition shows them any more."""
    db.execute(_LEFT_OUT, {"community": community, "ids": list(ids), "now": now})
