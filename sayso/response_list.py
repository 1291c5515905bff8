"""Lists each topic with its answer, who got it, and what they think of it. Sends nothing."""

from typing import Any

from insight.disclosure import show_total
from storage import responses
from storage.database import Db
from storage.responses import Response
from storage.topics import list_topics, name_topic
from workers.house import House, Present


def list_responses(house: House, present: Present) -> list[dict[str, Any]]:
    """List the topics that were raised or answered, those without an answer last.

    Returns:
        rows: topic, name, raised (protected), owed; and of those with an answer: answer, words,
        because_kind, because, decider, on, version, made_at, sent, delivered, not_told, in_person,
        history; fair, unfair, reasons, done and undone are protected as in a digest.
    """
    community, engagement, now = present.community.id, present.engagement, house.clock()
    closing = engagement.closed_at is not None
    rows = []
    with house.database.transaction() as db:
        latest = responses.list_latest(db, community, engagement.id)
        versions = responses.list_versions(db, community, engagement.id)
        for theme in list_topics(db, community, engagement.id):
            one = latest.get(theme.code)
            raised = responses.list_contributors(db, community, engagement.id, theme.code, at=now)
            if not raised and one is None:
                continue
            row: dict[str, Any] = {
                "topic": theme.code,
                "name": name_topic(theme),
                "raised": show_total(len(raised), closing=closing).text,
                "owed": one is None,
            }
            if one is not None:
                row |= _describe(db, present, one)
                row |= {"history": [_as_version(v) for v in versions if v.topic == theme.code]}
                row |= _count(db, present, house, one, closing=closing)
            rows.append(row)
    return sorted(rows, key=lambda row: row["owed"])


def _as_version(one: Response) -> dict[str, Any]:
    return {
        "version": one.version,
        "answer": one.answer,
        "words": one.words["en"],
        "made_at": one.made_at.isoformat(timespec="seconds"),
        "entered_by": one.entered_by,
    }


def _describe(db: Db, present: Present, one: Response) -> dict[str, Any]:
    return {
        **_as_version(one),
        "because_kind": one.because_kind,
        "because": one.because,
        "decider": one.decider,
        "on": one.on_day.isoformat() if one.on_day else "",
        "in_person": responses.count_in_person(db, present.community.id, one),
    }


def _count(
    db: Db, present: Present, house: House, one: Response, *, closing: bool
) -> dict[str, Any]:
    found = responses.count_reception(db, present.community.id, one, at=house.clock())

    def shown(count: int) -> str:
        return show_total(count, closing=closing).text

    fair, unfair, reasons = shown(found.fair), shown(found.unfair), shown(found.reasons)
    return {
        "sent": found.sent,
        "delivered": found.delivered,
        "not_told": dict(found.not_told),
        "fair": fair,
        "unfair": unfair,
        "reasons": reasons,
        "done": shown(found.done),
        "undone": shown(found.undone),
        "fair_line": f"fair: {fair}, not fair: {unfair}, {reasons} said why",
    }
