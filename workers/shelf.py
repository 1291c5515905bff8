"""Flow versions that were loaded already, and the doors that lead into published flows."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

import structlog

from flows.conversation import Conversation
from flows.definition import Flow
from flows.errors import FlowError
from flows.loading import load_flow, load_texts
from flows.reader.normal import normalise
from flows.session import Shelf
from storage import flow_versions
from storage.database import Db
from storage.library import read_flow_sources, read_staff_sources

log = structlog.get_logger()

STAFF_LANGUAGES = ("en", "tr", "cy")
"""Those staff are written to in; others read English."""
_RESIDENTS = "residents"


class FlowShelf:
    """Flow versions by the sha256 of their sources; a version never changes, nor what is here."""

    def __init__(self) -> None:
        self._flows: dict[str, Flow] = {}
        self._doors: dict[tuple[str, ...], Mapping[str, str]] = {}
        self._shipped: Flow | None = None
        self._staff: Flow | None = None
        self._composer: Flow | None = None
        self._writer: Flow | None = None

    @property
    def shipped(self) -> Flow:
        """A flow that has every shared text of this version of Sayso: staff are written from it."""
        if self._shipped is None:
            self._shipped = load_flow(read_flow_sources("needs"))
        return self._shipped

    @property
    def staff(self) -> Flow:
        """The texts that only staff read, as a flow without states."""
        if self._staff is None:
            self._staff = load_texts(read_staff_sources(), "staff", STAFF_LANGUAGES)
        return self._staff

    @property
    def composer(self) -> Flow:
        """The shipped flow by which a question is put together."""
        if self._composer is None:
            self._composer = load_flow(read_flow_sources("ask"))
        return self._composer

    @property
    def writer(self) -> Flow:
        """The shipped flow by which a helper writes a person's words down."""
        if self._writer is None:
            self._writer = load_flow(read_flow_sources("write-down-for-someone"))
        return self._writer

    def learn(self, flow: Flow) -> None:
        """Keep a flow that was loaded elsewhere."""
        self._flows[flow.version] = flow

    def find(self, db: Db, community: UUID, version: str) -> Flow:
        """Give a published version, from the database the first time."""
        flow = self._flows.get(version)
        if flow is None:
            flow = load_published(flow_versions.read_sources(db, community, version), version)
            self._flows[version] = flow
        return flow

    def open(self, db: Db, community: UUID, latest: Mapping[str, str]) -> Shelf:
        """Give the doors into these flows, with every flow that was found so far.

        Args:
            latest: flow id -> the version its doors lead to; of two with one keyword the first has
                it.
        """
        versions = tuple(latest.values())
        doors = self._doors.get(versions)
        if doors is None:
            doors = self._list_doors(db, community, versions)
            self._doors[versions] = doors
        return Shelf(flows=self._flows, doors=doors)

    def fetch(self, db: Db, community: UUID, conversation: Conversation) -> None:
        """Find the flows of a conversation and of those it interrupted."""
        at: Conversation | None = conversation
        while at is not None:
            if at.version not in self._flows:
                self.find(db, community, at.version)
            at = at.beneath

    def _list_doors(self, db: Db, community: UUID, versions: Iterable[str]) -> dict[str, str]:
        doors: dict[str, str] = {}
        for version in versions:
            try:
                flow = self.find(db, community, version)
            except FlowError as error:
                log.warning("flow has no door: it does not load", version=version, error=error.code)
                continue
            if flow.audience == _RESIDENTS:
                for word in find_doors(flow):
                    doors.setdefault(word, version)
        return doors


def find_doors(flow: Flow) -> list[str]:
    """List the keywords and codes that start a flow, in their plain form."""
    return [normalise(word).key for word in (*flow.keywords, *flow.codes)]


def load_published(sources: Mapping[str, str], version: str) -> Flow:
    """Load what was published, also by an older Sayso that had fewer shared texts.

    Raises:
        FlowError: it does not load, not even with the shared texts of this Sayso.
    """
    try:
        return load_flow(sources)
    except FlowError:
        shared = {
            name: text
            for name, text in read_flow_sources("needs").items()
            if name.startswith("system.")
        }
        own = {name: text for name, text in sources.items() if not name.startswith("system.")}
        return replace(load_flow(own | shared), version=version)
