"""What becomes of a message whose worker stood still for longer than its lease, and lives."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest

from bot.channels.protocol import Channel, Outgoing, ProviderId
from tests.integration.outbox import CEM, call, claim, owe, reclaim, settle
from tests.integration.town import Town
from workers.deliver import Sender
from workers.sweep import sweep


@dataclass
class Interrupted:
    """A channel; before it gives the carrier's answer, something else happens."""

    channel: Channel
    meanwhile: Callable[[], None]
    name: str = "telegram"
    in_flight: int = 0

    async def send(self, message: Outgoing) -> ProviderId:
        sent = await self.channel.send(message)
        with ThreadPoolExecutor(1) as thread:
            thread.submit(self.meanwhile).result()
        return sent

    async def close(self) -> None:
        await self.channel.close()


def interrupt(town: Town, meanwhile: Callable[[], None]) -> Sender:
    """Open a worker to which this happens while the carrier's answer is on its way."""
    opener = town.house.open_channel["telegram"]
    openers = {"telegram": lambda: Interrupted(opener(), meanwhile)}
    town.senders["slow"] = Sender(replace(town.house, open_channel=openers), "telegram")
    return town.senders["slow"]


def test_reply_whose_worker_stood_still_in_its_call_is_not_sent_twice(town: Town) -> None:
    owe(town, "telegram")

    def stall() -> None:
        town.age(61)
        sweep(town.house)
        town.house.redis.flushdb()  # the pace of the second before
        town.sender("telegram").drain()

    interrupt(town, stall).drain()

    assert town.states() == ["accepted"]
    assert len(town.handset("telegram", CEM)) == 1
    town.age(61)
    town.deliver()
    assert len(town.handset("telegram", CEM)) == 1


def test_answer_that_could_not_be_written_down_is_by_the_next_drain(town: Town) -> None:
    owe(town, "telegram")
    sender = interrupt(town, lambda: town.run("alter table message rename to lost"))

    with pytest.raises(Exception, match="message"):
        sender.drain()
    town.run("alter table lost rename to message")
    assert town.states() == ["calling"]
    sender.drain()

    assert town.states() == ["accepted"]
    assert len(town.handset("telegram", CEM)) == 1


@pytest.mark.parametrize(("channel", "state"), [("telegram", "queued"), ("sms", "unknown")])
@pytest.mark.parametrize("ended", ["accepted", "refused"])
def test_call_that_was_taken_for_lost_ends_as_its_worker_says(
    town: Town, channel: str, state: str, ended: str
) -> None:
    owe(town, channel)
    [leased] = claim(town, "slow", channel)
    call(town, [leased], "slow")
    town.age(61)
    assert reclaim(town) == {channel: 1}
    assert town.states() == [state]
    assert claim(town, "other", channel) == []

    settle(town, leased, "slow", ended, provider_id="7" if ended == "accepted" else None)
    town.age(61)

    assert town.states() == [ended]
    assert claim(town, "other", channel) == []


def test_call_that_was_taken_for_lost_goes_once_more_when_its_worker_stays_away(
    town: Town,
) -> None:
    owe(town, "telegram")
    [leased] = claim(town, "dead", "telegram")
    call(town, [leased], "dead")
    town.age(61)
    reclaim(town)
    town.age(61)
    [again] = claim(town, "other", "telegram")

    settle(town, leased, "dead", "accepted", provider_id="7")

    assert town.states() == ["leased"]
    assert call(town, [again], "other") == {again.id}


@pytest.mark.parametrize("lost", ["queued", "unknown"])
def test_worker_that_knows_no_more_leaves_a_lost_reply_in_the_queue(town: Town, lost: str) -> None:
    owe(town, "telegram")
    [leased] = claim(town, "slow", "telegram")
    call(town, [leased], "slow")
    town.age(61)
    reclaim(town)

    settle(town, leased, "slow", lost, error="fate lost")

    assert town.states() == ["queued"]
    assert town.values("select resent from message") == [1]
