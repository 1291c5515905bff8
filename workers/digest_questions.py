"""The questions of an engagement that have answers to choose from, as digests count them.

Questions of flows that are sensitive, and private ones in others, are left out; so are those of
flows that only we begin, such as "did we hear you": a digest has lines of their own for these.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flows.definition import Expect, Flow, State
from insight.closed_questions import CLOSED, Options, count_choices, lay_out
from insight.wording import clean, find_question
from storage import flow_versions
from storage.database import Db
from storage.given_answers import count_given
from workers.house import House, Present


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One question: what its answers are saved under, its words, and what there is to choose."""

    name: str
    words: str
    kind: str
    options: Options


def count_closed(
    db: Db, house: House, present: Present, given: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Count who gave which answer, as plain JSON values, in the order of the questions.

    Args:
        given: as `storage.given_answers.count_given` has it.
    """
    asked = {one.name: one for one in reversed([*_list_all(db, house, present)])}
    counted = count_given(db, given, [*asked])
    return [
        lay_out(count_choices(one.name, one.words, one.kind, one.options, counted[one.name]))
        for one in reversed(asked.values())
        if one.name in counted
    ]


def _list_all(db: Db, house: House, present: Present) -> Iterator[_Asked]:
    """List the questions of the engagement's own flow, and of those that residents can begin."""
    community, engagement = present.community.id, present.engagement
    yield from _list_asked(house.flows.find(db, community, engagement.version), "")
    latest = flow_versions.pick_latest(flow_versions.list_published(db, community))
    for id, version in sorted(latest.items()):
        if id == engagement.flow_id:
            continue
        flow = house.flows.find(db, community, version)
        if (flow.keywords or flow.codes) and flow.audience == "residents":
            yield from _list_asked(flow, f"{id}.")


def _list_asked(flow: Flow, before: str) -> Iterator[_Asked]:
    language = "en" if "en" in flow.languages else flow.languages[0]
    for state in flow.states.values():
        expect = state.expect
        if flow.sensitive or expect is None or not _counts(state, expect):
            continue
        yield _Asked(
            name=f"{before}{state.save}",
            words=_find_words(flow.text(state.say, language)) or state.save,
            kind=expect.kind,
            options=_list_options(flow, expect, language),
        )


def _counts(state: State, expect: Expect) -> bool:
    """Tell whether answers are counted; whether somebody agrees to be asked is no opinion."""
    return bool(state.save) and expect.kind in CLOSED and not (state.sensitive or state.consent)


def _find_words(text: str) -> str:
    """Find the question in a text; where it has no question mark, all that is the same for all."""
    sentences = clean(text).replace("! ", ". ").split(". ")
    return find_question(text) or ". ".join(one for one in sentences if "{" not in one)


def _list_options(flow: Flow, expect: Expect, language: str) -> Options:
    named = [(one.code, flow.text(one.key, language)) for one in expect.options]
    if expect.kind != "scale":
        return named
    ends = {int(code): label for code, label in named}
    marks = range(min(ends), max(ends) + 1)
    return [(str(one), f"{one} ({ends[one]})" if one in ends else str(one)) for one in marks]
