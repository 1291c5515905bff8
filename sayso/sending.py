"""Ordering a broadcast: whom it reaches and what it costs, then handing it to the workers."""

from datetime import timedelta
from typing import Any

from flows.errors import InputError, SettingsError
from flows.translating import count_fuzzy
from storage import broadcasts, flow_versions, staff
from storage.database import Db
from workers.broadcast import broadcast, count_audience
from workers.hours import find_next_opening
from workers.house import House, Present

LIVES = timedelta(days=3)
"""A question that has not left by then is dropped and listed."""


def preview(house: House, present: Present, flow_id: str, reason: str) -> dict[str, Any]:
    """Work out who would be asked and what it costs. Nothing is sent.

    Args:
        reason: why it may go outside sending hours; "" keeps to them.

    Returns:
        people, segments (SMS only), pence (None where SAYSO_SEGMENT_PENCE is not set), and when it
        starts (ISO 8601); unchecked: language -> texts that no native reader has checked; and who
        answers for these, the community's contact where nobody else has been named.

    Raises:
        InputError: the community has another question than this.
        SettingsError: no channel is on, or nobody is named for worrying texts.
    """
    asked = present.engagement.flow_id
    if flow_id != asked:
        raise InputError(f"There is no question {flow_id!r} here; there is: {asked}")
    if not house.settings.channels_on:
        raise SettingsError("No channel is on: `sayso doctor` says what Telegram and SMS need.")
    now = house.clock()
    starts = now if reason else find_next_opening(present.community.profile, now)
    with house.database.transaction() as db:
        if staff.find_safeguarding(db, present.community.id) is None:
            raise SettingsError("Nobody is named for worrying texts: run `sayso start` again.")
        people, segments = count_audience(db, house, present)
        unchecked = _count_unchecked(db, house, present)
        answers_for = flow_versions.read_fuzzy_by(
            db, present.community.id, present.engagement.version
        )
    each = house.settings.segment_pence
    return {
        "people": people,
        "segments": segments,
        "pence": None if each is None else round(segments * each, 1),
        "starts": starts.isoformat(timespec="seconds"),
        "unchecked": unchecked,
        "unchecked_by": (answers_for or present.community.profile["contact"]) if unchecked else "",
    }


def order(house: House, present: Present, reason: str, *, unchecked_by: str = "") -> dict[str, Any]:
    """Order the broadcast and hand it to the outbox; the workers send it.

    Args:
        unchecked_by: who says yes to texts that no native reader has checked, "" where there are
            none; it is written down with the flow's version.

    Raises:
        InputError: there are such texts, and nobody is named.

    Returns:
        its id, how many are asked, and reason -> how many are not.
    """
    now = house.clock()
    with house.database.transaction() as db:
        community, version = present.community.id, present.engagement.version
        unchecked = ", ".join(_count_unchecked(db, house, present))
        if unchecked and not unchecked_by:
            raise InputError(f"Nobody has checked the texts in {unchecked}; name who says yes")
        if unchecked:
            flow_versions.accept_fuzzy(db, community, version, by=unchecked_by, now=now)
        id = broadcasts.make(
            db,
            present.community.id,
            present.engagement.id,
            reason=reason,
            now=now,
            expires_at=now + LIVES,
        )
    broadcast(house)
    with house.database.transaction() as db:
        counts = broadcasts.count(db, present.community.id, id)
    asked = counts.pop("asked", 0)
    return {"broadcast": str(id), "asked": asked, "not_asked": counts}


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
