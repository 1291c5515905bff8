"""Health and figures for whoever runs the service: /healthz, /readyz and /metrics."""

import hmac
from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from itertools import accumulate

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from storage import communities, metrics, revisions
from storage.database import Database, Unreachable
from storage.doorbell import Doorbell
from storage.metrics import BUCKETS_S, Figures

FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""Headers that say that a proxy stands between."""


class Health:
    """What a machine may ask of one installation."""

    def __init__(
        self, database: Database, doorbell: Doorbell, *, token: str = "", is_public: bool = True
    ) -> None:
        """Take what is looked at.

        Args:
            token: opens the figures to whoever sends it as a bearer token.
            is_public: others reach us by a proxy on this machine: without a token the figures stay
                closed, since its requests look like ours.
        """
        self._database = database
        self._doorbell = doorbell
        self._token = token
        self._is_public = is_public

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/healthz", self.live),
            Route("/readyz", self.ready),
            Route("/metrics", self.figures),
        ]

    async def live(self, request: Request) -> Response:
        """Say that this process runs."""
        return PlainTextResponse("ok\n")

    async def ready(self, request: Request) -> Response:
        """Say whether texts can be stored: 200, or 503 with what to do.

        Without Redis the web goes on storing; that is only told.
        """
        database = await run_in_threadpool(self._look_at_database)
        hears = await run_in_threadpool(self._doorbell.answers)
        queue = "ok" if hears else "away: texts are stored, and answered once it is back"
        state = {"database": database, "redis": queue}
        return JSONResponse(state, status_code=200 if database == "ok" else 503)

    async def figures(self, request: Request) -> Response:
        """Give the figures in Prometheus's text form."""
        if not self._may_read(request):
            return PlainTextResponse("not for you\n", status_code=403)
        try:
            found = await run_in_threadpool(self._read)
        except Unreachable:
            return PlainTextResponse("the database does not answer\n", status_code=503)
        return Response(found, media_type=CONTENT_TYPE_LATEST)

    def _may_read(self, request: Request) -> bool:
        if self._token:
            given = request.headers.get("authorization", "")
            return hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode())
        is_here = request.client is not None and _is_loopback(request.client.host)
        through_proxy = any(name in request.headers for name in FORWARDED)
        return is_here and not through_proxy and not self._is_public

    def _look_at_database(self) -> str:
        try:
            with self._database.transaction() as db:
                found = revisions.current_revision(db)
        except Unreachable:
            return "away"
        if found != revisions.newest_revision():
            return "of another version: run sayso db upgrade"
        return "ok"

    def _read(self) -> bytes:
        with self._database.transaction() as db:
            community = communities.find(db)
            found = None if community is None else metrics.read_figures(db, community.id)
        registry = CollectorRegistry()
        registry.register(_Shown([] if found is None else list(lay_out(found))))
        return generate_latest(registry)


class _Shown(Collector):
    """Metrics that are there already."""

    def __init__(self, shown: Iterable[Metric]) -> None:
        self._shown = shown

    def collect(self) -> Iterable[Metric]:
        return self._shown


def lay_out(found: Figures) -> Iterable[Metric]:
    """Lay figures out as Prometheus's metrics."""
    yield _by_channel("sayso_inbound_texts", "Texts that came in.", found.inbound)
    yield CounterMetricFamily("sayso_repeats", "Texts sent again by carriers.", found.repeats)
    yield GaugeMetricFamily("sayso_inbox_waiting", "Texts not answered yet.", found.waiting)
    yield GaugeMetricFamily(
        "sayso_inbox_oldest_seconds", "How long the oldest of them waits.", found.oldest_waiting_s
    )
    yield GaugeMetricFamily("sayso_dead_letters", "Texts that could not be read.", found.dead)
    yield CounterMetricFamily("sayso_replies", "Texts that were answered.", sum(found.replies))
    yield _reply_times(found)
    depth = GaugeMetricFamily(
        "sayso_outbox_messages", "Messages on their way.", labels=["channel", "state"]
    )
    oldest = GaugeMetricFamily(
        "sayso_outbox_oldest_seconds", "How old the oldest is.", labels=["channel", "state"]
    )
    for one in found.outbox:
        depth.add_metric([one.channel, one.state], one.n)
        oldest.add_metric([one.channel, one.state], one.oldest_s)
    yield depth
    yield oldest
    yield _by_channel("sayso_unknown_fates", "Messages whose fate got lost.", found.unknown)
    yield _by_channel("sayso_told_to_wait", "429s and their like.", found.told_to_wait)


def _by_channel(name: str, means: str, counts: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(name, means, labels=["channel"])
    for channel, n in sorted(counts.items()):
        family.add_metric([channel], n)
    return family


def _reply_times(found: Figures) -> Metric:
    added = list(accumulate(found.replies))
    bounds = [*(str(seconds) for seconds in BUCKETS_S), "+Inf"]
    return HistogramMetricFamily(
        "sayso_reply_seconds",
        "From a text received to its reply accepted by the carrier.",
        buckets=list(zip(bounds, added, strict=True)),
        sum_value=found.reply_s,
    )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
