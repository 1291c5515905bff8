"""Runs what the demo needs: servers, fake carriers, and Sayso's own processes."""

import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.errors import InputError
from sayso.announcing import FOLDER, announced
from sayso.carriers.limits import Limits
from sayso.carriers.server import FakeCarriers
from sayso.embedded import Servers, servers
from sayso.places import make_data_dir
from sayso.supervisor import supervised
from sayso.wiring import make_house
from storage import communities, migrating
from storage.database import Database
from storage.sealing import new_keys
from storage.settings import Settings, inherited_environment, load_settings
from workers.house import House

PROGRAMS = {"web": ["sayso", "web"], "worker": ["sayso", "worker"], "clock": ["sayso", "clock"]}
SEGMENTS_PER_S = 100.0  # a short code's, so that nobody waits
NUMBER = "+447700900000"
IS_DEMO = "demo"
"""A key of the community's profile: its data may be dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """Everything that runs."""

    house: House
    carriers: FakeCarriers
    look: Callable[[], None]  # keeps the processes running; call it again and again


@contextmanager
def neighbourhood(settings: Settings, say: Callable[[str], None]) -> Iterator[Neighbourhood]:
    """Start a fresh neighbourhood, which ends with the block; an older demo's data is dropped.

    Args:
        settings: the installation's: its data folder, port, and servers where it names them.
        say: told what a person should see.

    Raises:
        InputError: the database that DATABASE_URL names holds a real community.
        ServersError: the servers cannot start, or a demo runs here already.
    """
    folder = settings.data_dir / FOLDER
    with ExitStack() as stack:
        embedded = _open_servers(stack, settings, folder)
        for note in embedded.notes:
            say(note)
        _empty(embedded.database_url)
        token, sid = secrets.token_hex(16), f"AC{secrets.token_hex(16)}"
        bot_token, bot_secret = f"1:{secrets.token_hex(16)}", secrets.token_hex(16)
        carriers = stack.enter_context(
            FakeCarriers(
                telegram_token=bot_token,
                telegram_secret=bot_secret,
                twilio_sid=sid,
                twilio_token=token,
                twilio_number=NUMBER,
                limits=Limits(segments_per_s=SEGMENTS_PER_S),
            )
        )
        port = _find_port(settings.port)
        given = {
            "DATABASE_URL": embedded.database_url,
            "REDIS_URL": embedded.redis_url,
            "PORT": str(port),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "TELEGRAM_BOT_TOKEN": bot_token,
            "TELEGRAM_WEBHOOK_SECRET": bot_secret,
            "TELEGRAM_API_BASE_URL": carriers.telegram_base_url,
            "TWILIO_ACCOUNT_SID": sid,
            "TWILIO_AUTH_TOKEN": token,
            "TWILIO_FROM": NUMBER,
            "TWILIO_API_BASE_URL": carriers.twilio_base_url,
            "TWILIO_SEGMENTS_PER_S": str(SEGMENTS_PER_S),
            "SAYSO_KEYS": new_keys(),
            "SAYSO_DATA_DIR": str(folder.absolute()),
        }
        environment = inherited_environment(given)
        house = make_house(load_settings(**given))
        stack.callback(house.database.close)
        house.redis.flushdb()
        run_dir = folder / "run"
        run_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        stack.enter_context(announced(folder, given))
        output = stack.enter_context((run_dir / "log.txt").open("wb"))
        kept = stack.enter_context(
            supervised(PROGRAMS, run_dir=run_dir, output=output, environment=environment)
        )

        def look() -> None:
            kept.look()
            embedded.mend()

        yield Neighbourhood(house=house, carriers=carriers, look=look)


def _open_servers(stack: ExitStack, settings: Settings, folder: Path) -> Servers:
    if settings.database_url and settings.redis_url:
        return Servers(
            database_url=settings.database_url.get_secret_value(),
            redis_url=settings.redis_url.get_secret_value(),
            data_dir=folder,
        )
    make_data_dir(folder.parent)
    return stack.enter_context(servers(folder, durable=False))


def _empty(database_url: str) -> None:
    """Drop what an older demo left, and make the tables."""
    migrating.upgrade(database_url)
    database = Database(database_url)
    with database.transaction() as db:
        found = communities.find(db)
    database.close()
    if found is not None and not found.profile.get(IS_DEMO):
        raise InputError(
            f"DATABASE_URL holds the community {found.name!r}: give the demo a database of its own"
        )
    migrating.empty(database_url)
    migrating.upgrade(database_url)


def _find_port(wanted: int) -> int:
    """Take the wanted port, or any that is free."""
    for port in (wanted, 0):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(trial.getsockname()[1])
    raise InputError("no port of this machine is free")
