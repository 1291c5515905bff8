"""Long polling: against the fake carriers, and against a line that breaks."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from bot.channels.protocol import CarrierError, NotOffered
from flows.errors import NotSent
from sayso.carriers.server import FakeCarriers
from sayso.channels import open_telegram
from sayso.polling import poll, poll_until_stopped
from tests.integration.town import SECRET, Town, make_carriers, open_town

Script = list[Exception | list[int]]


class Line:
    """Gives what a script says, then asks to stop; keeps which offsets it was asked for."""

    def __init__(self, stop: asyncio.Event, script: Script, webhook: Exception | None) -> None:
        self.stop = stop
        self.script = script
        self.webhook = webhook
        self.offsets: list[int] = []

    async def delete_webhook(self) -> None:
        if self.webhook is not None:
            raise self.webhook

    async def get_updates(self, offset: int, timeout_s: int) -> list[bytes]:
        self.offsets.append(offset)
        if not self.script:
            self.stop.set()
            return []
        one = self.script.pop(0)
        if isinstance(one, Exception):
            raise one
        chat = {"id": 5, "type": "private"}
        return [
            orjson.dumps({"update_id": id, "message": {"chat": chat, "text": f"words {id}"}})
            for id in one
        ]

    async def close(self) -> None:
        return


@pytest.fixture
def carriers() -> Iterator[FakeCarriers]:
    with make_carriers() as running:
        yield running


@pytest.fixture
def town(
    database_url: str, redis_url: str, tmp_path: Path, carriers: FakeCarriers
) -> Iterator[Town]:
    with open_town(database_url, redis_url, tmp_path, carriers=carriers) as opened:
        yield opened


class Held(Line):
    """Holds the line after its script, while the process is told to end."""

    async def get_updates(self, offset: int, timeout_s: int) -> list[bytes]:
        if self.script:
            return await super().get_updates(offset, timeout_s)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.Event().wait()
        return []


def listen(town: Town, script: Script, webhook: Exception | None = None) -> tuple[Line, list[str]]:
    said: list[str] = []

    async def run() -> Line:
        stop = asyncio.Event()
        line = Line(stop, script, webhook)
        await poll(line, town.receiver, stop=stop, say=said.append, first_pause_s=0.001)
        return line

    return asyncio.run(run()), said


def test_polling_stores_and_confirms_only_what_is_committed(town: Town) -> None:
    line, _ = listen(town, [[7, 8], [], [9]])

    assert line.offsets == [0, 9, 9, 10]
    assert town.values("select body from inbox order by carrier_order") == [
        "words 7",
        "words 8",
        "words 9",
    ]


def test_polling_survives_a_broken_line_and_counts_nothing_twice(town: Town) -> None:
    line, said = listen(town, [[7], NotSent("no connection"), [7, 8], NotSent("again")])

    assert line.offsets == [0, 8, 8, 9, 9]
    assert town.values("select count(*) from inbox") == [2]
    assert sum("Trying again" in one for one in said) == 2


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        ("Telegram refused getUpdates (409): Conflict: terminated by other", "polls this bot"),
        ("Telegram refused getUpdates (409): can't use while webhook is active", "set a webhook"),
        ("Telegram refused getUpdates (401): Unauthorized", "Unauthorized"),
    ],
)
def test_polling_ends_in_one_line_when_waiting_does_not_help(
    town: Town, refusal: str, said: str
) -> None:
    with pytest.raises(CarrierError, match=said):
        listen(town, [CarrierError(refusal)])


def test_polling_waits_when_telegram_asks_for_it(town: Town) -> None:
    line, said = listen(town, [CarrierError("Telegram refused getUpdates (429): later"), [7]])

    assert line.offsets == [0, 0, 8]
    assert "Telegram asks us to wait" in said[1]


def test_polling_works_where_the_webhook_cannot_be_deleted(town: Town) -> None:
    line, _ = listen(town, [[7]], NotOffered("404"))

    assert line.offsets == [0, 8]


def test_sigterm_ends_polling_at_once_while_telegram_holds_the_line(town: Town) -> None:
    async def run() -> None:
        line = Held(asyncio.Event(), [[7]], None)
        await asyncio.wait_for(poll_until_stopped(town.house, lambda: line, lambda _: None), 10)

    asyncio.run(run())

    assert town.values("select body from inbox") == ["words 7"]


def test_polling_fetches_from_telegram_and_ends_when_told(
    town: Town, carriers: FakeCarriers
) -> None:
    async def run() -> None:
        stop = asyncio.Event()
        channel = open_telegram(town.house.settings)
        try:
            await channel.set_webhook("https://old.example.org/hooks/telegram", SECRET)
            polling = asyncio.create_task(
                poll(channel, town.receiver, stop=stop, say=lambda line: opened.set())
            )
            opened = asyncio.Event()
            await asyncio.wait_for(opened.wait(), 60)
            carriers.sends("telegram", "4711", "more benches")
            async with asyncio.timeout(60):
                while not town.values("select 1 from inbox"):
                    await asyncio.sleep(0.01)
            stop.set()
            await asyncio.wait_for(polling, 60)
        finally:
            await channel.close()

    asyncio.run(run())

    assert town.values("select body from inbox") == ["more benches"]
