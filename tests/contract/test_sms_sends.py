"""What each answer of Twilio's means for a message, and how the adapter looks things up."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.channels.protocol import CarrierError, NotOffered
from bot.channels.refusals import NOT_SENT, REFUSED, SETUP
from bot.channels.sms import SmsChannel
from flows.errors import DeliveryError, FateUnknown, NotSent, Refused
from sayso.carriers.faults import Faults
from sayso.carriers.limits import Limits
from sayso.carriers.server import FakeCarriers
from tests.contract.calls import (
    ACCOUNT,
    AUTH,
    NUMBER,
    SHORT_S,
    answering,
    http,
    make_carriers,
    on_sms,
    outcome_of,
    outgoing,
)

PHONE = "+447700900123"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

# label, the raw answer, what became of the message
ANSWERS: list[tuple[str, bytes | None, type[DeliveryError]]] = [
    ("500", b'500{"code":20500}', FateUnknown),
    ("503 html", b"503<html>", FateUnknown),
    ("half a body", b'201{"sid":"SM1', FateUnknown),
    ("no sid", b"201{}", FateUnknown),
    ("a list", b"201[]", FateUnknown),
    ("empty", b"201", FateUnknown),
    ("cut", b"", FateUnknown),
    ("silent", None, FateUnknown),
    ("429 bare", b"429", NotSent),
    ("401 html", b"401<html>", NotSent),
    ("404", b'404{"code":20404}', NotSent),
    ("moved", b"307", NotSent),
    ("400 bare", b"400", Refused),
    ("400 odd code", b'400{"code":"odd","message":"x"}', Refused),
    ("odd problem", b'400{"type":"t","title":"x","status":"x","code":"y"}', FateUnknown),
    ("problem", b'400{"type":"t","title":"x","status":400,"code":21610}', Refused),
]


@pytest.mark.parametrize(("label", "raw", "expected"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_send_says_what_became_of_it(
    label: str, raw: bytes | None, expected: type[DeliveryError]
) -> None:
    async def send() -> str | DeliveryError:
        async with answering(http(int(raw[:3]), raw[3:]) if raw else raw) as url:
            channel = SmsChannel(ACCOUNT, AUTH, sender=NUMBER, base_url=url, read_s=SHORT_S)
            try:
                return await outcome_of(channel.send(outgoing(PHONE)))
            finally:
                await channel.close()

    assert type(asyncio.run(send())) is expected


@pytest.mark.parametrize("code", sorted(code for code in REFUSED if code < 30000))
def test_send_is_refused_for_each_final_code(carriers: FakeCarriers, code: int) -> None:
    carriers.fail(Faults(recipients={PHONE: str(code)}))

    error = on_sms(carriers.twilio_base_url, lambda it: outcome_of(it.send(outgoing(PHONE))))

    assert isinstance(error, Refused)
    assert (error.carrier_code, error.closes_address) == (str(code), REFUSED[code])


@pytest.mark.parametrize("code", sorted(code for code in NOT_SENT if code < 30000))
def test_send_is_not_sent_for_each_code_that_passes(carriers: FakeCarriers, code: int) -> None:
    carriers.fail(Faults(recipients={PHONE: str(code)}))

    error = on_sms(carriers.twilio_base_url, lambda it: outcome_of(it.send(outgoing(PHONE))))

    assert isinstance(error, NotSent)
    assert (error.retry_after_s, error.scope) == NOT_SENT[code]


@pytest.mark.parametrize("code", sorted(code for code in SETUP if code < 30000))
def test_send_waits_for_a_person_for_each_code_of_our_own_setup(
    carriers: FakeCarriers, code: int
) -> None:
    carriers.fail(Faults(recipients={PHONE: str(code)}))

    error = on_sms(carriers.twilio_base_url, lambda it: outcome_of(it.send(outgoing(PHONE))))

    assert isinstance(error, NotSent)
    assert (error.retry_after_s, error.scope, error.alerts) == (None, "channel", True)


def test_send_is_not_sent_when_nobody_listens_or_the_name_is_unknown() -> None:
    for url in ("http://127.0.0.1:9", "http://nobody.invalid"):
        error = on_sms(url, lambda it: outcome_of(it.send(outgoing(PHONE))))

        assert isinstance(error, NotSent)
        assert error.scope == "channel"


def test_send_never_names_the_number_in_its_error(carriers: FakeCarriers) -> None:
    carriers.fail(Faults(recipients={PHONE: "21614"}))

    error = on_sms(carriers.twilio_base_url, lambda it: outcome_of(it.send(outgoing(PHONE))))

    assert isinstance(error, DeliveryError)
    assert error.__suppress_context__
    assert "7700" not in repr(error)


def test_send_reaches_the_handset_as_it_was_written(carriers: FakeCarriers) -> None:
    text = "Diolch & 50% +1 = žluťoučký kůň 🌳\nnext line"

    sid = on_sms(carriers.twilio_base_url, lambda it: it.send(outgoing("+447700900101", text)))

    assert carriers.ledger.wait_until(
        lambda: bool(carriers.ledger.handset("sms", "+447700900101")), timeout_s=60
    )
    shown = carriers.ledger.handset("sms", "+447700900101")
    assert [(message.text, message.provider_id) for message in shown] == [(text, sid)]


def test_send_goes_by_a_messaging_service_when_that_is_all_we_have(carriers: FakeCarriers) -> None:
    async def send_and_list(channel: SmsChannel) -> str:
        await channel.send(outgoing("+447700900102"))
        [listed] = await channel.list_sent("+447700900102", LONG_AGO)
        return listed.status

    status = on_sms(carriers.twilio_base_url, send_and_list, service="MG1")

    assert status in {"accepted", "delivered"}


def test_send_dies_in_the_queue_when_its_life_ends_before_its_turn() -> None:
    async def send_two(channel: SmsChannel) -> None:
        await channel.send(outgoing("+447700900103", "x" * 320))
        await channel.send(outgoing("+447700900104", expires_in_s=0))

    with make_carriers(limits=Limits(segments_per_s=2.0)) as carriers:
        on_sms(carriers.twilio_base_url, send_two)

        assert carriers.ledger.wait_until(
            lambda: carriers.ledger.count("sms_failed") == 1, timeout_s=60
        )
        assert carriers.ledger.handset("sms", "+447700900104") == []


@pytest.mark.parametrize(
    ("to", "text", "code"),
    [("+44123", "x", "21211"), ("nobody", "x", "21211"), (PHONE, "x" * 1601, "21617")],
)
def test_send_is_refused_by_twilios_own_limits(
    carriers: FakeCarriers, to: str, text: str, code: str
) -> None:
    error = on_sms(carriers.twilio_base_url, lambda it: outcome_of(it.send(outgoing(to, text))))

    assert isinstance(error, Refused)
    assert error.carrier_code == code


def test_send_waits_when_twilio_has_too_many_requests_at_once() -> None:
    async def send_many(channel: SmsChannel) -> list[str | DeliveryError]:
        sends = (outcome_of(channel.send(outgoing(PHONE))) for _ in range(12))
        return list(await asyncio.gather(*sends))

    limits = Limits(twilio_at_once=4, segments_per_s=1000.0)
    with make_carriers(limits=limits, faults=Faults(latency_s=0.5)) as carriers:
        outcomes = on_sms(carriers.twilio_base_url, send_many)

    assert [type(one) for one in outcomes if not isinstance(one, str)] == [NotSent] * 8


def test_one_number_gets_thirty_messages_in_half_a_minute() -> None:
    async def send_many(channel: SmsChannel) -> list[str | DeliveryError]:
        return [await outcome_of(channel.send(outgoing(PHONE))) for _ in range(32)]

    with make_carriers(limits=Limits(segments_per_s=1000.0)) as carriers:
        outcomes = on_sms(carriers.twilio_base_url, send_many)

    refused = [one for one in outcomes if not isinstance(one, str)]
    assert len(refused) == 2
    assert {(type(one), getattr(one, "scope", "")) for one in refused} == {(NotSent, "address")}


def test_nothing_personal_is_logged_though_things_go_wrong(
    carriers: FakeCarriers,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def send_and_look(channel: SmsChannel) -> None:
        await outcome_of(channel.send(outgoing(PHONE, "canary words")))
        await channel.list_sent(PHONE, LONG_AGO)

    carriers.fail(Faults(recipients={PHONE: "21606"}))

    with caplog.at_level("INFO"):
        on_sms(carriers.twilio_base_url, send_and_look)

    said = caplog.text + "".join(capsys.readouterr())
    assert "twilio_setup_refused" in said
    assert not [word for word in ("7700900", "canary", AUTH, ACCOUNT) if word in said]


@pytest.mark.parametrize("service", ["", "MG1"])
def test_webhook_is_set_and_told(carriers: FakeCarriers, service: str) -> None:
    async def set_up(channel: SmsChannel) -> str:
        await channel.set_webhook(f"https://sayso.example/{service}#rc=3&rp=all")
        return await channel.webhook_url()

    told = on_sms(carriers.twilio_base_url, set_up, service=service)

    assert told == f"https://sayso.example/{service}#rc=3&rp=all"
    on_sms(carriers.twilio_base_url, lambda it: it.set_webhook(""))


def test_questions_say_in_words_what_is_wrong(carriers: FakeCarriers) -> None:
    with pytest.raises(CarrierError, match="account SID and auth token"):
        on_sms(carriers.twilio_base_url, lambda it: it.webhook_url(), token="wrong")

    with pytest.raises(CarrierError, match="401"):
        on_sms(carriers.twilio_base_url, lambda it: it.list_received(LONG_AGO), token="wrong")

    with pytest.raises(NotOffered):
        on_sms(f"{carriers.twilio_base_url}/nothing", lambda it: it.webhook_url())

    with pytest.raises(NotSent):
        on_sms("http://127.0.0.1:9", lambda it: it.webhook_url())


def test_send_keeps_the_message_when_the_token_is_wrong(carriers: FakeCarriers) -> None:
    error = on_sms(
        carriers.twilio_base_url, lambda it: outcome_of(it.send(outgoing(PHONE))), token="wrong"
    )

    assert isinstance(error, NotSent)
    assert error.scope == "channel"
