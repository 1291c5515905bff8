"""Finds the question that an organiser names: by its short name, or by its title."""

from collections.abc import Iterable

from flows.errors import InputError
from storage.engagements import Engagement


def pick_question(questions: Iterable[Engagement], named: str) -> Engagement:
    """Find a question; the only one there is needs no name.

    Args:
        questions: those to choose from, the newest first.
        named: a flow's name such as needs, or a title, in any case; "" for the only one.

    Raises:
        InputError: there is none of that name, or none was named of several; one line lists them.
    """
    known = list(questions)
    wanted = named.strip().casefold()
    found = [one for one in known if wanted in (one.flow_id.casefold(), one.title.casefold())]
    if not wanted and len(known) == 1:
        return known[0]
    if found:
        return found[0]
    there = ", ".join(dict.fromkeys(one.flow_id for one in known)) or "none"
    said = f"There is no question {named.strip()[:40]!r}" if wanted else "Name a question"
    raise InputError(f"{said}; there is: {there}")
