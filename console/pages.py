"""Pages for officers: digests, published or behind a link, and health for whoever runs it."""

from collections.abc import Callable, Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from storage import communities, digest_links, digests
from storage.clock import Clock
from storage.database import Database, Unreachable, ping
from storage.doorbell import Doorbell

ReadFile = Callable[[digests.Frozen, str], tuple[str, bytes]]
List = Callable[[Sequence[digests.Frozen]], bytes]

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
PUBLIC = {**HEADERS, "Cache-Control": "no-cache"}
MOST = 2**31 - 1  # what PostgreSQL's integer holds
GONE = "This link is not known, or has ended. Ask whoever sent it to you for a new one.\n"


class Pages:
    """The pages of one installation."""

    def __init__(
        self,
        database: Database,
        doorbell: Doorbell,
        *,
        clock: Clock,
        formats: Mapping[str, str],
        read_file: ReadFile,
        list_editions: List,
    ) -> None:
        """Take what pages are made from.

        Args:
            formats: file ending -> media type.
            read_file: gives an edition's file of an ending: its name and bytes.
            list_editions: renders the page of published editions, the newest first.
        """
        self._database = database
        self._doorbell = doorbell
        self._clock = clock
        self._formats = formats
        self._read_file = read_file
        self._list_editions = list_editions

    def routes(self) -> list[Route]:
        """List the pages."""
        return [
            Route("/health", self.health),
            Route("/digests/{number:int}", self.editions),
            Route("/digests/{number:int}/{edition:int}/digest.{ending}", self.published),
            Route("/digests/{token}", self.digest),
            Route("/digests/{token}/digest.{ending}", self.digest),
        ]

    async def health(self, request: Request) -> Response:
        """Say whether texts can be stored (200, else 503) and whether the bell is heard."""
        stores = await run_in_threadpool(self._can_store)
        hears = await run_in_threadpool(self._doorbell.answers)
        state = {"database": stores, "queue": hears}
        return JSONResponse(state, status_code=200 if stores else 503)

    async def editions(self, request: Request) -> Response:
        """List the published editions of a digest: an address that lasts."""
        found = await run_in_threadpool(self._find_published, request.path_params["number"])
        if not found:
            return _gone()
        page = await run_in_threadpool(self._list_editions, found)
        return Response(page, media_type="text/html", headers=PUBLIC)

    async def published(self, request: Request) -> Response:
        """Give a published edition in one of its formats, until it is withdrawn."""
        given = request.path_params
        found = await run_in_threadpool(self._find_published, given["number"])
        kept = [one for one in found if one.edition == given["edition"] and not one.withdrawn_at]
        return await self._give(kept[0] if kept else None, given["ending"], PUBLIC)

    async def digest(self, request: Request) -> Response:
        """Show the digest behind a link, in the format its ending asks for; the use is kept."""
        ending = request.path_params.get("ending", "html")
        frozen = None
        if ending in self._formats:
            frozen = await run_in_threadpool(self._use, request.path_params["token"], ending)
        return await self._give(frozen, ending, HEADERS)

    async def _give(
        self, frozen: digests.Frozen | None, ending: str, headers: Mapping[str, str]
    ) -> Response:
        media_type = self._formats.get(ending)
        if frozen is None or media_type is None:
            return _gone()
        name, content = await run_in_threadpool(self._read_file, frozen, ending)
        told = dict(headers)
        if not ending.endswith("html"):
            told["Content-Disposition"] = f'attachment; filename="{name}"'
        return Response(content, media_type=media_type, headers=told)

    def _can_store(self) -> bool:
        try:
            with self._database.transaction() as db:
                ping(db)
        except Unreachable:
            return False
        return True

    def _use(self, token: str, ending: str) -> digests.Frozen | None:
        with self._database.transaction() as db:
            return digest_links.use(db, token, format=ending, now=self._clock())

    def _find_published(self, number: int) -> list[digests.Frozen]:
        with self._database.transaction() as db:
            community = communities.find(db)
            if community is None or number > MOST:
                return []
            found = digests.list_editions(db, community.id, number)
        return [one for one in found if one.published_at]


def _gone() -> Response:
    return Response(GONE, status_code=404, media_type="text/plain", headers=HEADERS)
