"""The web process: carriers' webhooks on the bare application, pages on Starlette."""

import socket
from functools import partial

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from bot.hooks import PATHS, Hooks, Receive, Scope, Secrets, Send
from bot.receiving import Receiver
from console.health import Health
from console.pages import Pages
from flows.errors import InputError
from sayso.garbage import look_seldom
from sayso.patience import ImpatientProtocol
from storage.settings import Settings
from workers.digest_files import read_file
from workers.digests.formats import FORMATS
from workers.digests.listing import render_listing
from workers.house import House

GRACE_S = 10


class App:
    """One ASGI application for both edges."""

    def __init__(self, house: House) -> None:
        self._hooks = Hooks(
            Receiver(house.database, house.keys, house.doorbell, clock=house.clock),
            _secrets(house.settings),
            house.keys,
        )
        pages = Pages(
            house.database,
            house.doorbell,
            clock=house.clock,
            formats={ending: format.media_type for ending, format in FORMATS.items()},
            read_file=partial(read_file, house),
            list_editions=render_listing,
        )
        health = Health(
            house.database,
            house.doorbell,
            token=_token(house.settings),
            is_public=not house.settings.serves_loopback,
        )
        self._pages = Starlette(routes=[*pages.routes(), *health.routes()])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["path"] in PATHS:
            await self._hooks(scope, receive, send)
        else:
            await self._pages(scope, receive, send)

    def close(self) -> None:
        """Let the threads that store texts go."""
        self._hooks.close()


def serve(house: House) -> None:
    """Serve until SIGTERM, on loopback or, where PUBLIC_URL is elsewhere, on every address."""
    host = "127.0.0.1" if house.settings.serves_loopback else "0.0.0.0"  # noqa: S104
    check_port(host, house.settings.port)
    serve_app(App(house), host=host, port=house.settings.port)


def check_port(host: str, port: int) -> None:
    """See that nobody else listens there: uvicorn ends without a word that helps.

    Raises:
        InputError: somebody does, or we may not.
    """
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise InputError(
                f"PORT {port}: {error.strerror}. End what listens there, or set another"
            ) from error


def serve_app(app: ASGIApp, *, host: str, port: int) -> None:
    """Serve an application as ours is served, until SIGTERM."""
    look_seldom()
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=ImpatientProtocol,
        log_level="warning",
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE_S,
        server_header=False,
        proxy_headers=False,
    )
    uvicorn.Server(config).run()


def _token(settings: Settings) -> str:
    return settings.metrics_token.get_secret_value() if settings.metrics_token else ""


def _secrets(settings: Settings) -> Secrets:
    secret, token = settings.telegram_webhook_secret, settings.twilio_auth_token
    return Secrets(
        public_url=settings.public_url or "",
        telegram_secret=secret.get_secret_value() if secret and settings.telegram_on else None,
        twilio_token=token.get_secret_value() if token and settings.sms_on else None,
    )
