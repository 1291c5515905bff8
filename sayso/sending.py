"""Ordering a broadcast: whom it reaches and what it costs, then handing it to the workers."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from flows.errors import InputError, SettingsError
from flows.translating import count_fuzzy
from storage import audiences, broadcasts, flow_versions, staff
from storage.audiences import Audience
from storage.database import Db
from storage.queues import LANE_OF_CHANNEL
from workers.asking.planning import Plan, plan_broadcast
from workers.broadcast import broadcast
from workers.house import House, Present

EVERYONE = Audience()


def choose(house: House, present: Present, flow_id: str, to: str) -> tuple[Present, Audience]:
    """Find the question that is to be asked, and who gets it.

    Args:
        to: the audience as an organiser writes it.

    Returns:
        The community with that question as its engagement, and the audience.

    Raises:
        InputError: there is no such question, or no such audience; one line that lists what is.
    """
    asked = {one.flow_id: one for one in reversed(list(present.open.values()))}
    if flow_id not in asked:
        there = ", ".join(sorted(asked))
        raise InputError(f"There is no question {flow_id!r} here; there is: {there}")
    if asked[flow_id].closed_at:
        raise InputError(f"{flow_id} is closed: `sayso reopen {flow_id} --why` opens it again")
    with house.database.transaction() as db:
        audience = audiences.find_audience(db, present.community.id, to)
    return replace(present, engagement=asked[flow_id]), audience


def preview(
    house: House,
    present: Present,
    flow_id: str,
    reason: str,
    *,
    audience: Audience = EVERYONE,
    starts_at: datetime | None = None,
) -> dict[str, Any]:
    """Work out who would be asked and what it costs. Nothing is sent.

    Args:
        reason: why it may go outside sending hours; "" keeps to them.
        starts_at: now, where it is left out.

    Returns:
        people, segments (SMS only), pence (None where SAYSO_SEGMENT_PENCE is not set), segments
        beyond_cap (of the month), when it starts and when it is done (ISO 8601); languages:
        language -> people, segments and pence; not_asked: reason -> people; unchecked: language ->
        texts that no native reader has checked; and who answers for these, the community's contact
        where nobody else has been named.

    Raises:
        InputError: the question is another than this.
        SettingsError: no channel is on, or nobody is named for worrying texts.
    """
    if flow_id != present.engagement.flow_id:
        present, _ = choose(house, present, flow_id, "all")
    if not house.settings.channels_on:
        raise SettingsError("No channel is on: `sayso doctor` says what Telegram and SMS need.")
    with house.database.transaction() as db:
        if staff.find_safeguarding(db, present.community.id) is None:
            raise SettingsError("Nobody is named for worrying texts: run `sayso start` again.")
        plan = plan_broadcast(
            db, house, present, present.engagement, audience, starts_at=starts_at, reason=reason
        )
        unchecked = _count_unchecked(db, house, present)
        answers_for = flow_versions.read_fuzzy_by(
            db, present.community.id, present.engagement.version
        )
    return {
        **_describe(plan),
        "unchecked": unchecked,
        "unchecked_by": (answers_for or present.community.profile["contact"]) if unchecked else "",
    }


def _describe(plan: Plan) -> dict[str, Any]:
    languages = {
        name: {"people": n, "segments": plan.segments.get(name, 0)}
        | ({} if plan.pence is None else {"pence": plan.pence.get(name, 0.0)})
        for name, n in plan.languages.items()
    }
    return {
        "people": plan.people,
        "segments": plan.total_segments,
        "pence": plan.total_pence,
        "beyond_cap": plan.beyond_cap,
        "languages": languages,
        "not_asked": dict(plan.not_asked),
        "starts": plan.starts.isoformat(timespec="seconds"),
        "done_by": plan.done_by.isoformat(timespec="seconds"),
    }


def order(
    house: House,
    present: Present,
    reason: str,
    *,
    unchecked_by: str = "",
    audience: Audience = EVERYONE,
    starts_at: datetime | None = None,
) -> dict[str, Any]:
    """Order the broadcast; if it begins now, hand it to the outbox. The workers send it.

    Args:
        unchecked_by: who says yes to texts that no native reader has checked, "" where there are
            none; it is written down with the flow's version.
        starts_at: now, where it is left out; later it waits for the sweeper.

    Raises:
        InputError: there are such texts, and nobody is named.

    Returns:
        its id, how many are asked, and reason -> how many are not: for one that begins later, as
        the plan has it now.
    """
    now = house.clock()
    community, engagement = present.community.id, present.engagement
    with house.database.transaction() as db:
        unchecked = ", ".join(_count_unchecked(db, house, present))
        if unchecked and not unchecked_by:
            raise InputError(f"Nobody has checked the texts in {unchecked}; name who says yes")
        if unchecked:
            flow_versions.accept_fuzzy(db, community, engagement.version, by=unchecked_by, now=now)
        plan = plan_broadcast(
            db, house, present, engagement, audience, starts_at=starts_at, reason=reason
        )
        id = broadcasts.make(
            db,
            community,
            engagement.id,
            reason=reason,
            now=now,
            starts_at=starts_at,
            expires_at=plan.expires_at,
            audience=audience,
            purpose=plan.purpose,
        )
    if starts_at is not None and starts_at > now:
        return {"broadcast": str(id), "asked": plan.people, "not_asked": dict(plan.not_asked)}
    broadcast(house)
    with house.database.transaction() as db:
        went = broadcasts.progress(db, community, id)
    return {"broadcast": str(id), "asked": went.asked, "not_asked": dict(went.not_asked)}


def resume(house: House, present: Present, id: UUID) -> bool:
    """Go on with a paused broadcast and ring for it.

    Returns:
        Whether it was paused.
    """
    with house.database.transaction() as db:
        resumed = broadcasts.resume(db, present.community.id, id, now=house.clock())
    if resumed:
        broadcast(house)
        for channel in house.settings.channels_on:
            house.doorbell.ring(LANE_OF_CHANNEL[channel])
    return resumed


def _count_unchecked(db: Db, house: House, present: Present) -> dict[str, int]:
    """Count the texts no native reader has checked, in the languages the community speaks."""
    community, version = present.community, present.engagement.version
    sources = flow_versions.read_sources(db, community.id, version)
    flow = house.flows.find(db, community.id, version)
    return {
        language: n
        for language, n in count_fuzzy(flow, sources).items()
        if language in community.languages
    }
