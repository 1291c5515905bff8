"""The digests that came out on one question, as their readers have them. Holds no rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select

from insight.attack import Learnt, learn, learn_area, read_released
from insight.scope import Scope
from insight.subtracting import Part, keep_told, make_part
from storage.database import Db
from storage.tables.digests import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """An edition, by its numbers and by what it shows of whom."""

    engagement_id: UUID
    part: Part
    is_period: bool

    def learn(self) -> Learnt:
        """Work out what it tells by itself."""
        released = self.part.released
        return learn_area(released, self.part.area) if self.part.area else learn(released)


def read_releases(db: Db, community: UUID) -> list[Release]:
    """Read every edition of every digest, on whatever question, in order of number."""
    columns = ("model", "scope", "basis", "cut_at", "engagement_id")
    query = select(*[digest.c[name] for name in columns]).where(digest.c.community_id == community)
    rows = db.execute(query.order_by(digest.c.number, digest.c.edition))
    return [_read(row._mapping) for row in rows]


def _read(row: Any) -> Release:
    basis = row["basis"] or {}
    scope = Scope.from_json(row["scope"] or {})
    opened, closed = basis.get("opened"), basis.get("closed")
    return Release(
        engagement_id=row["engagement_id"],
        part=make_part(
            read_released(orjson.loads(row["model"])["shown"]),
            scope,
            opened=datetime.fromisoformat(opened) if opened else row["cut_at"],
            closed=datetime.fromisoformat(closed) if closed else None,
            cut=row["cut_at"],
            zone=basis.get("zone", "UTC"),
        ),
        is_period=scope.first is not None,
    )


def tell_earlier(releases: Sequence[Release], engagement: UUID) -> dict[str, Any]:
    """Say what came out before on a question, for the evidence of its next digest.

    Args:
        releases: those on every question.
    """
    own = [one for one in releases if one.engagement_id == engagement]
    return {
        "earlier": tuple(one.learn() for one in own if not one.is_period),
        "released": tuple(list_parts(releases, engagement)),
    }


def list_parts(releases: Sequence[Release], engagement: UUID) -> list[Part]:
    """List digests on a question, and of those on others what is told of the same people."""
    return [
        one.part if one.engagement_id == engagement else keep_told(one.part) for one in releases
    ]
