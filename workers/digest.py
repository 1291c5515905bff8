"""The `digest` job: sorts what is left, cuts a digest, freezes it, and writes its files."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson

from insight.digest import cut_digest
from insight.evidence import Community, Evidence, Topic, Wording
from insight.model import Digest
from storage import digests, engagement_changes, evidence, hearings, responses, topics
from storage.database import Db
from storage.engagements import Engagement
from workers.digests.formats import FORMATS
from workers.house import House, Present
from workers.sorting import refuse_lag
from workers.themes import sort_themes


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A digest that was built."""

    number: int
    token: str
    paths: tuple[Path, ...]
    link: str


def build_digest(house: House) -> Built | None:
    """Build a digest of the current engagement as it stands now; None before `sayso start`.

    Returns:
        Its number, link and files: `digest-N.html` and the other formats, in the data folder.
    """
    sort_themes(house)
    now = house.clock()
    with house.database.transaction() as db:
        present = house.find_present(db)
        if present is None:
            return None
        if is_closed(present.engagement, now):
            refuse_lag(db, present)
        frozen, token = digests.freeze(
            db,
            present.community.id,
            present.engagement.id,
            cut=lambda number, edition: _cut(db, present, number, edition, now),
            now=now,
        )
    model = Digest.from_json(orjson.loads(frozen.model))
    paths = _write_files(house.settings.data_dir / "digests", frozen.number, model)
    public = house.settings.public_url or f"http://127.0.0.1:{house.settings.port}"
    return Built(number=frozen.number, token=token, paths=paths, link=f"{public}/digests/{token}")


def recount(db: Db, present: Present, frozen: digests.Frozen) -> tuple[Digest, Digest]:
    """Count a frozen digest's rows anew.

    Returns:
        What was frozen, and what the database gives now for the same instant.
    """
    now = frozen.cut_at
    again = _cut(db, present, frozen.number, frozen.edition, now)
    return Digest.from_json(orjson.loads(frozen.model)), Digest.from_json(orjson.loads(again))


def _cut(db: Db, present: Present, number: int, edition: int, now: datetime) -> str:
    gathered = _gather(db, present, number=number, edition=edition, now=now)
    return orjson.dumps(cut_digest(gathered).to_json(), option=orjson.OPT_SORT_KEYS).decode()


def _gather(db: Db, present: Present, *, number: int, edition: int, now: datetime) -> Evidence:
    community, engagement = present.community, present.engagement
    stood = engagement_changes.find_stand(db, community.id, engagement.id, at=now)
    closed = stood.closed_at if stood.closed_at and stood.closed_at <= now else None
    given = {"community": community.id, "engagement": engagement.id, "cut": now}
    given |= evidence.find_end(now, closed, zone=community.zone)
    return Evidence(
        community=Community(
            name=community.name,
            address=community.profile["address"],
            contact=community.profile["contact"],
            phone=community.profile["phone"],
        ),
        number=number,
        edition=edition,
        title=engagement.title,
        wordings=tuple(
            Wording(language=language, text=words)
            for language, words in evidence.read_wordings(db, given).items()
        ),
        flow_id=engagement.flow_id,
        flow_version=engagement.version[:12],
        opened=evidence.read_opening(db, given) or engagement.opened_at,
        closed=closed,
        cut=now,
        zone=community.zone,
        closing=closed is not None,
        decider=stood.decider,
        promise_day=stood.hear_back_by,
        participants=evidence.read_participants(db, given),
        contributions=evidence.read_contributions(db, given, zone=community.zone),
        topics=tuple(
            Topic(code=theme.code, name=theme.names["en"], description=theme.description)
            for theme in topics.list_topics(db, community.id, engagement.id, at=now)
        ),
        late=evidence.count_late(db, given),
        **evidence.read_counted_apart(db, given),
        **hearings.read_heard_back(db, given),
        **responses.read_answered(db, given, zone=community.zone),
    )


def is_closed(engagement: Engagement, now: datetime) -> bool:
    """Tell whether the question had closed by a time."""
    return engagement.closed_at is not None and engagement.closed_at <= now


def _write_files(folder: Path, number: int, model: Digest) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for ending, format in FORMATS.items():
        path = folder / f"digest-{number}.{ending}"
        path.write_bytes(format.render(model))
        paths.append(path)
    return tuple(paths)
