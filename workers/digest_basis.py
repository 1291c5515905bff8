"""What a digest rests on that changes later and keeps no past: profile, notes, who told what."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from flows.definition import Flow
from insight.closed_questions import read_back
from insight.evidence import Passed
from insight.wording import find_question
from storage import notes, profiles
from storage.database import Db
from workers.house import House, Present

ANSWERED = "answered"
NOTED = {
    "who_gains": "who_gains",
    "could_change": "could_change",
    "taken_in": "taken_in",
    "held_back": "held_back_note",
}
"""Name of a note -> what it is called in the evidence."""


def make_further_basis(db: Db, house: House, present: Present) -> dict[str, Any]:
    """Gather it as plain JSON values. What people told is counted up to yesterday."""
    community, engagement = present.community, present.engagement
    today = house.clock().astimezone(ZoneInfo(community.zone)).date()
    return {
        "profile": profiles.read_profile(db, community.id),
        "told": profiles.count_told(db, community.id, house.keys, before=today),
        "passed": _count_passed(db, house, present),
        "notes": notes.read_notes(db, community.id, engagement.id),
    }


def _count_passed(db: Db, house: House, present: Present) -> list[tuple[str, int, int]]:
    """Count who came to each question after the first, and who answered it: by its words."""
    ways = profiles.read_passed(db, present.community.id, present.engagement.flow_id)
    came: dict[str, int] = {}
    answered: dict[str, int] = {}
    for (state, outcome, target), n in ways.items():
        if target != state:
            came[target] = came.get(target, 0) + n
        if outcome == ANSWERED:
            answered[state] = answered.get(state, 0) + n
    asked = sorted((state for state in answered if came.get(state)), key=lambda one: -came[one])
    flow = house.flows.find(db, present.community.id, present.engagement.version)
    return [(_find_words(flow, state), came[state], answered[state]) for state in asked]


def _find_words(flow: Flow, state: str) -> str:
    """Find what a state asks, as it was first written; its name where it asks nothing now."""
    found = flow.states.get(state)
    text = flow.text(found.say, flow.languages[0]) if found and found.say else ""
    return find_question(text) or state


def read_further(basis: Mapping[str, Any]) -> dict[str, Any]:
    """Read it back, as fields of the evidence. Digests from before it was kept have none."""
    noted = basis.get("notes", {})
    limits = noted.get("limits_told", "").split(";")
    return {
        "profile": tuple((kind, value, n) for kind, value, n in basis.get("profile", ())),
        "told": tuple((kind, value, n) for kind, value, n in basis.get("told", ())),
        "passed": tuple(
            Passed(name=name, saw=saw, answered=answered)
            for name, saw, answered in basis.get("passed", ())
        ),
        "closed_questions": tuple(map(read_back, basis.get("closed_questions", ()))),
        "limits_told": tuple(one.strip() for one in limits if one.strip()),
        **{field: noted.get(name, "") for name, field in NOTED.items()},
    }
