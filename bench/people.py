"""Many residents who spoke, made in the database itself: what digests and exports are measured on.

One in ten came in Turkish, one in two on Telegram, one in a hundred had words cleared.
"""

from uuid import UUID

from sqlalchemy import text

from storage.database import Database
from workers.house import Present

WORDS = (
    "the flat is cold and damp and the boiler breaks every winter",
    "more buses in the evening, the last one is at nine",
    "somewhere for teenagers to go after school, there is nothing here",
    "bins are not collected, rubbish everywhere behind block C",
    "=speed bumps, please, cars race down our road at night",
)
_RESIDENTS = """
    insert into resident (community_id, id, language, language_known, area, source, came_from,
                          created_at)
    select :community, uuidv7(), case when n % 10 = 0 then 'tr' else 'en' end, true,
           'area ' || n % 20, '', 'import', :now
    from generate_series(1, :many) n
"""
_CONTRIBUTIONS = """
    with numbered as (
        select id, language, row_number() over (order by id) as n from resident
        where community_id = :community)
    insert into contribution (community_id, id, resident_id, engagement_id, inbox_id, n, kind,
        words, state, language, channel, received_at, sorted_at, cleared_at, cleared_words)
    select :community, uuidv7(), r.id, :engagement, gen_random_uuid(), 0, 'need',
        (cast(:words as text[]))[1 + (r.n * 7919 + turn) % 5] || ' ' || r.n, 'need', r.language,
        case when r.n % 2 = 0 then 'sms' else 'telegram' end, :now, :now,
        case when r.n % 100 = 0 then :now end,
        case when r.n % 100 = 0 then 'a person put it so, number ' || r.n else '' end
    from numbered r cross join generate_series(1, :turns) turn
"""
_CODINGS = """
    insert into coding (community_id, contribution_id, theme, tied_by, score, tied_at)
    select :community, id, (cast(:themes as text[]))[1 + (row_number() over (order by id)) % :n],
           'machine', 1.0, :now
    from contribution where community_id = :community
"""


def add_speakers(
    database: Database, present: Present, themes: list[str], *, people: int, turns: int
) -> None:
    """Add so many residents who each said something so many times, all of it sorted."""
    community: UUID = present.community.id
    given = {
        "community": community,
        "engagement": present.engagement.id,
        "now": present.engagement.opened_at,
        "many": people,
        "turns": turns,
        "words": list(WORDS),
        "themes": themes,
        "n": len(themes),
    }
    with database.transaction() as db:
        for statement in (_RESIDENTS, _CONTRIBUTIONS, _CODINGS):
            db.execute(text(statement), given)
    with database.line() as db:
        db.execute(text("vacuum analyze"))
