"""Audiences: who a broadcast goes to, as an organiser writes it and as the database reads it."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any
from uuid import UUID

from sqlalchemy import text

from flows.errors import InputError
from storage.database import Db

EVERYONE = ("", "all", "everyone", "everybody")
MOST_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Residents for whom all of these hold; "" holds for everybody.

    Attributes:
        area: as in the spreadsheet of people.
        language: code of the language they are written to in.
        channel: sms or telegram: those who have one, and by that one alone.
        topic: code of a theme: whoever said something that was tied to it, in any engagement.
        engagement: a question's title, or its flow: whoever took part in it.
    """

    area: str = ""
    language: str = ""
    channel: str = ""
    topic: str = ""
    engagement: str = ""

    def __str__(self) -> str:
        """Write it as `parse_audience` reads it."""
        given = [f"{name}:{value}" for name, value in asdict(self).items() if value]
        return ", ".join(given) or "all"

    def narrow(self, channels: Sequence[str]) -> list[str]:
        """Leave of the channels those that this audience is written to by."""
        return [name for name in channels if self.channel in ("", name)]

    @property
    def given(self) -> dict[str, Any]:
        """Values for the placeholders of `MEMBERS`."""
        return asdict(self)


KEYS = tuple(field.name for field in fields(Audience))
_KEY = re.compile(rf"(?:^|[,;])\s*({'|'.join(KEYS)})\s*:", re.IGNORECASE)
_HINT = "write all, or one or more of " + ", ".join(f"{key}:..." for key in KEYS)


def parse_audience(text: str) -> Audience:
    """Read an audience as people write it: "all", or "area:Marsh Lane, language:tr, topic:damp".

    Raises:
        InputError: it is none, in one line that says what can be written. What is named may still
            be unknown: see `find_audience`.
    """
    if text.strip().lower() in EVERYONE:
        return Audience()
    before, *parts = _KEY.split(text.strip())
    if before or not parts:
        raise InputError(f"{text.strip()[:40]!r} names no audience: {_HINT}")
    found: dict[str, str] = {}
    for key, value in zip(parts[::2], parts[1::2], strict=True):
        name, value = key.lower(), value.strip().strip(",;").strip("\"' ")
        if name in found:
            raise InputError(f"{name} stands there twice: send to one after the other")
        if not value:
            raise InputError(f"{name}: is empty; {_HINT}")
        found[name] = value
    return Audience(**found)


MEMBERS = """
    (:area = '' or lower(r.area) = lower(:area))
    and (:language = '' or r.language = :language)
    and (:channel = '' or r.id in (
        select x.resident_id from address x
        where x.community_id = :community and x.channel = :channel))
    and (:topic = '' or r.id in (
        select k.resident_id from contribution k
        join coding t on t.community_id = k.community_id and t.contribution_id = k.id
        where k.community_id = :community and t.theme = :topic and k.held = ''))
    and (:engagement = '' or r.id in (
        select k.resident_id from contribution k
        join engagement e on e.community_id = k.community_id and e.id = k.engagement_id
        join flow_version v on v.community_id = e.community_id and v.id = e.flow_version_id
        where k.community_id = :community and k.held not in ('undone', 'sensitive')
          and (lower(e.title) = lower(:engagement) or v.flow_id = :engagement)
        union
        select c.resident_id from answer w
        join conversation c on c.community_id = w.community_id and c.id = w.conversation_id
        join engagement e on e.community_id = c.community_id and e.id = c.engagement_id
        join flow_version v on v.community_id = e.community_id and v.id = e.flow_version_id
        where w.community_id = :community
          and (lower(e.title) = lower(:engagement) or v.flow_id = :engagement)))
"""
"""Whether resident r belongs to an audience, with its `given` and :community."""

_CHOICES = text("""
    select 'area' as key, area as value from resident
    where community_id = :community and area <> ''
    union select 'language', language from resident where community_id = :community
    union select 'channel', channel from address
        where community_id = :community and resident_id is not null
    union select 'topic', theme from coding where community_id = :community
    union select 'engagement', title from engagement where community_id = :community
    union select 'engagement', v.flow_id from engagement e
        join flow_version v on v.community_id = e.community_id and v.id = e.flow_version_id
        where e.community_id = :community
    order by key, value
""")


def list_choices(db: Db, community: UUID) -> dict[str, list[str]]:
    """List what audiences can be made of: area, language ... -> what there is."""
    found: dict[str, list[str]] = {key: [] for key in KEYS}
    for row in db.execute(_CHOICES, {"community": community}):
        found[row.key].append(row.value)
    return found


def find_audience(db: Db, community: UUID, written: str) -> Audience:
    """Read an audience and check that there is what it names, in whatever letters.

    Raises:
        InputError: one line that lists what there is.
    """
    audience = parse_audience(written)
    choices = list_choices(db, community)
    named = {key: value for key, value in audience.given.items() if value}
    known = {key: _pick(key, value, choices[key]) for key, value in named.items()}
    return replace(audience, **known)


def _pick(key: str, value: str, known: Sequence[str]) -> str:
    for one in known:
        if one.casefold() == value.casefold():
            return one
    there = ", ".join(known[:MOST_NAMED]) or "none yet"
    more = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    raise InputError(f"There is no {key} {value[:40]!r}; there is: {there}{more}")
