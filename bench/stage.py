"""Where the measurements of the whole play: embedded servers, a community, its residents."""

import os
import socket
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import UUID

from rq import Worker
from rq.serializers import JSONSerializer

from bench import twilio
from bench.spent import read_cpu
from bot.receiving import Receiver
from flows.loading import load_flow
from sayso.embedded import Servers, servers
from sayso.starting import read_answers, set_up, write_example
from sayso.supervisor import Supervisor, supervised
from sayso.wiring import make_house
from storage import consents, migrating, residents
from storage.ids import new_id
from storage.library import read_flow_sources
from storage.sealing import new_keys
from storage.settings import inherited_environment, load_settings
from workers.house import House, Present

PORT = 8371
URL = f"http://127.0.0.1:{PORT}"
NOBODY = "http://127.0.0.1:1"
START_S = 60.0
GROUP = 1_000


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One installation with a community, for as long as a measurement takes."""

    folder: Path
    embedded: Servers
    given: Mapping[str, str]
    house: House

    @property
    def present(self) -> Present:
        """The community and its engagement, as they are now."""
        with self.house.database.transaction() as db:
            present = self.house.find_present(db)
        assert present is not None  # noqa: S101  (it was set up)
        return present

    @contextmanager
    def running(self, **programs: Sequence[str]) -> Iterator[Supervisor]:
        """Run programs of ours; those that serve get PORT."""
        environment = inherited_environment(self.given)
        with (
            open(os.devnull, "wb") as output,
            supervised(
                programs, run_dir=self.programs_dir, output=output, environment=environment
            ) as kept,
        ):
            yield kept

    def read_cpu(self) -> dict[str, float]:
        """Read the CPU seconds of the servers and of what `running` runs."""
        return read_cpu(self.folder / "run", self.programs_dir)

    def count_jobs(self) -> int:
        """Count the RQ jobs that ran so far, on every lane."""
        workers = Worker.all(connection=self.house.redis, serializer=JSONSerializer)
        return sum(int(one.successful_job_count or 0) for one in workers)

    def add_residents(self, first: int, many: int, channel: str = "sms") -> None:
        """Add people who agreed to be asked, numbered from `first`."""
        community, now = self.present.community.id, self.house.clock()
        for start in range(first, first + many, GROUP):
            numbers = range(start, min(start + GROUP, first + many))
            rows = [self._as_resident(name_address(n, channel), channel) for n in numbers]
            agreed = [_as_consent(row["resident_id"]) for row in rows]
            with self.house.database.transaction() as db:
                residents.add(db, community, rows, now=now)
                consents.record(db, community, agreed, now=now)

    def store(self, texts: Sequence[twilio.Text]) -> None:
        """Store texts by SMS as the web process does, without it."""
        house = self.house
        receiver = Receiver(house.database, house.keys, house.doorbell, clock=house.clock)
        for start in range(0, len(texts), GROUP):
            some = texts[start : start + GROUP]
            arrived = [receiver.seal(twilio.read(one)) for one in some]
            receiver.store_texts(arrived)

    @property
    def programs_dir(self) -> Path:
        """Where the pid of each program stands that `running` runs."""
        return self.folder / "programs"

    def _as_resident(self, address: str, channel: str) -> dict[str, Any]:
        keys = self.house.keys
        return {
            "resident_id": new_id(),
            "address_id": new_id(),
            "name_sealed": None,
            "language": "en",
            "language_known": True,
            "area": "Marsh Lane",
            "source": "tenants' list",
            "came_from": "import",
            "channel": channel,
            "hash": keys.lookup(channel, address),
            "sealed": keys.seal(address),
            "suppression": keys.suppression(channel, address),
        }


@contextmanager
def staged(**settings: str) -> Iterator[Stage]:
    """Set a community up on servers of its own, as durable as in earnest.

    Args:
        settings: by environment key, before the usual ones.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)  # as root the servers run as nobody
        with servers(folder) as embedded:
            given = {
                "DATABASE_URL": embedded.database_url,
                "REDIS_URL": embedded.redis_url,
                "PUBLIC_URL": URL,
                "PORT": str(PORT),
                "TWILIO_ACCOUNT_SID": twilio.ACCOUNT,
                "TWILIO_AUTH_TOKEN": twilio.TOKEN,
                "TWILIO_FROM": twilio.NUMBER,
                "TWILIO_API_BASE_URL": NOBODY,
                "SAYSO_KEYS": new_keys(),
                "SAYSO_DATA_DIR": name,
            } | settings
            migrating.upgrade(given["DATABASE_URL"])
            house = make_house(load_settings(**given))
            _found_community(house)
            yield Stage(folder=folder, embedded=embedded, given=given, house=house)
            house.database.close()
            house.redis.close()


def name_address(n: int, channel: str = "sms") -> str:
    """Name the address of resident n."""
    return f"+4477{n:08d}" if channel == "sms" else str(1_000_000 + n)


def wait_until_served(programs: Supervisor, port: int) -> None:
    """Wait until something answers on a port.

    Raises:
        TimeoutError: nothing did for a minute.
    """
    ends_at = monotonic() + START_S
    while monotonic() < ends_at:
        programs.look()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1.0).close()
        except OSError:
            continue
        return
    raise TimeoutError


def _found_community(house: House) -> None:
    today = date.today()  # noqa: DTZ011
    answers = read_answers(write_example(today=today), "example", today=today)
    set_up(house, answers, load_flow(read_flow_sources("needs")).version)


def _as_consent(resident: UUID) -> dict[str, object]:
    return {
        "id": new_id(),
        "resident_id": resident,
        "purpose": "consultation",
        "given_on": date(2026, 11, 1),
        "how": "import",
    }
