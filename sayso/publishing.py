"""Publishes flow versions: checked before, never changed after, with doors for residents."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows.definition import Flow
from flows.errors import InputError
from flows.translating import count_fuzzy
from sayso.flow_checking import Report, check_files, walk_flows
from sayso.flow_files import FlowFiles, read_flow_files, read_shipped_files
from storage import flow_versions
from storage.flow_versions import Published
from workers.house import House, Present
from workers.shelf import find_doors

SHOWN = 12
"""Letters of a version's name that people see."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What publishing a flow comes to.

    Attributes:
        known: the same version, where it was published before.
        waiting: (version, state) -> people in the middle of an older version there.
        fuzzy: language -> texts that no native reader has checked.
        doors: keywords and codes that will start it.
    """

    flow: Flow
    files: FlowFiles
    report: Report
    known: Published | None
    waiting: dict[tuple[str, str], int]
    fuzzy: dict[str, int]
    doors: list[str]

    def to_json(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "flow": self.flow.id,
            "version": self.flow.version,
            "already_published": self.known is not None,
            "doors": self.doors,
            "waiting": [
                {"version": version, "state": state, "people": people}
                for (version, state), people in self.waiting.items()
            ],
            "fuzzy": self.fuzzy,
            "fuzzy_by": self.known.fuzzy_by if self.known else "",
        }


def check_one(
    path: str, *, walks: int, now: datetime, tick: Callable[[], object]
) -> tuple[Flow | None, FlowFiles, Report]:
    """Check the flow that is to be published, and walk it.

    Returns:
        The flow where it loads, its files, and what was found.

    Raises:
        InputError: the path has no flow, or several.
    """
    bundles = read_flow_files([path])
    if len(bundles) > 1:
        raise InputError(f"{path} has {len(bundles)} flows; name one file")
    [files] = bundles
    report, loaded = check_files(bundles, read_shipped_files())
    own = str(files.paths[f"{files.id}.yaml"])
    flow = loaded.get(own)
    if flow is not None:
        walk_flows(report, {own: flow}, walks=walks, seed=0, now=now, tick=tick)
    return flow, files, report


def plan(house: House, present: Present, flow: Flow, files: FlowFiles, report: Report) -> Plan:
    """Look at what publishing would do. Changes nothing.

    Raises:
        InputError: another published flow has one of its keywords or codes.
    """
    community = present.community.id
    doors = find_doors(flow) if flow.audience == "residents" else []
    with house.database.transaction() as db:
        published = flow_versions.list_published(db, community)
        waiting = flow_versions.count_waiting(db, community, flow.id)
        for id, version in flow_versions.pick_latest(published).items():
            if id == flow.id:
                continue
            other = house.flows.find(db, community, version)
            _refuse_clash(doors, other)
    return Plan(
        flow=flow,
        files=files,
        report=report,
        known=next((one for one in published if one.version == flow.version), None),
        waiting={at: n for at, n in waiting.items() if at[0] != flow.version},
        fuzzy=count_fuzzy(flow, files.sources),
        doors=doors,
    )


def publish(house: House, present: Present, made: Plan, *, fuzzy_by: str = "") -> None:
    """Publish a version; its doors open with the next text.

    Args:
        fuzzy_by: who said yes to translations that no native reader has checked.
    """
    community, now = present.community.id, house.clock()
    with house.database.transaction() as db:
        flow_versions.publish(
            db,
            community,
            flow_id=made.flow.id,
            version=made.flow.version,
            sources=made.files.sources,
            now=now,
        )
        if fuzzy_by:
            flow_versions.accept_fuzzy(db, community, made.flow.version, by=fuzzy_by, now=now)


def _refuse_clash(doors: list[str], other: Flow) -> None:
    if other.audience != "residents":
        return
    for word in sorted(set(doors) & set(find_doors(other))):
        raise InputError(
            f"'{word}' starts the published flow {other.id} already; choose another keyword or code"
        )
