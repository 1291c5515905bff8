"""How people went through a flow: which ways, where they are now, and where silence ended it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.definition import Flow
from flows.errors import InputError
from storage import conversations, flow_versions, passages
from workers.house import House, Present

AFTER = "after"


@dataclass(frozen=True, kw_only=True)
class Traffic:
    """Counts of all published versions of a flow together.

    Attributes:
        ways: (state, outcome, target) -> how often it was taken.
        waiting: state -> people who are there now.
        gave_up: state -> how often silence ended a conversation there.
    """

    ways: Mapping[tuple[str, str, str], int]
    waiting: Mapping[str, int]
    gave_up: Mapping[str, int]


def read_traffic(house: House, present: Present, flow: Flow) -> Traffic:
    """Count, for a drawing.

    Raises:
        InputError: no version of this flow was ever published.
    """
    community = present.community.id
    with house.database.transaction() as db:
        published = flow_versions.list_published(db, community)
        versions = [one.version for one in published if one.flow_id == flow.id]
        if not versions:
            raise InputError(f"{flow.id} was never published: nobody has been through it")
        ways = passages.read(db, community, versions)
        waiting = conversations.count_waiting(db, community, versions)
    gave_up: dict[str, int] = {}
    for (state, outcome, target), n in ways.items():
        if outcome == AFTER and target in flow.states and flow.states[target].expect is None:
            gave_up[state] = gave_up.get(state, 0) + n
    return Traffic(ways=ways, waiting=waiting, gave_up=gave_up)
