"""How messages are listed, looked up and deleted at Twilio."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.sms import SmsChannel
from flows.errors import FateUnknown
from sayso.carriers.faults import Faults
from sayso.carriers.server import FakeCarriers
from storage.clock import utc_now
from tests.contract.calls import (
    ACCOUNT,
    AUTH,
    NUMBER,
    SHORT_S,
    answering,
    http,
    on_sms,
    outcome_of,
    outgoing,
)

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PHONE = "+447700900123"


@pytest.mark.parametrize(
    ("phone", "fault"),
    [
        ("+447700900111", "accept_then_hang"),
        ("+447700900112", "accept_then_reset"),
        ("+447700900113", "fail_after_accept"),
        ("+447700900114", "garbled_answer"),
    ],
)
def test_a_message_of_unknown_fate_is_found_by_listing(
    carriers: FakeCarriers, phone: str, fault: str
) -> None:
    async def send_and_look(channel: SmsChannel) -> tuple[object, int]:
        started = utc_now()
        error = await outcome_of(channel.send(outgoing(phone)))
        return error, len(await channel.list_sent(phone, started))

    carriers.fail(Faults(**{fault: 1.0}))  # type: ignore[arg-type]

    error, found = on_sms(carriers.twilio_base_url, send_and_look, read_s=SHORT_S)

    assert isinstance(error, FateUnknown)
    assert found == 1


def test_a_message_that_failed_before_it_was_taken_is_not_listed(carriers: FakeCarriers) -> None:
    async def send_and_look(channel: SmsChannel) -> tuple[object, int]:
        error = await outcome_of(channel.send(outgoing("+447700900115")))
        return error, len(await channel.list_sent("+447700900115", LONG_AGO))

    carriers.fail(Faults(fail_before_accept=1.0))

    error, found = on_sms(carriers.twilio_base_url, send_and_look)

    assert isinstance(error, FateUnknown)
    assert found == 0


def test_listing_pages_through_everything_and_stops_at_what_is_old(carriers: FakeCarriers) -> None:
    phone = "+447700900116"

    async def send_many(channel: SmsChannel) -> tuple[int, int, list[str]]:
        for n in range(230):
            await channel.send(outgoing(phone, str(n)))
        everything = await channel.list_sent(phone, LONG_AGO)
        tomorrow = everything[0].created_at + timedelta(days=1)
        nothing = await channel.list_sent(phone, tomorrow)
        return len(everything), len(nothing), [listed.body for listed in everything[:2]]

    assert on_sms(carriers.twilio_base_url, send_many) == (230, 0, ["229", "228"])


def test_listing_keeps_what_has_no_date() -> None:
    body = b'{"messages":[{"sid":"SM1","to":"+447700900123","body":"x","status":"sent"}]}'

    async def look() -> list[str]:
        async with answering(http(200, body)) as url:
            channel = SmsChannel(ACCOUNT, AUTH, sender=NUMBER, base_url=url)
            try:
                return [listed.sid for listed in await channel.list_sent(PHONE, LONG_AGO)]
            finally:
                await channel.close()

    assert asyncio.run(look()) == ["SM1"]


@pytest.mark.parametrize("service", ["", "MG1"], ids=["number", "service"])
def test_listing_finds_what_came_in_though_nobody_took_it(
    carriers: FakeCarriers, service: str
) -> None:
    words = f"not the traffic, says {service or 'the number'}"
    carriers.sends("sms", "+447700900117", words).wait()

    found = on_sms(carriers.twilio_base_url, lambda it: it.list_received(LONG_AGO), service=service)

    assert [(one.sender, one.to, one.body, one.status) for one in found[:1]] == [
        ("+447700900117", NUMBER, words, "received")
    ]
    assert {one.to for one in found} == {NUMBER}


def test_one_message_is_looked_up_and_forgotten(carriers: FakeCarriers) -> None:
    async def look_up_twice(channel: SmsChannel) -> tuple[str, bool, bool]:
        sid = await channel.send(outgoing("+447700900188"))
        found = await channel.look_up(sid)
        return found.to, await channel.forget(sid), await channel.forget(sid)

    assert on_sms(carriers.twilio_base_url, look_up_twice) == ("+447700900188", True, False)


def test_recent_messages_are_listed_as_far_back_as_wanted(carriers: FakeCarriers) -> None:
    async def send_and_list(channel: SmsChannel) -> list[str]:
        for number in range(3):
            await channel.send(outgoing(f"+44770090019{number}"))
        recent = await channel.list_recent(utc_now() - timedelta(minutes=1), most_pages=1)
        return [item.to for item in recent][:3]

    assert on_sms(carriers.twilio_base_url, send_and_list) == [
        f"+44770090019{number}" for number in (2, 1, 0)
    ]
