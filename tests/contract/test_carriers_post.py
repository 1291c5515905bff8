"""How the fake carriers bring texts and receipts to the application, as the real ones do."""

import base64
import http.client
import json
from typing import Any
from urllib.parse import parse_qsl

import pytest
from telegram import Update
from twilio.request_validator import RequestValidator

from bot.channels.sms import is_signed, parse_form, parse_sms, parse_status
from bot.channels.telegram import parse_update
from flows.errors import Refused
from sayso.carriers.faults import Faults
from sayso.carriers.limits import Limits
from tests.contract.application import Application, Hook
from tests.contract.calls import (
    ACCOUNT,
    AUTH,
    NUMBER,
    SECRET,
    make_carriers,
    on_sms,
    on_telegram,
    outcome_of,
    outgoing,
)

PHONE = "+447700900123"
QUICK = Limits(telegram_backoff_s=0.02, segments_per_s=1000.0)


def test_a_telegram_text_comes_as_the_library_reads_it(application: Application) -> None:
    with make_carriers(app_url=application.url) as carriers:
        posted = carriers.sends("telegram", "41", "ağaç 🌳").wait()

    [hook] = application.hooks
    assert (posted.status, posted.tries) == (200, 1)
    assert hook.path == "/hooks/telegram"
    assert hook.headers["X-Telegram-Bot-Api-Secret-Token"] == SECRET
    update = Update.de_json(json.loads(hook.body), None)
    assert update.message is not None
    assert update.message.text == parse_update(hook.body).text == "ağaç 🌳"


def test_places_and_recordings_come_as_the_library_reads_them(application: Application) -> None:
    with make_carriers(app_url=application.url) as carriers:
        carriers.sends("telegram", "41", "51.5,-0.1", media="location").wait()
        carriers.sends("telegram", "41", "listen", media="voice").wait()
        carriers.sends("telegram", "41", "the gate", media="photo").wait()

    place, voice, photo = (
        Update.de_json(json.loads(hook.body), None).message for hook in application.hooks
    )
    assert place is not None
    assert place.location is not None
    assert (place.location.latitude, place.location.longitude) == (51.5, -0.1)
    assert voice is not None
    assert voice.voice is not None
    assert photo is not None
    assert photo.photo
    read = [parse_update(hook.body) for hook in application.hooks]
    assert [(one.media, one.text, one.reference) for one in read] == [
        ("location", "51.5,-0.1", ""),
        ("voice", "listen", "voice-1"),
        ("photo", "the gate", "photo-1"),
    ]


def test_buttons_and_blocks_come_as_the_library_reads_them(application: Application) -> None:
    with make_carriers(app_url=application.url) as carriers:
        carriers.presses("41", "2", 7).wait()
        carriers.blocks("41").wait()
        error = on_telegram(
            carriers.telegram_base_url, lambda it: outcome_of(it.send(outgoing("41")))
        )

    button, block = application.hooks
    assert Update.de_json(json.loads(button.body), None).callback_query is not None
    assert Update.de_json(json.loads(block.body), None).my_chat_member is not None
    assert [parse_update(hook.body).kind for hook in application.hooks] == ["button", "ignored"]
    assert parse_update(block.body).opt_out == "STOP"
    assert isinstance(error, Refused)
    assert error.closes_address


def test_telegram_keeps_one_chat_in_order_while_others_go_on(application: Application) -> None:
    application.answers = [503, 500, 500]
    with make_carriers(app_url=application.url, limits=QUICK) as carriers:
        tickets = [carriers.sends("telegram", "41", text) for text in "abc"]
        other = carriers.sends("telegram", "42", "d")

        assert sum(ticket.wait().tries for ticket in [*tickets, other]) == 7
    texts = [parse_update(hook.body).text for hook in application.hooks]
    assert [text for text in dict.fromkeys(texts) if text != "d"] == ["a", "b", "c"]


def test_telegram_posts_what_waited_once_the_webhook_is_set(application: Application) -> None:
    with make_carriers() as carriers:
        ticket = carriers.sends("telegram", "41", "early")
        url = f"{application.url}/elsewhere"
        on_telegram(carriers.telegram_base_url, lambda it: it.set_webhook(url, "own"))
        ticket.wait()

    assert [hook.path for hook in application.hooks] == ["/elsewhere"]
    assert application.hooks[0].headers["X-Telegram-Bot-Api-Secret-Token"] == "own"


def test_telegram_tells_what_waits_and_what_went_wrong(application: Application) -> None:
    application.answers = [500] * 50
    slow = Limits(telegram_backoff_s=30.0)
    with make_carriers(app_url=application.url, limits=slow) as carriers:
        carriers.sends("telegram", "41", "hello")
        application.wait_for(2)
        carriers.ledger.wait_until(
            lambda: carriers.ledger.count("webhook_failures") == 2, timeout_s=60
        )
        told = on_telegram(carriers.telegram_base_url, lambda it: it.webhook_info())

    assert told["pending_update_count"] == 1
    assert "500" in told["last_error_message"]


@pytest.mark.parametrize("channel", ["telegram", "sms"])
def test_copies_of_a_text_have_one_id(application: Application, channel: str) -> None:
    with make_carriers(app_url=application.url) as carriers:
        ticket = carriers.sends(channel, {"sms": PHONE, "telegram": "41"}[channel], "x", copies=5)
        ticket.wait()

    assert len(application.hooks) == 5
    assert {read(hook).provider_id for hook in application.hooks} == {ticket.provider_id}


def test_an_sms_comes_signed_as_the_library_checks_it(application: Application) -> None:
    with make_carriers(app_url=application.url, twilio_answers=False) as carriers:
        ticket = carriers.sends("sms", PHONE, "ağaç 🌳 & + =")
        ticket.wait()

    [hook] = application.hooks
    assert is_valid(application, hook)
    inbound = parse_sms(parse_form(hook.body))
    assert (inbound.sender, inbound.text, inbound.provider_id) == (
        PHONE,
        "ağaç 🌳 & + =",
        ticket.provider_id,
    )
    assert dict(parse_qsl(hook.body.decode()))["To"] == NUMBER
    assert dict(parse_qsl(hook.body.decode()))["AccountSid"] == ACCOUNT


@pytest.mark.parametrize(
    ("overrides", "answers", "tries"),
    [
        ("", [500], 1),
        ("#rc=3&rp=all", [500, 404, 503], 4),
        ("#rc=2&rp=5xx", [500, 404, 200], 2),
        ("#rc=9&rp=5xx", [500] * 20, 6),
    ],
)
def test_twilio_tries_again_as_the_urls_overrides_say(
    application: Application, overrides: str, answers: list[int], tries: int
) -> None:
    application.answers = list(answers)
    with make_carriers() as carriers:
        url = f"{application.url}/in{overrides}"
        on_sms(carriers.twilio_base_url, lambda it: it.set_webhook(url))

        assert carriers.sends("sms", PHONE, "hello").wait().tries == tries
    assert {hook.path for hook in application.hooks} == {"/in"}
    assert all(is_valid(application, hook) for hook in application.hooks)


def test_twilio_tries_again_once_when_nobody_listens() -> None:
    with make_carriers(app_url="http://127.0.0.1:9") as carriers:
        posted = carriers.sends("sms", PHONE, "hello").wait()

        assert (posted.status, posted.tries) == (0, 2)
        assert carriers.ledger.count("webhooks_given_up") == 1


def test_twilio_answers_stop_itself_and_blocks_until_start(application: Application) -> None:
    with make_carriers(app_url=application.url) as carriers:
        base_url = carriers.twilio_base_url
        carriers.sends("sms", PHONE, " stop ").wait()
        blocked = on_sms(base_url, lambda it: outcome_of(it.send(outgoing(PHONE))))
        carriers.sends("sms", PHONE, "START").wait()
        sent = on_sms(base_url, lambda it: outcome_of(it.send(outgoing(PHONE))))
        carriers.sends("sms", PHONE, "stop please").wait()
        carriers.sends("sms", PHONE, "help").wait()
        carriers.ledger.wait_until(lambda: carriers.ledger.count_received("sms") == 1, timeout_s=60)

        assert isinstance(blocked, Refused)
        assert blocked.carrier_code == "21610"
        assert isinstance(sent, str)
        shown = [message.from_carrier for message in carriers.ledger.handset("sms", PHONE)]
        assert sorted(shown) == [False, True, True, True]
    opt_outs = [parse_sms(parse_form(hook.body)).opt_out for hook in application.hooks]
    assert opt_outs == ["STOP", "START", "", "HELP"]


def test_twilio_leaves_stop_to_us_when_told_so(application: Application) -> None:
    with make_carriers(app_url=application.url, twilio_answers=False) as carriers:
        carriers.sends("sms", PHONE, "STOP").wait()
        sent = on_sms(carriers.twilio_base_url, lambda it: outcome_of(it.send(outgoing(PHONE))))

        assert isinstance(sent, str)
    assert parse_sms(parse_form(application.hooks[0].body)).opt_out == ""


def test_receipts_come_in_order_signed_over_the_whole_url(application: Application) -> None:
    statuses = send_and_collect(application, Faults(), 3)

    assert statuses == ["queued", "sent", "delivered"]
    assert all(is_valid(application, hook) for hook in application.hooks)
    assert application.hooks[0].path == "/hooks/twilio/status?o=7.abc"


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        (Faults(reorder_callback=1.0), ["delivered", "sent", "queued"]),
        (
            Faults(duplicate_callback=1.0),
            ["queued", "queued", "sent", "sent", "delivered", "delivered"],
        ),
        (Faults(lose_callback=1.0), []),
        (Faults(recipients={PHONE: "30003"}), ["queued", "sent", "undelivered"]),
    ],
)
def test_receipts_go_wrong_as_the_faults_say(
    application: Application, faults: Faults, expected: list[str]
) -> None:
    assert send_and_collect(application, faults, len(expected)) == expected


def test_a_failed_receipt_names_its_code(application: Application) -> None:
    send_and_collect(application, Faults(recipients={PHONE: "30005"}), 3)

    last = parse_status(parse_form(application.hooks[-1].body))
    assert last is not None
    assert (last.status, last.error_code) == ("undelivered", "30005")


def test_segments_leave_at_their_pace() -> None:
    async def send_all(channel: Any) -> None:
        for n in range(6):
            await channel.send(outgoing(f"+44770090020{n}", "x" * 170))

    with make_carriers(limits=Limits(segments_per_s=20.0)) as slow:
        on_sms(slow.twilio_base_url, send_all)
        assert slow.ledger.wait_until(lambda: slow.ledger.count_received("sms") == 6, timeout_s=60)

        arrived = sorted(shown[0].at for shown in slow.ledger.handsets("sms").values())
        assert (arrived[-1] - arrived[0]).total_seconds() > 0.25


def send_and_collect(application: Application, faults: Faults, count: int) -> list[str]:
    with make_carriers(app_url=application.url, faults=faults) as carriers:
        callback = f"{application.url}/hooks/twilio/status?o=7.abc"
        message = outgoing(PHONE, status_callback=callback)
        on_sms(carriers.twilio_base_url, lambda it: it.send(message))
        hooks = application.wait_for(count)
        lost = carriers.ledger.wait_until(
            lambda: carriers.ledger.count("callbacks_lost") == 3, timeout_s=0 if count else 60
        )
        assert lost is (count == 0)
    receipts = [parse_status(parse_form(hook.body)) for hook in hooks]
    return [receipt.status for receipt in receipts if receipt]


def read(hook: Hook) -> Any:
    is_sms = "X-Twilio-Signature" in hook.headers
    return parse_sms(parse_form(hook.body)) if is_sms else parse_update(hook.body)


def is_valid(application: Application, hook: Hook) -> bool:
    url, given = f"{application.url}{hook.path}", hook.headers["X-Twilio-Signature"]
    fields = dict(parse_qsl(hook.body.decode(), keep_blank_values=True))
    ours = is_signed(url, parse_form(hook.body), AUTH, given)
    return ours and RequestValidator(AUTH).validate(url, fields, given) is True


def test_call_is_posted_signed_and_its_answer_told(application: Application) -> None:
    with make_carriers(app_url=application.url) as carriers:
        posted = carriers.rings(PHONE).wait()

    [hook] = application.hooks
    assert (posted.status, hook.path) == (200, "/hooks/twilio/voice")
    signed = hook.headers["X-Twilio-Signature"]
    form = dict(parse_qsl(hook.body.decode()))
    assert RequestValidator(AUTH).validate(f"{application.url}{hook.path}", form, signed)
    assert (form["From"], form["CallStatus"]) == (PHONE, "ringing")


def test_picture_is_kept_behind_the_accounts_password(application: Application) -> None:
    with make_carriers(app_url=application.url) as carriers:
        carriers.sends("sms", PHONE, "look", media="image/jpeg").wait()
        url = parse_sms(parse_form(application.hooks[0].body)).reference
        path = url.removeprefix("https://api.twilio.com")
        line = http.client.HTTPConnection(carriers.twilio_base_url.removeprefix("http://"))
        line.request("GET", path)
        refused = line.getresponse()
        refused.read()
        token = base64.b64encode(f"{ACCOUNT}:{AUTH}".encode()).decode()
        line.request("GET", path, headers={"Authorization": f"Basic {token}"})
        moved = line.getresponse()
        moved.read()
        line.request("GET", moved.headers["Location"])
        picture = line.getresponse().read()
        line.close()

    assert (refused.status, moved.status) == (401, 307)
    assert picture.startswith(b"\xff\xd8\xff")
