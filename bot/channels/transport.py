"""HTTP to a carrier, and what a broken line says about a message's fate. Knows no carrier."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from flows.errors import FateUnknown, NotSent

CONNECT_S = 5.0
READ_S = 10.0
_FORM: Mapping[str, str] = {"Content-Type": "application/x-www-form-urlencoded"}
_KEPT_OPEN_S = (
    4.0  # shorter than any server's own, so that we rarely write to a line it just closed
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a carrier's server said."""

    status: int
    body: bytes


def open_session() -> aiohttp.ClientSession:
    """Open a session, inside a running loop; the caller bounds what is in flight."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEPT_OPEN_S),
        cookie_jar=aiohttp.DummyCookieJar(),
    )


async def exchange(
    session: aiohttp.ClientSession,
    method: str,
    url: str,
    *,
    form: Mapping[str, object] | None = None,
    query: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
    read_s: float = READ_S,
) -> Answer:
    """Send one request and read the whole answer.

    Raises:
        NotSent: no connection came about.
        FateUnknown: the request left, and the answer was lost.
    """
    timeout = aiohttp.ClientTimeout(
        total=CONNECT_S + 2 * read_s, connect=CONNECT_S, sock_read=read_s
    )
    try:
        async with session.request(
            method,
            url,
            # bytes: aiohttp's own forms take a sixth of a send
            data=None if form is None else urlencode(_fields(form)).encode(),
            params=None if query is None else _fields(query),
            headers=headers if form is None else {**(headers or {}), **_FORM},
            timeout=timeout,
            allow_redirects=False,
        ) as response:
            return Answer(response.status, await response.read())
    # from None: aiohttp's own words hold the URL, and with it the token
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL):
        raise NotSent("no connection", scope="channel") from None
    except TimeoutError:
        raise FateUnknown("no answer in time") from None
    except (aiohttp.ClientError, OSError) as error:
        raise FateUnknown(f"answer lost: {type(error).__name__}") from None


def _fields(values: Mapping[str, object]) -> list[tuple[str, str]]:
    """Flatten a form: a list becomes a repeated field."""
    return [
        (name, str(value))
        for name, given in values.items()
        for value in (given if isinstance(given, (list, tuple)) else (given,))
    ]
