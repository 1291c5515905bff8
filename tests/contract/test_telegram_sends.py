"""What each answer of Telegram's means for a message."""

import asyncio
import json

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.channels.protocol import CarrierError, NotOffered
from bot.channels.telegram import TelegramChannel
from flows.errors import DeliveryError, FateUnknown, NotSent, Refused
from sayso.carriers.faults import Faults
from sayso.carriers.limits import REAL
from sayso.carriers.server import FakeCarriers
from tests.contract.calls import (
    SHORT_S,
    TOKEN,
    answering,
    http,
    make_carriers,
    on_telegram,
    outcome_of,
    outgoing,
)

OK_ODD = b'{"ok":true,"result":{"message_id":77,"date":"yesterday","chat":"moved"}}'

# label, the raw answer, what became of the message
ANSWERS: list[tuple[str, bytes | None, dict[str, object]]] = [
    ("429", b'429{"ok":false,"parameters":{"retry_after":7}}', {"type": NotSent, "wait": 7.0}),
    ("429 bare", b"429<html>", {"type": NotSent, "wait": 1.0, "scope": "channel"}),
    ("blocked", b'403{"ok":false,"description":"Forbidden: bot was blocked"}', {"closes": True}),
    ("kicked", b'403{"description":"Forbidden: bot was kicked from the group"}', {"closes": True}),
    ("gone", b'400{"ok":false,"description":"Bad Request: chat not found"}', {"closes": True}),
    ("too long", b'400{"ok":false,"description":"message is too long"}', {"closes": False}),
    ("400 bare", b"400", {"closes": False}),
    ("moved", b'400{"parameters":{"migrate_to_chat_id":-1009}}', {"moved_to": "-1009"}),
    ("401", b'401{"ok":false,"description":"Unauthorized"}', {"type": NotSent, "scope": "channel"}),
    ("404", b'404{"ok":false}', {"type": NotSent, "scope": "channel"}),
    ("409", b'409{"ok":false}', {"type": NotSent, "scope": "channel"}),
    ("500", b'500{"ok":false}', {"type": FateUnknown}),
    ("502 html", b"502<html>", {"type": FateUnknown}),
    ("half a body", b'200{"ok":true,"resu', {"type": FateUnknown}),
    ("not ok", b'200{"ok":false}', {"type": FateUnknown}),
    ("a list", b"200[]", {"type": FateUnknown}),
    ("cut", b"", {"type": FateUnknown}),
    ("silent", None, {"type": FateUnknown}),
]


@pytest.mark.parametrize(("label", "raw", "expected"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_send_says_what_became_of_it(
    label: str, raw: bytes | None, expected: dict[str, object]
) -> None:
    error = asyncio.run(send_to(raw))

    assert isinstance(error, DeliveryError)
    assert type(error) is expected.get("type", Refused)
    assert expected.get("wait", error.retry_after_s) == error.retry_after_s
    for attribute, name in (("closes_address", "closes"), ("moved_to", "moved_to")):
        if name in expected:
            assert getattr(error, attribute) == expected[name]
    if "scope" in expected:
        assert isinstance(error, NotSent)
        assert error.scope == expected["scope"]


@pytest.mark.parametrize(
    ("body", "message_id"),
    [
        (OK_ODD, "77"),
        (b'{"ok":true,"result":{}}', ""),
        (b'{"ok":true,"result":true}', ""),
        (
            b'{"ok":true,"result":{"message_id":1760000000000,"date":1760000000000}}',
            "1760000000000",
        ),
    ],
)
def test_send_succeeds_when_ok_though_the_message_is_odd(body: bytes, message_id: str) -> None:
    assert asyncio.run(send_to(b"200" + body)) == message_id


def test_send_is_not_sent_when_nobody_listens() -> None:
    error = on_telegram("http://127.0.0.1:9/bot", lambda it: outcome_of(it.send(outgoing("5"))))

    assert isinstance(error, NotSent)
    assert "127.0.0.1" not in f"{error!r}{error.__cause__!r}"


def test_send_never_names_the_token_or_the_text_in_its_error() -> None:
    error = asyncio.run(send_to(b'400{"description":"secret words"}', text="secret words"))

    assert isinstance(error, DeliveryError)
    assert error.__cause__ is None
    assert error.__suppress_context__
    assert "secret" not in repr(error)
    assert TOKEN not in repr(error)


def test_send_waits_for_one_group_alone_when_the_group_is_over_its_limit() -> None:
    error = asyncio.run(send_to(b'429{"parameters":{"retry_after":3}}', to="-100200"))

    assert isinstance(error, NotSent)
    assert error.scope == "address"


def test_send_reaches_the_handset_as_it_was_written(carriers: FakeCarriers) -> None:
    text = "Plain *not bold* <b>& https://example.org 🌳 žluťoučký\nkůň"

    sent = on_telegram(carriers.telegram_base_url, lambda it: it.send(outgoing("41", text)))

    assert [(m.text, m.provider_id) for m in carriers.ledger.handset("telegram", "41")] == [
        (text, sent)
    ]


@pytest.mark.parametrize("fate", ["blocked", "deactivated", "kicked", "not found"])
def test_send_closes_the_address_when_the_carrier_says_so(
    carriers: FakeCarriers, fate: str
) -> None:
    carriers.fail(Faults(recipients={"42": fate}))

    error = on_telegram(carriers.telegram_base_url, lambda it: outcome_of(it.send(outgoing("42"))))

    assert isinstance(error, Refused)
    assert error.closes_address
    assert carriers.ledger.handset("telegram", "42") == []


def test_send_tells_where_a_group_went_when_it_moved(carriers: FakeCarriers) -> None:
    carriers.fail(Faults(recipients={"-43": "moved:-100043"}))

    error = on_telegram(carriers.telegram_base_url, lambda it: outcome_of(it.send(outgoing("-43"))))

    assert isinstance(error, Refused)
    assert error.moved_to == "-100043"


def test_send_obeys_the_real_limits_and_the_ledger_sees_who_does_not() -> None:
    async def send_too_fast(channel: TelegramChannel) -> list[str | DeliveryError]:
        sends = (outcome_of(channel.send(outgoing(str(100 + n % 40)))) for n in range(40))
        return list(await asyncio.gather(*sends))

    with make_carriers(limits=REAL) as carriers:
        outcomes = on_telegram(carriers.telegram_base_url, send_too_fast)

        refused = [error for error in outcomes if isinstance(error, NotSent)]
        assert refused
        assert {error.retry_after_s for error in refused} == {1.0}
        assert carriers.ledger.peak_per_s("telegram") <= 30
        assert carriers.ledger.count("telegram_429") == len(refused)


@pytest.mark.parametrize(
    ("chat", "fault"),
    [
        ("51", "accept_then_hang"),
        ("52", "accept_then_reset"),
        ("53", "fail_after_accept"),
        ("54", "garbled_answer"),
    ],
)
def test_send_is_of_unknown_fate_when_the_answer_goes_wrong(
    carriers: FakeCarriers, chat: str, fault: str
) -> None:
    carriers.fail(Faults(**{fault: 1.0}))  # type: ignore[arg-type]

    error = on_telegram(
        carriers.telegram_base_url,
        lambda it: outcome_of(it.send(outgoing(chat))),
        read_s=SHORT_S,
    )

    assert isinstance(error, FateUnknown)
    assert len(carriers.ledger.handset("telegram", chat)) == 1


def test_send_counts_its_open_sockets(carriers: FakeCarriers) -> None:
    carriers.fail(Faults(accept_then_hang=1.0))

    async def look(channel: TelegramChannel) -> tuple[int, int]:
        sending = asyncio.create_task(outcome_of(channel.send(outgoing("44"))))
        await asyncio.to_thread(
            carriers.ledger.wait_until,
            lambda: bool(carriers.ledger.handset("telegram", "44")),
            timeout_s=60,
        )
        during = channel.in_flight
        await sending
        return during, channel.in_flight

    assert on_telegram(carriers.telegram_base_url, look, read_s=SHORT_S) == (1, 0)


def test_webhook_is_set_and_told(carriers: FakeCarriers) -> None:
    async def set_up(channel: TelegramChannel) -> tuple[object, object]:
        await channel.set_webhook("https://sayso.example/hooks/telegram", "s3cret")
        told = await channel.webhook_info()
        me = await channel.get_me()
        await channel.delete_webhook()
        return told["url"], me["is_bot"]

    assert on_telegram(carriers.telegram_base_url, set_up) == (
        "https://sayso.example/hooks/telegram",
        True,
    )


def test_questions_say_in_words_what_is_wrong(carriers: FakeCarriers) -> None:
    with pytest.raises(CarrierError, match="refused getMe \\(401\\): Unauthorized"):
        on_telegram(carriers.telegram_base_url, lambda it: it.get_me(), token="1:wrong")

    with pytest.raises(NotOffered, match="404 to getMe"):
        on_telegram(f"{carriers.twilio_base_url}/nothing", lambda it: it.get_me())

    with pytest.raises(NotSent):
        on_telegram("http://127.0.0.1:9/bot", lambda it: it.webhook_info())


async def send_to(raw: bytes | None, *, to: str = "5", text: str = "Hello") -> str | DeliveryError:
    answer = http(int(raw[:3]), raw[3:]) if raw else raw
    async with answering(answer) as url:
        channel = TelegramChannel(TOKEN, f"{url}/bot", read_s=SHORT_S)
        try:
            return await outcome_of(channel.send(outgoing(to, text)))
        finally:
            await channel.close()


def test_get_updates_waits_and_gives_bytes_for_parse_update(carriers: FakeCarriers) -> None:
    async def poll(channel: TelegramChannel) -> tuple[list[bytes], list[bytes], list[bytes]]:
        waiting = asyncio.create_task(channel.get_updates(0, 5))
        await asyncio.sleep(0)
        carriers.sends("telegram", "45", "hello")
        first = await waiting
        again = await channel.get_updates(0, 0)
        offset = json.loads(first[0])["update_id"] + 1
        return first, again, await channel.get_updates(offset, 0)

    first, again, after = on_telegram(carriers.telegram_base_url, poll)

    assert json.loads(first[0])["message"]["text"] == "hello"
    assert again == first
    assert after == []


def test_send_is_slow_when_the_carrier_is(carriers: FakeCarriers) -> None:
    carriers.fail(Faults(latency_s=5.0, channel="telegram"))

    error = on_telegram(
        carriers.telegram_base_url, lambda it: outcome_of(it.send(outgoing("55"))), read_s=SHORT_S
    )

    assert isinstance(error, FateUnknown)
    assert len(carriers.ledger.handset("telegram", "55")) == 1


BUTTONS = (("1", "Just me"), ("2", "Evim 🏠"))


def test_buttons_are_shown_one_a_row_and_their_press_is_answered(carriers: FakeCarriers) -> None:
    async def press(channel: TelegramChannel) -> bool:
        await channel.send(outgoing("71", "Who? 1 Just me 2 Evim", buttons=BUTTONS))
        await channel.send(outgoing("71", "Thank you.", press="4711"))
        return await asyncio.to_thread(
            carriers.ledger.wait_until,
            lambda: carriers.ledger.count("presses_answered") == 1,
            timeout_s=60,
        )

    assert on_telegram(carriers.telegram_base_url, press)
    shown = carriers.ledger.handset("telegram", "71")
    assert [one.buttons for one in shown] == [BUTTONS, ()]


def test_reply_goes_out_where_presses_cannot_be_answered(carriers: FakeCarriers) -> None:
    sent = on_telegram(
        carriers.telegram_base_url, lambda it: it.send(outgoing("72", "Hi", press="unknown"))
    )

    assert sent
    assert [one.text for one in carriers.ledger.handset("telegram", "72")] == ["Hi"]


def test_server_without_answer_callback_query_still_gets_the_message() -> None:
    async def send() -> str:
        async with answering(http(200, OK_ODD)) as url:
            channel = TelegramChannel(TOKEN, f"{url}/bot", read_s=SHORT_S)
            try:
                return await channel.send(outgoing("73", press="4711", buttons=BUTTONS))
            finally:
                await channel.close()

    assert asyncio.run(send()) == "77"


def test_the_library_itself_reads_what_the_carriers_answer(carriers: FakeCarriers) -> None:
    async def send() -> Message:
        async with Bot(TOKEN, base_url=carriers.telegram_base_url) as bot:
            rows = [[InlineKeyboardButton(label, callback_data=value)] for value, label in BUTTONS]
            assert await bot.answer_callback_query("4711")
            return await bot.send_message(74, "Who?", reply_markup=InlineKeyboardMarkup(rows))

    sent = asyncio.run(send())

    assert sent.reply_markup is not None
    assert [row[0].text for row in sent.reply_markup.inline_keyboard] == ["Just me", "Evim 🏠"]
