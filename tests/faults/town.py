"""A town that is alive: real servers, real processes, fake carriers, and ways to break them."""

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import redis
from sqlalchemy import text

from sayso.carriers.faults import NONE, Faults
from sayso.carriers.limits import REAL, Limits
from sayso.carriers.residents import Ticket
from sayso.carriers.server import FakeCarriers
from sayso.embedded import Servers
from sayso.importing import take_in
from sayso.launching import read_pids, wait_until
from sayso.people import read_people
from sayso.wiring import make_house
from storage.clock import utc_now
from storage.database import Unreachable
from storage.settings import inherited_environment, load_settings
from storage.tables import every
from storage.tables.schema import metadata
from tests.databases import made
from tests.faults.killing import Processes, find_port, is_open, running
from tests.integration.serving import Web
from tests.integration.town import found_community, make_carriers, make_environment
from workers.house import House, Present

assert every  # it names every table
KEPT = ("community", "engagement", "engagement_change", "flow_version", "staff")
LEASE_S, RECONCILE_S = 3, 1
# Telegram's limits as they are; Twilio's of a short code; `#rc=3&rp=all` behind the webhook
SEGMENTS_PER_S = 100.0
LIMITS = replace(REAL, segments_per_s=SEGMENTS_PER_S, webhook_retries=3, webhook_policy="all")
USUAL = {
    "SAYSO_LEASE_S": str(LEASE_S),
    "SAYSO_RECONCILE_S": str(RECONCILE_S),
    "TWILIO_SEGMENTS_PER_S": str(SEGMENTS_PER_S),
}
PROGRAMS_UP_S = 60.0
PATIENCE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One text that a resident sent; `at` is their own wall clock (aware, UTC)."""

    channel: str
    address: str
    words: str
    at: float
    ticket: Ticket


@dataclass
class LiveTown:
    """Everything that runs, ways to act as residents do, and ways to break it."""

    house: House
    present: Present
    servers: Servers
    processes: Processes
    carriers: FakeCarriers
    app_url: str
    carriers_port: int
    open_carriers: Callable[..., FakeCarriers]
    said: list[Said] = field(default_factory=list)

    def renew(self, *, limits: Limits, faults: Faults) -> None:
        """Forget all residents and all that was said, here and at the carriers."""
        self.close_carriers()
        with self.house.database.transaction() as db:
            db.execute(text("lock table contribution"))  # whoever sorts words waits, or has done
            for table in reversed(metadata.sorted_tables):
                if table.name not in KEPT:
                    staff = " where staff_id is null" if table.name == "address" else ""
                    db.execute(text(f'delete from "{table.name}"{staff}'))  # noqa: S608
        for key in self.house.redis.scan_iter("pace:*"):
            self.house.redis.delete(key)
        self.said.clear()
        self.open_again(limits=limits, faults=faults)

    def close_carriers(self) -> None:
        """Let nobody listen at the carriers."""
        self.carriers.__exit__(None, None, None)

    def open_again(self, *, limits: Limits = LIMITS, faults: Faults = NONE) -> None:
        """Let the carriers listen again, with empty books."""
        self.carriers = self.open_carriers(limits=limits, faults=faults)
        self.carriers.app_url = self.app_url

    def says(self, channel: str, address: str, words: str, *, copies: int = 1) -> Said:
        """Have a resident text us."""
        at = utc_now().timestamp()
        ticket = self.carriers.sends(channel, address, words, copies=copies)
        one = Said(channel=channel, address=address, words=words, at=at, ticket=ticket)
        self.said.append(one)
        return one

    def imports(self, channel: str, addresses: list[str], *, known: bool = False) -> None:
        """Take in people who agreed to be asked; `known`: they are here already."""
        head = "channel,address,name,language,area,source,consent"
        rows = [f"{channel},{one},,en,,stall,consultation 2026-05-14" for one in addresses]
        languages = self.present.community.languages
        people, bad = read_people(
            "\n".join([head, *rows]).encode(), languages=languages, today=utc_now().date()
        )
        assert not bad
        community = self.present.community.id
        new = take_in(self.house, community, people, languages=languages, advance=lambda _: None)
        assert new.new == (0 if known else len(addresses))

    def values(self, query: str, **given: object) -> list[object]:
        """Read one column."""
        with self.house.database.transaction() as db:
            return list(db.execute(text(query), given).scalars())

    def rows(self, query: str, **given: object) -> list[Mapping[str, object]]:
        """Read rows."""
        with self.house.database.transaction() as db:
            return [dict(row._mapping) for row in db.execute(text(query), given)]

    def run(self, statement: str, **given: object) -> None:
        """Change something."""
        with self.house.database.transaction() as db:
            db.execute(text(statement), given)

    def age(self, seconds: float) -> None:
        """Let time pass as far as the outbox can tell."""
        columns = ("lease_until", "not_before", "called_at", "expires_at")
        moved = ", ".join(f"{one} = {one} - make_interval(secs => :s)" for one in columns)
        with self.house.database.transaction() as db:
            db.execute(text("lock table message in exclusive mode"))  # else row locks may cross
            db.execute(text(f"update message set {moved}"), {"s": seconds})  # noqa: S608

    def waits(self, holds: Callable[[], bool], *, seconds: float) -> None:
        """Wait until something holds, or fail with what the processes printed.

        Args:
            seconds: how long that takes at most on a machine that does nothing else.
        """

        def holds_now() -> bool:
            try:
                return holds()
            except Unreachable:  # a server that was killed is on its way back
                return False

        came = wait_until(holds_now, seconds=PATIENCE * seconds)
        assert came, (self.trouble(), self.processes.log()[-4000:])

    def trouble(self) -> object:
        """Count what there is by state."""
        inbox = "select state, kind, count(*) from inbox group by 1, 2"
        outbox = "select channel, kind, state, error, count(*) from message group by 1, 2, 3, 4"
        log = (self.servers.data_dir / "postgres.log").read_text("utf-8", errors="replace")
        errors = [line for line in log.splitlines() if "ERROR" in line or "DETAIL" in line]
        return self.rows(inbox), self.rows(outbox), errors[-6:]

    def kill_redis(self) -> None:
        """Kill Redis -9; `mend` brings it back."""
        self._kill("valkey", signal.SIGKILL)

    def kill_postgres(self) -> None:
        """Stop PostgreSQL at once (its immediate shutdown); `mend` brings it back."""
        self._kill("postgres", signal.SIGQUIT)

    def _kill(self, name: str, how: signal.Signals) -> None:
        pid = read_pids(self.servers.data_dir / "run")[name]
        os.kill(pid, how)
        assert wait_until(partial(_has_ended, pid), seconds=20)

    def mend(self) -> None:
        """Bring back whichever server is away, and let go of our own connections to it."""
        self.servers.mend()
        self.house.database.close()

    def flush(self) -> None:
        """Empty Redis."""
        self.house.redis.flushall()


def door(town: LiveTown) -> Web:
    """Give the web process's door, for requests that no carrier of ours would make."""
    return Web(int(town.app_url.rpartition(":")[2]), town.app_url)


def _has_ended(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


class Towns:
    """The one town that runs; it goes on to the next row where that needs the same settings."""

    def __init__(self, servers: Servers, template_url: str) -> None:
        self._servers = servers
        self._template_url = template_url
        self._stack = ExitStack()
        self._town: LiveTown | None = None
        self._settings: Mapping[str, str] = {}

    def open(self, *, limits: Limits = LIMITS, faults: Faults = NONE, **settings: str) -> LiveTown:
        """Open a town where nobody has said anything; `settings` are environment keys."""
        wanted = USUAL | settings
        if self._town is None or self._settings != wanted:
            self.close()
            self._settings = wanted
            self._town = self._stack.enter_context(
                _alive(self._servers, self._template_url, wanted)
            )
        self._town.renew(limits=limits, faults=faults)
        self._town.processes.forget()
        return self._town

    def close(self) -> None:
        """End the town; the next row gets a new one."""
        self._town = None
        self._stack.close()


@contextmanager
def _alive(servers: Servers, template_url: str, settings: Mapping[str, str]) -> Iterator[LiveTown]:
    folder = Path(tempfile.mkdtemp(prefix="sayso-town-"))
    port, carriers_port = find_port(), find_port()
    base_url, app_url = f"http://127.0.0.1:{carriers_port}", f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        database_url = stack.enter_context(made(servers.database_url, like=template_url))
        environment = make_environment(database_url, servers.redis_url, None, folder) | {
            "PORT": str(port),
            "PUBLIC_URL": app_url,
            "TELEGRAM_API_BASE_URL": f"{base_url}/bot",
            "TWILIO_API_BASE_URL": base_url,
            **settings,
        }
        house = make_house(load_settings(**environment))
        stack.callback(house.database.close)
        stack.callback(house.redis.close)
        with suppress(redis.RedisError):
            house.redis.flushall()
        present = found_community(house)
        carriers = make_carriers(port=carriers_port)
        carriers.__enter__()
        texts = {name: str(value) for name, value in environment.items()}
        processes = stack.enter_context(running(inherited_environment(texts), folder / "run"))
        town = LiveTown(
            house=house,
            present=present,
            servers=servers,
            processes=processes,
            carriers=carriers,
            app_url=app_url,
            carriers_port=carriers_port,
            open_carriers=partial(_open_carriers, carriers_port),
        )
        stack.callback(lambda: town.carriers.__exit__(None, None, None))
        town.waits(partial(_are_up, town, port), seconds=PROGRAMS_UP_S)
        yield town


def _open_carriers(port: int, *, limits: Limits, faults: Faults) -> FakeCarriers:
    return make_carriers(port=port, limits=limits, faults=faults).__enter__()


def _are_up(town: LiveTown, port: int) -> bool:
    """Web listens, and every lane's worker and the clock have told Redis that they are there."""
    workers = town.house.redis.scard("rq:workers")
    return is_open(port) and isinstance(workers, int) and workers >= 4
