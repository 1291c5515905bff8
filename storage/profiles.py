"""Who lives in the area, as a census says, and what people told of themselves in private."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import insert, select, text, update

from storage.database import Db
from storage.ids import new_id
from storage.sealing import Keyring
from storage.tables.conversations import answer_apart
from storage.tables.profiles import profile_group

Group = tuple[str, str, int]
"""Kind, value, people."""

KINDS = {"age": "age", "origin": "ethnicity", "health": "disability", "gender": "gender"}
"""The name that a sensitive flow saves an answer under -> what it tells of the person."""
UNSAID = "unsaid"
OWN_WORDS = "gender_words"
"""What a gender is called in the own words of whoever has another one: it is never counted."""


def replace_profile(db: Db, community: UUID, groups: Iterable[Group], *, now: datetime) -> None:
    """Put a profile in the place of the one before, which is kept for the digests cut by it."""
    live = (profile_group.c.community_id == community) & profile_group.c.replaced_at.is_(None)
    db.execute(update(profile_group).where(live).values(replaced_at=now))
    rows = [
        {
            "community_id": community,
            "id": new_id(),
            "kind": kind,
            "value": value,
            "people": people,
            "imported_at": now,
        }
        for kind, value, people in groups
    ]
    if rows:
        db.execute(insert(profile_group), rows)


def read_profile(db: Db, community: UUID) -> list[Group]:
    """Read the profile that stands now, in the order it was imported."""
    groups = profile_group.c
    query = (
        select(groups.kind, groups.value, groups.people)
        .where(groups.community_id == community, groups.replaced_at.is_(None))
        .order_by(groups.id)
    )
    return [(row.kind, row.value, row.people) for row in db.execute(query)]


def count_told(db: Db, community: UUID, keys: Keyring, *, before: date) -> list[Group]:
    """Count what people told of themselves, on the days before one: nothing leads back to them.

    Answers are as they were given: nobody changes them later. Those who kept it private are not
    counted.
    """
    apart = answer_apart.c
    query = select(apart.name, apart.value_sealed).where(
        apart.community_id == community, apart.name.in_(KINDS), apart.given_on < before
    )
    told = Counter(
        (KINDS[row.name], keys.open(bytes(row.value_sealed))) for row in db.execute(query)
    )
    return [(kind, value, n) for (kind, value), n in sorted(told.items()) if value != UNSAID]


def list_own_words(
    db: Db, community: UUID, keys: Keyring, *, before: date
) -> list[tuple[UUID, str]]:
    """List how people say their gender in their own words, in the order of the alphabet.

    Nothing leads back to them; those of one day only come with the next.
    """
    apart = answer_apart.c
    query = select(apart.id, apart.value_sealed).where(
        apart.community_id == community, apart.name == OWN_WORDS, apart.given_on < before
    )
    told = [(row.id, keys.open(bytes(row.value_sealed))) for row in db.execute(query)]
    return sorted(told, key=lambda one: (one[1].casefold(), str(one[0])))


_PASSED = text("""
    select p.state, p.outcome, p.target, sum(p.n) as n from passage p
    join flow_version v on v.community_id = p.community_id and v.version = p.version
    where p.community_id = :community and v.flow_id = :flow
    group by p.state, p.outcome, p.target
""")


def read_passed(db: Db, community: UUID, flow: str) -> dict[tuple[str, str, str], int]:
    """Read how often each way through a flow was taken: (state, outcome, target) -> times."""
    rows = db.execute(_PASSED, {"community": community, "flow": flow})
    return {(row.state, row.outcome, row.target): int(row.n) for row in rows}
