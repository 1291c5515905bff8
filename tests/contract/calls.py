"""Short ways to make carriers, call them by our channels, and catch what became of a message."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar
from uuid import UUID

from bot.channels.protocol import Outgoing
from bot.channels.sms import SmsChannel
from bot.channels.telegram import TelegramChannel
from flows.errors import DeliveryError
from sayso.carriers.limits import Limits
from sayso.carriers.server import FakeCarriers

TOKEN = "123456:contract"
SECRET = "contract-secret"
ACCOUNT = "AC00000000000000000000000000000001"
AUTH = "contract-auth-token"
NUMBER = "+447700900000"
ROOMY = Limits(segments_per_s=1000.0, telegram_per_s=1000, chat_burst=1000, twilio_to_one=1000)
SHORT_S = 0.5

Result = TypeVar("Result")


def make_carriers(**changed: Any) -> FakeCarriers:
    settings: dict[str, Any] = {
        "telegram_token": TOKEN,
        "telegram_secret": SECRET,
        "twilio_sid": ACCOUNT,
        "twilio_token": AUTH,
        "twilio_number": NUMBER,
        "limits": ROOMY,
    }
    return FakeCarriers(**(settings | changed))


def outgoing(
    to: str,
    text: str = "Hello",
    *,
    expires_in_s: int | None = None,
    status_callback: str | None = None,
    buttons: tuple[tuple[str, str], ...] = (),
    press: str = "",
) -> Outgoing:
    return Outgoing(
        id=UUID(int=1),
        to=to,
        text=text,
        kind="reply",
        expires_in_s=expires_in_s,
        status_callback=status_callback,
        buttons=buttons,
        press=press,
    )


def on_telegram(
    base_url: str,
    act: Callable[[TelegramChannel], Awaitable[Result]],
    *,
    token: str = TOKEN,
    read_s: float = 10.0,
) -> Result:
    async def run() -> Result:
        channel = TelegramChannel(token, base_url, read_s=read_s)
        try:
            return await act(channel)
        finally:
            await channel.close()

    return asyncio.run(run())


def on_sms(
    base_url: str,
    act: Callable[[SmsChannel], Awaitable[Result]],
    *,
    token: str = AUTH,
    service: str = "",
    read_s: float = 10.0,
) -> Result:
    async def run() -> Result:
        channel = SmsChannel(
            ACCOUNT,
            token,
            sender="" if service else NUMBER,
            messaging_service=service,
            base_url=base_url,
            read_s=read_s,
        )
        try:
            return await act(channel)
        finally:
            await channel.close()

    return asyncio.run(run())


async def outcome_of(sending: Awaitable[str]) -> str | DeliveryError:
    try:
        return await sending
    except DeliveryError as error:
        return error


@asynccontextmanager
async def answering(raw: bytes | None) -> AsyncIterator[str]:
    """Serve raw bytes to every request: b"" cuts the line, None never answers."""
    over = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if raw is None:
            await over.wait()
        elif raw:
            writer.write(raw)
            await writer.drain()
        writer.transport.abort() if raw == b"" else writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        over.set()
        server.close()


def http(status: int, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status} Status\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
    return f"{head}Content-Type: application/json\r\n\r\n".encode() + body
