"""The fake carriers as one loopback server in a thread of its own. Wires; holds no rules."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self

import aiohttp
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from flows.errors import ServersError
from sayso.carriers.answers import Lines
from sayso.carriers.faults import NONE, Dice, Faults
from sayso.carriers.hooks import Hooks
from sayso.carriers.ledger import Ledger
from sayso.carriers.limits import REAL, Limits, TelegramPace
from sayso.carriers.media import Media
from sayso.carriers.messages import VERSION, Messages
from sayso.carriers.phones import phone_routes
from sayso.carriers.residents import ANSWERS, SmsPhones, TelegramPhones, Ticket
from sayso.carriers.sender import Sender
from sayso.carriers.telegram import BotApi
from sayso.carriers.twilio import TwilioApi, not_found
from sayso.carriers.updates import Updates

_START_S = 10.0


class FakeCarriers:
    """Telegram and Twilio on loopback, for as long as the context is open.

    Attributes:
        ledger: what reached which handset, and how the carriers were treated.
        telegram_base_url: as `Bot(base_url=)` takes it.
        twilio_base_url: in place of Twilio's own.
    """

    def __init__(
        self,
        *,
        telegram_token: str,
        telegram_secret: str,
        twilio_sid: str,
        twilio_token: str,
        twilio_number: str,
        app_url: str = "",
        port: int = 0,
        limits: Limits = REAL,
        faults: Faults = NONE,
        twilio_answers: bool = True,
        answers: Mapping[str, str] = ANSWERS,
    ) -> None:
        """Prepare the carriers; they open on entering the context.

        Args:
            telegram_token: the one token that is known.
            telegram_secret: sent with updates to `app_url`; setWebhook brings its own.
            twilio_sid: the account.
            twilio_token: also signs Twilio's webhooks.
            twilio_number: our number in E.164.
            app_url: our public base URL; webhooks go to its /hooks/... unless they are set by API
                calls. Without it updates wait for getUpdates.
            port: where to answer on loopback; 0 takes any that is free.
            limits: the limits to keep.
            faults: what goes wrong; `fail` changes it later.
            twilio_answers: Twilio answers exact STOP, START and HELP words, and blocks after STOP.
            answers: its wording for each.
        """
        self.ledger = Ledger()
        self._telegram_token = telegram_token
        self._telegram_secret = telegram_secret
        self._account = twilio_sid
        self._twilio_token = twilio_token
        self._number = twilio_number
        self._app_url = app_url
        self._port = port
        self._limits = limits
        self._faults = faults
        self._answers = dict(answers) if twilio_answers else {}
        self._listener: socket.socket
        self._loop: asyncio.AbstractEventLoop
        self._stop: asyncio.Event
        self._thread = threading.Thread(target=self._run, name="fake-carriers", daemon=True)
        self._ready: Future[None] = Future()

    def __enter__(self) -> Self:
        """Open the port and answer on it."""
        self._listener = socket.create_server(("127.0.0.1", self._port), backlog=1024)
        self._thread.start()
        self._ready.result(_START_S)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every line; what was not posted yet never will be."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(_START_S)

    def paste(self, answers: Mapping[str, str]) -> None:
        """Put our wording into Twilio's opt-out settings, as an operator does."""
        self._answers.update(answers)

    @property
    def telegram_base_url(self) -> str:
        """The Bot API, up to where the token goes."""
        return f"{self.twilio_base_url}/bot"

    @property
    def twilio_base_url(self) -> str:
        """Twilio's API."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def app_url(self) -> str:
        """Our public base URL, where webhooks go."""
        return self._app_url

    @app_url.setter
    def app_url(self, url: str) -> None:
        self._app_url = url
        self._spawn(self._point()).result(_START_S)

    def sends(
        self, channel: str, address: str, text: str, *, copies: int = 1, media: str = ""
    ) -> Ticket:
        """Have a resident text us.

        Args:
            channel: "sms" or "telegram".
            address: their number in E.164, or their chat id.
            text: any text; with `media` its caption.
            copies: how often the carrier posts it.
            media: for Telegram a kind such as "photo", for SMS a type such as "image/jpeg".
        """
        phones = self._telegram_phones if channel == "telegram" else self._sms_phones
        return phones.sends(address, text, copies=copies, media=media)

    def presses(self, chat: str, value: str, message_id: int) -> Ticket:
        """Have a resident press an inline button on Telegram."""
        return self._telegram_phones.presses(chat, value, message_id)

    def rings(self, phone: str) -> Ticket:
        """Have a resident ring our number."""
        return self._sms_phones.rings(phone)

    def blocks(self, chat: str) -> Ticket:
        """Have a resident block the bot on Telegram."""
        return self._telegram_phones.blocks(chat)

    def fail(self, faults: Faults) -> None:
        """Let other things go wrong from now on; `Faults()` mends all."""
        dice = Dice(faults)
        self._bot_api.dice = self._twilio_api.dice = self._sender.dice = dice

    def _run(self) -> None:
        factory = uvicorn.Config(not_found, loop="auto").get_loop_factory()
        try:
            with asyncio.Runner(loop_factory=factory) as runner:
                runner.run(self._serve())
        finally:
            if not self._ready.done():
                self._ready.set_exception(ServersError("the fake carriers did not start"))

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector) as session:
            server = uvicorn.Server(self._wire(session))
            serving = asyncio.create_task(server.serve(sockets=[self._listener]))
            while not server.started and not serving.done():
                await asyncio.sleep(0.005)
            await self._point()
            self._ready.set_result(None)
            await self._stop.wait()
            await self._hooks.close()
            await self._updates.close()
            server.should_exit = server.force_exit = True
            with contextlib.suppress(asyncio.CancelledError):
                await serving

    def _wire(self, session: aiohttp.ClientSession) -> uvicorn.Config:
        lines, ledger, limits = Lines(), self.ledger, self._limits
        messages, media = Messages(self._account), Media(self._account)
        turns = asyncio.Semaphore(limits.hooks_at_once)
        self._updates = Updates(session, ledger, limits, turns)
        self._hooks = Hooks(
            session, token=self._twilio_token, ledger=ledger, limits=limits, turns=turns
        )
        self._sender = Sender(
            self._number,
            account=self._account,
            messages=messages,
            hooks=self._hooks,
            ledger=ledger,
            limits=limits,
        )
        self._bot_api = BotApi(
            self._telegram_token,
            ledger=ledger,
            pace=TelegramPace(limits),
            updates=self._updates,
            lines=lines,
        )
        self._twilio_api = TwilioApi(
            self._account,
            self._twilio_token,
            number=self._number,
            messages=messages,
            sender=self._sender,
            ledger=ledger,
            limits=limits,
            lines=lines,
        )
        self._telegram_phones = TelegramPhones(self._updates, self._spawn, self._bot_api.blocked)
        self._sms_phones = SmsPhones(
            account=self._account,
            number=self._number,
            messages=messages,
            sender=self._sender,
            hooks=self._hooks,
            spawn=self._spawn,
            find_url=self._find_sms_url,
            find_voice_url=lambda: f"{self._app_url}/hooks/twilio/voice",
            media=media,
            answers=self._answers,
        )
        self.fail(self._faults)
        return uvicorn.Config(
            _routes(
                self._bot_api,
                self._twilio_api,
                [
                    *phone_routes(self.ledger, self.sends),
                    *media.routes(self._twilio_api.refuse_stranger),
                ],
            ),
            http=lines.protocol(),
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=0,
        )

    def _find_sms_url(self) -> str:
        default = f"{self._app_url}/hooks/twilio/sms" if self._app_url else ""
        return self._twilio_api.sms_url or default

    async def _point(self) -> None:
        if self._app_url:
            self._updates.point(f"{self._app_url}/hooks/telegram", self._telegram_secret)

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> "Future[Any]":
        return asyncio.run_coroutine_threadsafe(work, self._loop)


def _routes(bot_api: BotApi, twilio_api: TwilioApi, others: Sequence[Route]) -> Starlette:
    account = f"/{VERSION}/Accounts/{{account}}"
    return Starlette(
        routes=[
            *others,
            Route("/bot{token}/{method}", bot_api.answer, methods=["GET", "POST"]),
            Route(f"{account}/Messages.json", twilio_api.create_message, methods=["POST"]),
            Route(f"{account}/Messages.json", twilio_api.list_messages),
            Route(
                f"{account}/Messages/{{sid}}.json",
                twilio_api.one_message,
                methods=["GET", "DELETE"],
            ),
            Route(f"{account}/IncomingPhoneNumbers.json", twilio_api.list_numbers),
            Route(
                f"{account}/IncomingPhoneNumbers/{{sid}}.json",
                twilio_api.update_number,
                methods=["POST"],
            ),
            Route("/v1/Services/{sid}", twilio_api.service, methods=["GET", "POST"]),
            Route("/v1/Services/{sid}/PhoneNumbers", twilio_api.service_numbers),
            Route("/{rest:path}", not_found, methods=["GET", "POST", "PUT", "DELETE"]),
        ]
    )
