"""Attacks the digests that a database holds, as somebody who has all of them would."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from insight.attack import Finding, attack
from insight.subtracting import Part, attack_together
from storage import releases
from workers.house import House, Present

WHY = {
    "few": "can only be one number",
    "hidden": "is hidden, and can be worked out",
    "difference": "is a few people away from a figure in another",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    """Something that readers can work out, and in which edition."""

    number: int
    edition: int
    finding: Finding


def attack_all(house: House, present: Present) -> list[Exposed]:
    """Attack each digest by itself, and all on one question together. Changes nothing."""
    with house.database.transaction() as db:
        kept = releases.read_releases(db, present.community.id)
    found: list[Exposed] = []
    for engagement in sorted({one.engagement_id for one in kept}):
        own = {n for n, one in enumerate(kept) if one.engagement_id == engagement}
        found += _attack(releases.list_parts(kept, engagement), own)
    return found


def _attack(parts: list[Part], own: Collection[int]) -> Iterator[Exposed]:
    alone = [(n, one) for n in sorted(own) for one in attack(parts[n].released)]
    for n, finding in dict.fromkeys((*alone, *attack_together(parts))):
        released = parts[n].released
        if n in own:
            yield Exposed(number=released.number, edition=released.edition, finding=finding)


def describe_finding(one: Exposed) -> dict[str, Any]:
    """Lay a finding out for scripts."""
    table, row, column = one.finding.place
    left = one.finding.left
    return {
        "number": one.number,
        "edition": one.edition,
        "table": table,
        "row": row,
        "column": column,
        "low": left.low,
        "high": left.high,
        "why": one.finding.why,
        "beside": one.finding.number or None,
    }


def say_finding(one: Exposed) -> str:
    """Say a finding in a line."""
    table, row, column = one.finding.place
    beside = f" (digest {one.finding.number})" if one.finding.number else ""
    where = f"Digest {one.number}, edition {one.edition}: {table}, {row}, {column}"
    return f"{where} {WHY[one.finding.why]}{beside}"
