"""Pages for officers: a digest behind its link, and health for whoever runs the service."""

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from storage import digests
from storage.clock import Clock
from storage.database import Database, Unreachable, ping
from storage.doorbell import Doorbell

Render = Callable[[str], bytes]

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "private, no-store",
}
GONE = "This link is not known, or has ended. Ask whoever sent it to you for a new one.\n"


class Pages:
    """The pages of one installation."""

    def __init__(
        self,
        database: Database,
        doorbell: Doorbell,
        *,
        clock: Clock,
        formats: Mapping[str, tuple[str, Render]],
    ) -> None:
        """Take what pages are made from.

        Args:
            formats: file ending -> media type, and how a frozen model (JSON text) is rendered.
        """
        self._database = database
        self._doorbell = doorbell
        self._clock = clock
        self._formats = formats

    def routes(self) -> list[Route]:
        """List the pages."""
        return [
            Route("/health", self.health),
            Route("/digests/{token}", self.digest),
            Route("/digests/{token}/digest.{ending}", self.digest),
        ]

    async def health(self, request: Request) -> Response:
        """Say whether texts can be stored (200, else 503) and whether the bell is heard."""
        stores = await run_in_threadpool(self._can_store)
        hears = await run_in_threadpool(self._doorbell.answers)
        state = {"database": stores, "queue": hears}
        return JSONResponse(state, status_code=200 if stores else 503)

    async def digest(self, request: Request) -> Response:
        """Show the digest behind a link, in the format its ending asks for."""
        ending = request.path_params.get("ending", "html")
        token = request.path_params["token"]
        frozen = await run_in_threadpool(self._find, token)
        if frozen is None or ending not in self._formats:
            return Response(GONE, status_code=404, media_type="text/plain", headers=HEADERS)
        media_type, render = self._formats[ending]
        content = await run_in_threadpool(render, frozen.model)
        headers = dict(HEADERS)
        if ending != "html":
            name = f"digest-{frozen.number}.{ending}"
            headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return Response(content, media_type=media_type, headers=headers)

    def _can_store(self) -> bool:
        try:
            with self._database.transaction() as db:
                ping(db)
        except Unreachable:
            return False
        return True

    def _find(self, token: str) -> digests.Frozen | None:
        with self._database.transaction() as db:
            return digests.find_by_token(db, token, now=self._clock())
