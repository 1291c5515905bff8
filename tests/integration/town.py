"""A small community on the real servers, with fake carriers: set up, texted, looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import text

from bot.channels.forms import parse_sms
from bot.channels.inbound import Inbound
from bot.channels.updates import parse_update
from bot.receiving import Receiver
from flows.loading import load_flow
from sayso.carriers.limits import Limits
from sayso.carriers.server import FakeCarriers
from sayso.channels import find_openers
from sayso.importing import take_in
from sayso.people import read_people
from sayso.starting import read_answers, set_up, write_example
from sayso.wiring import make_house
from storage.doorbell import Doorbell
from storage.ids import new_id
from storage.library import read_flow_sources
from storage.notices import Notice
from storage.queues import Lane
from storage.sealing import new_keys
from storage.settings import load_settings
from workers.converse import answer_waiting
from workers.deliver import Sender
from workers.frame_shelf import FrameShelf
from workers.house import House, Present
from workers.shelf import FlowShelf

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday
TOKEN, SECRET = "123456:town", "town-secret-1"
ACCOUNT, AUTH = "AC00000000000000000000000000000002", "town-auth-token"
NUMBER, GUARD = "+447700900000", "+447700900999"
ROOMY = Limits(
    segments_per_s=1000.0,
    telegram_per_s=1000,
    chat_burst=1000,
    telegram_backoff_s=0.2,
    twilio_to_one=1000,
)
NOBODY = "http://127.0.0.1:1"  # nobody listens there
KEYS = new_keys()
SHELF, FRAMES = FlowShelf(), FrameShelf()  # the same version and engagement in every clone


@dataclass
class Hands:
    """A clock that moves when it is told to."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


class ShortBell(Doorbell):
    """A doorbell at which nobody lingers."""

    def linger(self, lane: Lane, *, seconds: float) -> bool:
        return False


def make_carriers(**changed: Any) -> FakeCarriers:
    """Carriers with much room; `changed` as `FakeCarriers` takes it."""
    given: dict[str, Any] = {
        "telegram_token": TOKEN,
        "telegram_secret": SECRET,
        "twilio_sid": ACCOUNT,
        "twilio_token": AUTH,
        "twilio_number": NUMBER,
        "limits": ROOMY,
    }
    return FakeCarriers(**(given | changed))


def make_environment(
    database_url: str, redis_url: str, carriers: FakeCarriers | None, data_dir: Path
) -> dict[str, object]:
    """Everything Sayso reads of its environment."""
    base_url = carriers.twilio_base_url if carriers else NOBODY
    return {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "PUBLIC_URL": NOBODY,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "TELEGRAM_API_BASE_URL": f"{base_url}/bot",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": AUTH,
        "TWILIO_FROM": NUMBER,
        "TWILIO_API_BASE_URL": base_url,
        "TWILIO_SEGMENTS_PER_S": "1000",
        "SAYSO_KEYS": KEYS,
        "SAYSO_DATA_DIR": str(data_dir),
    }


def found_community(house: House) -> Present:
    """Set up the community that `sayso start --example` describes."""
    flow = load_flow(read_flow_sources("needs"))
    example = write_example(today=house.clock().date()).replace("2027-12-12", "2099-12-12")
    set_up(house, read_answers(example, "community.yaml", today=date(2026, 1, 1)), flow.version)
    with house.database.transaction() as db:
        present = house.find_present(db)
    assert present is not None
    return present


@dataclass
class Town:
    """One house, its carriers, and short ways to act and to look."""

    house: House
    carriers: FakeCarriers
    hands: Hands
    present: Present
    senders: dict[str, Sender] = field(default_factory=dict)
    update_id: int = 1_000

    @property
    def receiver(self) -> Receiver:
        return Receiver(
            self.house.database, self.house.keys, self.house.doorbell, clock=self.house.clock
        )

    def store(self, *arrived: Inbound) -> None:
        """Store what came in, as the web process does."""
        self.receiver.store_texts([self.receiver.seal(one) for one in arrived])

    def sms(self, number: str, words: str, *, sid: str = "", opt_out: str = "") -> Inbound:
        """Make a text by SMS."""
        fields = {"MessageSid": sid or f"SM{new_id().hex}", "From": number, "Body": words}
        if opt_out:
            fields["OptOutType"] = opt_out
        form = [(name.encode(), value.encode()) for name, value in fields.items()]
        return parse_sms(form)

    def telegram(self, chat: str, words: str) -> Inbound:
        """Make a text on Telegram."""
        return self.update(message={"chat": _chat(chat), "text": words})

    def update(self, **content: object) -> Inbound:
        """Make any update of Telegram's."""
        self.update_id += 1
        return parse_update(orjson.dumps({"update_id": self.update_id, **content}))

    def blocks(self, chat: str) -> Inbound:
        """Make the update that says a resident blocked the bot."""
        change = {"chat": _chat(chat), "new_chat_member": {"status": "kicked"}}
        return self.update(my_chat_member=change)

    def said(self, channel: str, address: str, *texts: str) -> None:
        """Store texts of one resident and answer them; nothing is sent."""
        make = self.sms if channel == "sms" else self.telegram
        self.store(*[make(address, one) for one in texts])
        self.answer()

    def answer(self) -> None:
        """Answer all that waits."""
        while answer_waiting(self.house):
            continue

    def sender(self, channel: str) -> Sender:
        if channel not in self.senders:
            self.senders[channel] = Sender(self.house, channel)
        return self.senders[channel]

    def deliver(self) -> None:
        """Send what is due, and a second later what had to wait for its chat."""
        for _ in range(2):
            for channel in self.house.open_channel:
                self.sender(channel).drain()
            self.house.redis.flushdb()  # the pace of the second before
            self.age(1)

    def handset(self, channel: str, address: str) -> list[str]:
        """List what one resident got from us, not from their carrier."""
        shown = self.carriers.ledger.handset(channel, address)
        return [one.text for one in shown if not one.from_carrier]

    def rows(self, query: str, **given: object) -> list[dict[str, Any]]:
        with self.house.database.transaction() as db:
            return [dict(row._mapping) for row in db.execute(text(query), given)]

    def values(self, query: str, **given: object) -> list[Any]:
        """Read one column."""
        with self.house.database.transaction() as db:
            return list(db.execute(text(query), given).scalars())

    def run(self, statement: str, **given: object) -> None:
        with self.house.database.transaction() as db:
            db.execute(text(statement), given)

    def states(self) -> list[str]:
        """List the outbox's states, oldest message first."""
        return self.values("select state from message order by id")

    def age(self, seconds: float) -> None:
        """Let time pass on the database's clock, as far as the outbox can tell."""
        for column in ("lease_until", "not_before", "called_at", "expires_at"):
            self.run(
                f"update message set {column} = {column} - make_interval(secs => :s)",  # noqa: S608
                s=seconds,
            )

    def imports(self, *rows: str) -> int:
        """Import people: rows of channel,address,name,language,area,source,consent."""
        head = "channel,address,name,language,area,source,consent"
        languages = self.present.community.languages
        people, _ = read_people(
            "\n".join([head, *rows]).encode(), languages=languages, today=self.hands.now.date()
        )
        return take_in(
            self.house,
            self.present.community.id,
            people,
            languages=languages,
            advance=lambda _: None,
        ).new

    def notes(self, provider_id: str, *statuses: str) -> None:
        """Take in status callbacks of one message."""
        for status in statuses:
            self.receiver.store_notices([Notice(provider_id=provider_id, status=status)])


def make_town_house(
    database_url: str,
    redis_url: str,
    data_dir: Path,
    *,
    carriers: FakeCarriers | None = None,
    hands: Hands | None = None,
    **settings: str,
) -> House:
    """Wire the house of a town; `settings` as for `open_town`."""
    environment = make_environment(database_url, redis_url, carriers, data_dir) | settings
    given = {name: value for name, value in environment.items() if value}
    read = load_settings(**given)
    house = make_house(read, clock=hands or Hands(), open_channel=find_openers(read))
    house.doorbell = ShortBell(house.redis)
    house.flows, house.frames = SHELF, FRAMES
    return house


@contextmanager
def open_town(
    database_url: str, redis_url: str, data_dir: Path, *, carriers: FakeCarriers, **settings: str
) -> Iterator[Town]:
    """Open a town; `settings` are environment keys that differ; "" unsets one."""
    hands = Hands()
    house = make_town_house(
        database_url, redis_url, data_dir, carriers=carriers, hands=hands, **settings
    )
    with house.database.transaction() as db:
        present = house.find_present(db)
    if present is None:
        present = found_community(house)
    town = Town(house=house, carriers=carriers, hands=hands, present=present)
    try:
        yield town
    finally:
        for sender in town.senders.values():
            sender.close()
        house.redis.close()
        house.database.close()


def _chat(chat: str) -> dict[str, object]:
    return {"id": int(chat), "type": "private"}
