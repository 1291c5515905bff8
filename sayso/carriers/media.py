"""Files that residents sent, kept as the carriers keep them: Twilio's behind a password."""

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sayso.carriers.messages import VERSION, new_sid

CONTENT: Mapping[str, bytes] = {
    "image/jpeg": b"\xff\xd8\xff\xe0 a fake picture",
    "audio/ogg": b"OggS a fake voice",
}
"""What files hold, by type; any other type holds what a voice does."""
_STORE = "/stored-media"  # where Twilio sends whoever proved who they are


class Media:
    """The files of both carriers."""

    def __init__(self, account: str) -> None:
        self._account = account
        self._types: dict[str, str] = {}

    def keep(self, message_sid: str, kind: str) -> str:
        """Keep a file of an MMS; gives its URL as Twilio writes it."""
        sid = new_sid("ME")
        self._types[sid] = kind
        path = f"/{VERSION}/Accounts/{self._account}/Messages/{message_sid}/Media/{sid}"
        return f"https://api.twilio.com{path}"

    def routes(self, refuse_stranger: Callable[[Request], Response | None]) -> list[Route]:
        """Make the routes; only the first one asks for the account's password."""

        async def show_way(request: Request) -> Response:
            found = request.path_params["media"] in self._types
            refusal = refuse_stranger(request) or (None if found else Response(status_code=404))
            return refusal or RedirectResponse(f"{_STORE}/{request.path_params['media']}", 307)

        async def fetch(request: Request) -> Response:
            kind = self._types.get(request.path_params["media"])
            return _file(kind) if kind else Response(status_code=404)

        async def fetch_from_telegram(request: Request) -> Response:
            kind = request.path_params["path"].partition("/")[0]
            return _file("image/jpeg" if kind == "photo" else "audio/ogg")

        message = f"/{VERSION}/Accounts/{{account}}/Messages/{{sid}}"
        return [
            Route(f"{message}/Media/{{media}}", show_way),
            Route(f"{_STORE}/{{media}}", fetch),
            Route("/file/bot{token}/{path:path}", fetch_from_telegram),
        ]


def _file(kind: str) -> Response:
    return Response(CONTENT.get(kind, CONTENT["audio/ogg"]), media_type=kind)
