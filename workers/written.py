"""What is written down for others, before it is kept, and what became of it. Stores nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flows.conversation import JsonScalar
from flows.reader.slip_codes import read_code
from storage.entries import HELPER, MEETING, PAPER

KINDS = (PAPER, HELPER, MEETING)
"""The kinds a person may name; a view comes with what its helper wrote down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written down, before it is kept.

    Attributes:
        kind: paper (they wrote it), helper (somebody wrote it for them), meeting or view.
        writer: name of whoever wrote it down or typed it in.
        words: one person's words, or each point of a meeting.
        language: "" guesses it.
        slip: the code on the slip they were given; "" for none.
        view: what the helper thinks; becomes an entry of its own.
        key: two with one key are the same entry; "" goes by the slip, or is never the same.
        ring: the number they may be rung on, with ring_when in their words.
    """

    kind: str
    writer: str
    words: tuple[str, ...]
    said_on: date
    language: str = ""
    relation: str = ""
    why: str = ""
    area: str = ""
    place: str = ""
    headcount: int | None = None
    slip: str = ""
    view: str = ""
    key: str = ""
    ring: str = ""
    ring_when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of it.

    Attributes:
        entry_id: the new entry; None where it is known already, or cannot be kept.
        problem: why it cannot be kept, and what to do.
        worries: its words may mean that somebody is in danger: the contact is told.
    """

    entry_id: UUID | None = None
    problem: str = ""
    worries: bool = False


def read_flow(
    writer: str,
    answers: Mapping[str, JsonScalar],
    said: Mapping[str, str],
    *,
    said_on: date,
    key: str,
) -> Written | None:
    """Read what a helper answered in the flow `write-down-for-someone`, for `take_down`.

    Args:
        writer: the helper's name.
        answers: what the flow saved: agreed, helper, why, ring, number, safe_time, slip.
        said: what it recorded: state -> words.
        key: such as the id of the text that ended it.

    Returns:
        None where the person did not agree, or nothing was said.
    """
    words = said.get("own_words", "")
    if answers.get("agreed") is not True or not words:
        return None
    texts = {name: str(value) for name, value in answers.items() if value is not None}
    return Written(
        kind=HELPER,
        writer=writer,
        words=(words,),
        said_on=said_on,
        relation=texts.get("helper", ""),
        why=texts.get("why", ""),
        slip=read_code(texts.get("slip", "")),
        view=said.get("own_view", "") or said.get("own_view_without_slip", ""),
        key=key,
        ring=texts.get("number", ""),
        ring_when=texts.get("safe_time", ""),
    )
