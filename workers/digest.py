"""The `digest` job: sorts what is left, cuts a digest, freezes it, and writes its files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson

from flows.errors import InputError
from insight.digest import cut_digest
from insight.disclosure import MIN_BREAKDOWN
from insight.evidence import Community, Evidence, Topic, Wording
from insight.model import Digest
from insight.scope import WHOLE, Scope
from storage import (
    digest_links,
    digests,
    engagement_changes,
    evidence,
    hearings,
    quotes,
    releases,
    responses,
    topics,
)
from storage.database import Db
from storage.digests import Draft, Frozen
from storage.engagements import Engagement
from workers.digest_basis import make_further_basis, read_further
from workers.digest_files import Tell, name_versions, tell_nobody, write_files
from workers.digest_questions import count_closed
from workers.house import House, Present
from workers.sorting import refuse_lag
from workers.themes import sort_themes

WRITERS = ("contribution", "message")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A digest that was built."""

    number: int
    token: str
    paths: tuple[Path, ...]
    link: str
    edition: int = 1


def build_digest(
    house: House,
    *,
    engagement: UUID | None = None,
    scope: Scope = WHOLE,
    link_until: datetime | None = None,
    tell: Tell = tell_nobody,
    beside: Callable[[Db, Frozen], None] | None = None,
) -> Built | None:
    """Build a digest of an engagement as it stands now; None before `sayso start`.

    Args:
        engagement: which; None: the newest that is open.
        scope: of what part.
        link_until: how long its link lives; None: as long as a link may.
        tell: told how many files are written, of how many.
        beside: what else is to be kept in the transaction that keeps the digest.

    Returns:
        Its number, link and files, each edition in a folder of its own in the data folder.

    Raises:
        InputError: too few people spoke in that area, or outside it.
    """
    sort_themes(house)
    draft, gathered = _gather_now(house, engagement, scope)
    if draft is None or gathered is None:
        return None
    now = house.clock()
    with house.database.transaction() as db:
        community = _find_community(house, db)
        frozen = digests.freeze(db, community, draft, cut=_cutter(gathered))
        until = link_until or now + digest_links.LONGEST
        token = digest_links.make(db, community, frozen.id, until=until, now=now)
        if beside is not None:
            beside(db, frozen)
    paths = write_files(house, community, frozen, tell=tell)
    link = f"{house.settings.public_address}/digests/{token}"
    return Built(number=frozen.number, token=token, paths=paths, link=link)


def _find_community(house: House, db: Db) -> UUID:
    present = house.find_present(db)
    assert present is not None  # noqa: S101  (it was there a moment ago)
    return present.community.id


def _gather_now(
    house: House, engagement: UUID | None, scope: Scope
) -> tuple[Draft | None, Evidence | None]:
    now = house.clock()
    with house.database.transaction() as db:
        seen = evidence.read_clock(db)
    for table in WRITERS:  # whoever was writing by then is waited for, one table after the other
        with house.database.transaction() as db:
            evidence.wait_for_writers(db, table)
    with house.database.transaction() as db:
        evidence.stand_still(db)
        present = house.find_present(db)
        if present is None:
            return None, None
        if engagement is not None:
            present = replace(present, engagement=present.every[engagement])
        if is_closed(present.engagement, now):
            refuse_lag(db, present)
        basis = _make_basis(db, present, now)
        draft = Draft(
            engagement_id=present.engagement.id,
            cut_at=now,
            seen_at=seen,
            words_seen_at=seen,
            made_at=now,
            scope=scope.to_json(),
            basis=basis
            | make_further_basis(db, house, present)
            | {"closed_questions": _count_closed(db, house, present, scope, basis)},
            code=name_versions(),
        )
        gathered = _gather(db, present.community.id, draft)
        _check_scope(db, present, draft, gathered)
    return draft, gathered


def _count_closed(
    db: Db, house: House, present: Present, scope: Scope, basis: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Count who chose which answer, as long as the question was open, in the days of the scope."""
    closed = datetime.fromisoformat(basis["closed"]) if basis["closed"] else None
    given = {
        "community": present.community.id,
        "engagement": present.engagement.id,
        **_find_bounds(scope, basis["zone"]),
        **evidence.find_end(house.clock(), closed, zone=basis["zone"]),
    }
    return count_closed(db, house, present, given)


def _check_scope(db: Db, present: Present, draft: Draft, gathered: Evidence) -> None:
    """Refuse an area that holds, or leaves, so few people that the rest tells of them."""
    area = gathered.scope.area
    if not area:
        return
    whole = replace(draft, scope=replace(gathered.scope, area="").to_json())
    spoke = [
        one.area for one in _gather(db, present.community.id, whole).participants if one.answered
    ]
    inside = spoke.count(area)
    for people, where in ((inside, f"in {area}"), (len(spoke) - inside, f"outside {area}")):
        if people < MIN_BREAKDOWN and (people or where.startswith("in ")):
            raise InputError(
                f"fewer than {MIN_BREAKDOWN} people spoke {where}: a digest of one area would tell"
                " who they are. Build one of everything: leave --area out"
            )


def recount(db: Db, present: Present, frozen: Frozen) -> tuple[Digest, Digest]:
    """Count a frozen digest's rows anew.

    Returns:
        What was frozen, and what the database gives now for the same instant.
    """
    return _load(frozen), Digest.from_json(orjson.loads(cut_again(db, present, frozen)))


def cut_again(db: Db, present: Present, frozen: Frozen) -> str:
    """Cut a frozen edition from the database once more: the model as JSON text."""
    draft = _as_draft(db, present, frozen)
    gathered = replace(_gather(db, present.community.id, draft), because=frozen.because)
    return _cutter(gathered)(frozen.number, frozen.edition)


def rebuild_editions(house: House, *, because: str, tell: Tell = tell_nobody) -> list[Frozen]:
    """Cut a further edition of each frozen digest with words in it that may no longer be shown.

    It is of the same instant. The earlier edition can no longer be read and its links end; where it
    was published, the new one is. Running it again changes nothing.

    Args:
        because: why, for the page; it names nobody. Such as "words in it were withdrawn".

    Returns:
        The new editions.
    """
    with house.database.transaction() as db:
        present = house.find_present(db)
        kept = digests.list_all(db, present.community.id) if present else []
    if present is None:
        return []
    newest = {one.number: one for one in kept}
    made = []
    for one in newest.values():
        edition = _cut_without_withdrawn(house, present, one, because)
        if edition is not None:
            write_files(house, present.community.id, edition, tell=tell)
            made.append(edition)
    return made


def _cut_without_withdrawn(
    house: House, present: Present, one: Frozen, because: str
) -> Frozen | None:
    community, now = present.community.id, house.clock()
    with house.database.transaction() as db:
        seen = evidence.read_clock(db)
    with house.database.transaction() as db:
        evidence.stand_still(db)
        draft = _as_draft(db, present, one)
        draft = replace(
            draft,
            words_seen_at=seen,
            made_at=now,
            because=because,
            published_at=one.published_at and now,
        )
        gathered = replace(_gather(db, community, draft), because=because)
    again = Digest.from_json(orjson.loads(_cutter(gathered)(one.number, one.edition)))
    if list_words(_load(one)) <= list_words(again):
        return None
    with house.database.transaction() as db:
        if not digests.withdraw(db, community, one.id, now=now):
            return None  # another process was faster
        made = digests.freeze(db, community, draft, cut=_cutter(gathered), number=one.number)
        digest_links.withdraw_all(db, community, one.id, now=now)
    return made


def list_words(digest: Digest) -> set[str]:
    """List all words of residents that a digest shows."""
    shown = digest.shown
    quotes = {quote for line in shown.lines for quote in line.quotes}
    return quotes | {words for heard in shown.heard for words in heard.words}


def _load(frozen: Frozen) -> Digest:
    return Digest.from_json(orjson.loads(frozen.model))


def _as_draft(db: Db, present: Present, frozen: Frozen) -> Draft:
    values = {name: getattr(frozen, name) for name in Draft.__slots__}
    basis = frozen.basis or _make_basis(db, present, frozen.cut_at)
    return Draft(**{**values, "basis": basis, "code": name_versions()})


def _cutter(gathered: Evidence) -> Callable[[int, int], str]:
    def cut(number: int, edition: int) -> str:
        made = cut_digest(replace(gathered, number=number, edition=edition))
        return orjson.dumps(made.to_json(), option=orjson.OPT_SORT_KEYS).decode()

    return cut


def _make_basis(db: Db, present: Present, now: datetime) -> dict[str, Any]:
    """Gather what may be changed later and is in no table of the past, as plain JSON values."""
    community, engagement = present.community, present.engagement
    stood = engagement_changes.find_stand(db, community.id, engagement.id, at=now)
    closed = stood.closed_at if stood.closed_at and stood.closed_at <= now else None
    given = {"community": community.id, "engagement": engagement.id, "cut": now}
    opened = evidence.read_opening(db, given) or engagement.opened_at
    listed = topics.list_topics(db, community.id, engagement.id, at=now)
    return {
        "community": {
            "name": community.name,
            **{name: community.profile[name] for name in ("address", "contact", "phone")},
        },
        "zone": community.zone,
        "first_language": community.languages[0],
        "title": engagement.title,
        "wordings": evidence.read_wordings(db, given),
        "flow_id": engagement.flow_id,
        "flow_version": engagement.version[:12],
        "opened": opened.isoformat(),
        "closed": closed.isoformat() if closed else None,
        "decider": stood.decider,
        "promise_day": stood.hear_back_by.isoformat(),
        "late": evidence.count_late(
            db, given | evidence.find_end(now, closed, zone=community.zone)
        ),
        "heard_back": hearings.count_heard_back(db, given),
        "answered": responses.count_answered(db, given, zone=community.zone),
        "topics": [[one.code, one.names["en"], one.description] for one in listed],
    }


def is_closed(engagement: Engagement, now: datetime) -> bool:
    """Tell whether the question had closed by a time."""
    return engagement.closed_at is not None and engagement.closed_at <= now


def _gather(db: Db, community: UUID, draft: Draft) -> Evidence:
    """Read everything an edition is cut from, as of its cut; number and edition are still 0."""
    basis, now, scope = draft.basis, draft.cut_at, Scope.from_json(draft.scope)
    zone = basis["zone"]
    closed = datetime.fromisoformat(basis["closed"]) if basis["closed"] else None
    given = {
        "community": community,
        "engagement": draft.engagement_id,
        "cut": now,
        "seen": draft.seen_at,
        "words_seen": draft.words_seen_at,
        "words_at": draft.made_at,
        "area": scope.area,
        **_find_bounds(scope, zone),
        **evidence.find_end(now, closed, zone=zone),
    }
    participants = tuple(
        one for one in evidence.read_participants(db, given) if scope.area in ("", one.area)
    )
    ids = {one.id for one in participants}
    contributions = evidence.read_contributions(db, given, zone=zone)
    whole = None
    if scope.area:
        whole = _gather(db, community, replace(draft, scope=replace(scope, area="").to_json()))
    return Evidence(
        community=Community(**basis["community"]),
        number=0,
        edition=0,
        title=basis["title"],
        wordings=tuple(
            Wording(language=one, text=words) for one, words in basis["wordings"].items()
        ),
        flow_id=basis["flow_id"],
        flow_version=basis["flow_version"],
        opened=datetime.fromisoformat(basis["opened"]),
        closed=closed,
        cut=now,
        zone=zone,
        first_language=basis["first_language"],
        closing=closed is not None and scope.is_whole,
        decider=basis["decider"],
        promise_day=date.fromisoformat(basis["promise_day"]),
        participants=participants,
        contributions=tuple(one for one in contributions if one.resident_id in ids),
        topics=_read_topics(basis["topics"]),
        scope=scope,
        whole=whole,
        **releases.tell_earlier(releases.read_releases(db, community), draft.engagement_id),
        late=basis.get("late", 0),
        **evidence.read_counted_apart(db, given),
        **hearings.read_heard_back(basis.get("heard_back", ())),
        **quotes.read_quoted(db, given),
        **read_further(basis),
        **responses.read_answered(
            basis["answered"]
            if "answered" in basis
            else responses.count_answered(db, given, zone=zone)
        ),
    )


def _read_topics(topics: Sequence[Sequence[str]]) -> tuple[Topic, ...]:
    return tuple(
        Topic(code=code, name=name, description=description) for code, name, description in topics
    )


def _find_bounds(scope: Scope, zone: str) -> Mapping[str, datetime]:
    """Say from when on and until when words count; nothing where all of them do."""
    if scope.first is None or scope.last is None:
        return {}
    local = ZoneInfo(zone)
    return {
        "since": datetime.combine(scope.first, time.min, local),
        "until": datetime.combine(scope.last + timedelta(days=1), time.min, local),
    }
