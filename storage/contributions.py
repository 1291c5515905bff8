"""Contributions: what people said in their own words, and the themes that was tied to."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records
from storage.streaming import Lines, stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsorted:
    """One contribution that nobody has looked at for themes yet."""

    id: UUID
    words: str
    language: str


IN_TOPICS = "state !~ '^(response|check-back|good-time)[.]'"
"""Of a contribution: it is not about an answer, which is in no topic and asks for no other one."""

UNDONE, SENSITIVE = "undone", "sensitive"
"""Why words stay out of all that is counted.

Their resident took them back, or a flow asked for something private.
"""

_ADD = text("""
    insert into contribution (community_id, id, resident_id, engagement_id, inbox_id, entry_id, n,
                              kind, words, state, language, channel, held, received_at)
    select :community, id, resident_id, engagement_id, inbox_id, entry_id, n, kind, words, state,
           language, channel, held, received_at
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, resident_id uuid, engagement_id uuid, inbox_id uuid, entry_id uuid, n smallint,
        kind text, words text, state text, language text, channel text, held text,
        received_at timestamptz)
    on conflict do nothing
""")


def add(db: Db, community: UUID, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep what people said.

    Args:
        rows: keys id, resident_id, engagement_id, inbox_id (of a text) or entry_id (written
            down), n, kind, words, state, language, channel, held, received_at.
    """
    db.execute(_ADD, {"community": community, "rows": as_records(rows)})


_TAKE_BACK = text("""
    update contribution c set held = 'undone'
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        resident_id uuid, engagement_id uuid, state text)
    where c.community_id = :community and c.id = (
        select last.id from contribution last
        where last.community_id = :community and last.resident_id = r.resident_id
          and last.engagement_id = r.engagement_id and last.state = r.state
          and last.held in ('', 'sensitive')
        order by last.id desc limit 1)
""")


def take_back(db: Db, community: UUID, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep the last that was said in a state out of all that is counted; it stays stored.

    Args:
        rows: keys resident_id, engagement_id, state; in the order people went back.
    """
    for row in rows:
        db.execute(_TAKE_BACK, {"community": community, "rows": as_records([row])})


_UNSORTED = text(f"""
    select id, words, language from contribution
    where community_id = :community and engagement_id = :engagement and sorted_at is null
      and held not in ('undone', 'sensitive') and {IN_TOPICS}
    order by id limit :limit for update skip locked
""")  # noqa: S608  (a constant)


def claim_unsorted(db: Db, community: UUID, engagement: UUID, *, limit: int) -> list[Unsorted]:
    """Take the next contributions to sort; they are ours while the transaction lasts."""
    given = {"community": community, "engagement": engagement, "limit": limit}
    return [Unsorted(**row._mapping) for row in db.execute(_UNSORTED, given)]


_WRITE_LANGUAGES = text("""
    update contribution c set language = r.language
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, language text)
    where c.community_id = :community and c.id = r.id
""")


def write_languages(db: Db, community: UUID, found: Sequence[Unsorted]) -> None:
    """Write down the language that words turned out to be in; the words stay as they are."""
    if found:
        rows = [{"id": one.id, "language": one.language} for one in found]
        db.execute(_WRITE_LANGUAGES, {"community": community, "rows": as_records(rows)})


_CODE = text("""
    insert into coding (community_id, contribution_id, theme, tied_by, score, tied_at)
    select :community, contribution_id, theme, 'machine', score, :now
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        contribution_id uuid, theme text, score double precision)
    where not exists (select from decision d where d.community_id = :community
                        and d.contribution_id = r.contribution_id and d.ended_at is null)
    on conflict do nothing
""")

_SORTED = text("""
    update contribution set sorted_at = :now where community_id = :community and id = any(:ids)
""")


def write_codings(
    db: Db,
    community: UUID,
    sorted_ids: Sequence[UUID],
    codings: Sequence[Mapping[str, Any]],
    *,
    now: datetime,
) -> None:
    """Write down what the machine suggests; what a person decided before stands.

    Args:
        sorted_ids: every contribution that was looked at.
        codings: keys contribution_id, theme, score.
    """
    given = {"community": community, "now": now}
    if codings:
        db.execute(_CODE, {**given, "rows": as_records(codings)})
    db.execute(_SORTED, {**given, "ids": list(sorted_ids)})


_COUNT = text("select count(*) from contribution where community_id = :community")


def count(db: Db, community: UUID) -> int:
    """Count what was said."""
    return int(db.execute(_COUNT, {"community": community}).scalar_one())


_HELD = text("""
    select c.id, c.received_at, c.channel, c.words, r.name_sealed, a.sealed as address_sealed
    from contribution c
    left join resident r on r.community_id = c.community_id and r.id = c.resident_id
    left join inbox i on i.community_id = c.community_id and i.id = c.inbox_id
    left join address a on a.community_id = c.community_id and a.hash = i.address_hash
    where c.community_id = :community and c.held = 'safeguarding' order by c.id
""")


def list_held(db: Db, community: UUID) -> list[Mapping[str, Any]]:
    """List worrying words nobody has looked at.

    Id, received_at, channel, words, and sealed name and address; no address where they were
    written down.
    """
    return [dict(row._mapping) for row in db.execute(_HELD, {"community": community})]


_LOOKED = text("""
    with looked as (
        update contribution set held = :held
        where community_id = :community and id = :id and held = 'safeguarding'
        returning community_id, inbox_id)
    select a.channel, a.hash, a.sealed from looked c
    left join inbox i on i.community_id = c.community_id and i.id = c.inbox_id
    left join address a on a.community_id = c.community_id and a.hash = i.address_hash
""")


def mark_looked(db: Db, community: UUID, id: UUID, *, keep_out: bool) -> Mapping[str, Any] | None:
    """Write down that a person looked at worrying words.

    Args:
        keep_out: leave them out of digests for good.

    Returns:
        The address they came from (channel, hash, sealed; each None where they were written down),
        or None where nothing was held under this id.
    """
    held = "kept out" if keep_out else ""
    given = {"community": community, "id": id, "held": held}
    row = db.execute(_LOOKED, given).one_or_none()
    return None if row is None else dict(row._mapping)


_UNCLEARED = text("""
    select id, received_at, language, words from contribution
    where community_id = :community and engagement_id = :engagement and held = '' and words <> ''
      and cleared_at is null
    order by id desc limit :limit
""")


def list_uncleared(
    db: Db, community: UUID, engagement: UUID, *, limit: int
) -> list[Mapping[str, Any]]:
    """List the newest words that no person has let into digests.

    Id, received_at, language, words.
    """
    given = {"community": community, "engagement": engagement, "limit": limit}
    return [dict(row._mapping) for row in db.execute(_UNCLEARED, given)]


_FIND_WORDS = text("""
    select words from contribution where community_id = :community and id = :id and held = ''
""")


def find_words(db: Db, community: UUID, id: UUID) -> str | None:
    """Find what was said under an id, as it was said; None where it is held or not there."""
    given = {"community": community, "id": id}
    words: str | None = db.execute(_FIND_WORDS, given).scalar_one_or_none()
    return words


_CLEAR = text("""
    update contribution set cleared_at = :now, cleared_words = :words
    where community_id = :community and id = :id and held = ''
      and cast(:words as text) <> '' returning cleared_words
""")


def clear(db: Db, community: UUID, id: UUID, *, words: str, now: datetime) -> str | None:
    """Let what somebody said into digests in another person's words, which name nobody.

    Args:
        words: as that person puts them. The resident's own need a yes (`storage.quotes`).

    Returns:
        The words as digests will show them; None where there is nothing to clear under this id.
    """
    given = {"community": community, "id": id, "words": words, "now": now}
    cleared: str | None = db.execute(_CLEAR, given).scalar_one_or_none()
    return cleared


_FIND = text("""
    select c.id from contribution c
    join inbox i on i.community_id = c.community_id and i.id = c.inbox_id
    where c.community_id = :community and i.address_hash = :hash order by c.id
""")


def find_of_address(db: Db, community: UUID, address_hash: bytes) -> list[UUID]:
    """List what came from one address, oldest first."""
    return list(db.execute(_FIND, {"community": community, "hash": address_hash}).scalars())


_EXPORT = """
    select c.id, to_char(c.received_at, 'YYYY-MM-DD HH24:MI:SS+00:00') as received_at, c.channel,
           c.language, c.kind, c.state, c.resident_id, c.words, k.themes
    from contribution c
    left join (select contribution_id, string_agg(theme, ' ' order by theme) as themes from coding
               where community_id = %(community)s group by contribution_id) k
        on k.contribution_id = c.id
    where c.community_id = %(community)s and c.held = '' order by c.id
"""


def export(db: Db, community: UUID) -> Generator[Lines, None, None]:
    """Stream what people said, without names; what is held stays out. First come the columns."""
    return stream(db, _EXPORT, {"community": community})


_COUNT_THEMES = text("select count(distinct theme) from coding where community_id = :community")


def count_themes(db: Db, community: UUID) -> int:
    """Count the themes anything was tied to."""
    return int(db.execute(_COUNT_THEMES, {"community": community}).scalar_one())
