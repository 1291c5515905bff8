"""Fetches the files that residents sent, from where their carrier keeps them. Stores nothing.

What a file is says its first bytes, never its name or its sender.
"""

import base64
from urllib.parse import quote, urljoin, urlsplit

import aiohttp

from bot.channels.protocol import CarrierError
from bot.channels.transport import READ_S, exchange
from bot.channels.updates import read_json
from flows.errors import FateUnknown

MOST_BYTES = 20 * 1024 * 1024
"""As much as Telegram's getFile hands over; an MMS has at most a quarter of it."""
_HOPS = 3
_MOVED = frozenset((301, 302, 303, 307, 308))
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n", "png"),
    (b"GIF8", "gif"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"\xff\xfb", "mp3"),
    (b"\xff\xf3", "mp3"),
    (b"#!AMR", "amr"),
    (b"\x1aE\xdf\xa3", "webm"),
    (b"%PDF-", "pdf"),
)
_RIFF = {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}
_BRANDS = {b"M4A ": "m4a", b"3gp": "3gp", b"hei": "heic", b"mif": "heic", b"qt ": "mov"}


def find_ending(content: bytes) -> str:
    """Tell from its first bytes what a file is: jpg, ogg, mp4 ...

    Raises:
        CarrierError: no picture, sound, film or PDF of a kind we know: it is not kept.
    """
    for start, ending in _STARTS:
        if content.startswith(start):
            return ending
    if content[:4] == b"RIFF" and content[8:12] in _RIFF:
        return _RIFF[content[8:12]]
    if content[4:8] == b"ftyp":
        brand = content[8:12]
        return _BRANDS.get(brand) or _BRANDS.get(brand[:3]) or "mp4"
    raise CarrierError("this is no picture, sound, film or PDF: it was not saved")


async def fetch_from_twilio(
    session: aiohttp.ClientSession, url: str, *, account_sid: str, token: str, base_url: str
) -> bytes:
    """Fetch one file of an MMS.

    Args:
        session: an open one.
        url: as Twilio named it in MediaUrl0 ...
        account_sid: Twilio's AC...
        token: shown to Twilio alone, not to where it sends us on.
        base_url: where every call goes instead of Twilio, "" for Twilio.

    Raises:
        CarrierError: it is not there any more, too big, or not at Twilio.
    """
    parts = urlsplit(url)
    if base_url:
        ours = urlsplit(base_url)
        parts = parts._replace(scheme=ours.scheme, netloc=ours.netloc)
    elif parts.scheme != "https" or not f".{parts.hostname}".endswith(".twilio.com"):
        raise CarrierError("the file is not at Twilio: it was not fetched")
    words = base64.b64encode(f"{account_sid}:{token}".encode()).decode()
    return await _download(session, parts.geturl(), {"Authorization": f"Basic {words}"})


async def fetch_from_telegram(
    session: aiohttp.ClientSession, file_id: str, *, token: str, base_url: str
) -> bytes:
    """Fetch one file by its id; raises as `fetch_from_twilio`.

    Args:
        session: an open one.
        file_id: as Telegram named it in the update.
        token: the bot's.
        base_url: as `telegram.Bot` takes it: .../bot; files are at .../file/bot.
    """
    url = f"{base_url}{token}/getFile"
    answer = await exchange(session, "POST", url, form={"file_id": file_id})
    try:
        path = read_json(answer.body)["result"]["file_path"]
    except (ValueError, KeyError, TypeError):
        raise CarrierError(f"Telegram does not have the file any more ({answer.status})") from None
    if not isinstance(path, str) or path.startswith("/") or ".." in path:
        raise CarrierError("this Bot API server keeps files on its own disk: fetch it there")
    return await _download(session, f"{_file_base(base_url)}{token}/{quote(path)}", {})


def _file_base(base_url: str) -> str:
    return f"{base_url.removesuffix('bot')}file/bot"


async def _download(session: aiohttp.ClientSession, url: str, headers: dict[str, str]) -> bytes:
    timeout = aiohttp.ClientTimeout(total=6 * READ_S, sock_read=READ_S)
    try:
        for _ in range(_HOPS):
            async with session.get(
                url, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                if response.status in _MOVED:
                    url, headers = urljoin(url, response.headers.get("Location", "")), {}
                    continue
                if response.status != 200:
                    raise CarrierError(f"the carrier does not have the file ({response.status})")
                return await _read_some(response)
    # from None: aiohttp's own words hold the URL, and with it the token
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise FateUnknown(f"the file did not come: {type(error).__name__}") from None
    raise CarrierError("the carrier sends us round in a circle for the file")


async def _read_some(response: aiohttp.ClientResponse) -> bytes:
    """Read a file, as long as it is not too big, whatever it says of its size."""
    content = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        content += chunk
        if len(content) > MOST_BYTES:
            raise CarrierError(f"the file is bigger than {MOST_BYTES // 1024**2} MB: not fetched")
    return bytes(content)
