"""Ring and hang up: the call is refused unanswered, and a person rings back."""

from collections.abc import Iterator
from urllib.parse import urlencode

import orjson
import pytest

from bot.channels.forms import parse_form, signature
from storage import inbox
from tests.integration.conftest import Open
from tests.integration.serving import FORM, Web, serving
from tests.integration.town import AUTH, Town

VOICE = "/hooks/twilio/voice"
ANN, GUARD = "+447700900001", "+447700900999"
REFUSAL = b'<?xml version="1.0" encoding="UTF-8"?><Response><Reject/></Response>'


@pytest.fixture
def web(town: Town) -> Iterator[Web]:
    with serving(town) as served:
        yield served


def call(sid: str = "CA1", caller: str = ANN) -> bytes:
    fields = {"CallSid": sid, "From": caller, "To": "+447700900000", "CallStatus": "ringing"}
    return urlencode(fields).encode()


def ring(web: Web, body: bytes, *, token: str = AUTH) -> tuple[int, bytes]:
    signed = signature(f"{web.public_url}{VOICE}", parse_form(body), token)
    return web.ask(VOICE, body, {"X-Twilio-Signature": signed, "Content-Type": FORM})


def tasks(town: Town) -> list[object]:
    return town.values("select kind from task")


def test_call_is_refused_and_whoever_rang_is_listed_once_however_often_it_is_posted(
    town: Town, web: Web
) -> None:
    assert [ring(web, call()) for _ in range(3)] == [(200, REFUSAL)] * 3
    town.answer()

    assert tasks(town) == ["call"]
    assert town.values("select count(*) from message") == [0]
    assert town.values("select count(*) from consent") == [0]
    assert town.values("select count(*) from conversation") == [0]


def test_second_ring_is_not_listed_while_the_first_waits_for_a_person(town: Town, web: Web) -> None:
    for sid in ("CA1", "CA2"):
        ring(web, call(sid))
        town.answer()
    assert tasks(town) == ["call"]

    town.run("update task set done_at = made_at")
    ring(web, call("CA3"))
    town.answer()
    assert tasks(town) == ["call", "call"]


def test_somebody_who_stopped_and_rings_is_listed_and_stays_stopped(town: Town, web: Web) -> None:
    town.said("sms", ANN, "please stop texting me")
    ring(web, call())
    town.answer()

    assert tasks(town) == ["call"]
    assert town.values("select stopped_at is not null from address where staff_id is null") == [
        True
    ]


def test_ring_between_two_texts_leaves_them_as_they_are(town: Town, web: Web) -> None:
    town.store(town.sms(ANN, "benches"))
    ring(web, call())
    town.store(town.sms(ANN, "4"))
    town.answer()

    assert town.values("select value #>> '{}' from answer") == ["many"]
    assert tasks(town) == ["call"]


@pytest.mark.parametrize("hidden", ["anonymous", "", "+266696687", "Restricted"])
def test_call_without_a_number_is_counted_and_not_listed(town: Town, web: Web, hidden: str) -> None:
    assert ring(web, call(caller=hidden)) == (200, REFUSAL)
    town.answer()

    assert tasks(town) == []
    assert town.values("select count(*) from resident") == [0]
    with town.house.database.transaction() as db:
        counts = inbox.count(db, town.present.community.id)
    assert (counts["withheld"], counts["rings"], counts["inbound"]) == (1, 0, 0)


def test_staff_who_ring_are_not_listed(town: Town, web: Web) -> None:
    ring(web, call(caller=GUARD))
    town.answer()

    assert tasks(town) == []
    assert town.values("select state from inbox") == ["done"]


def test_forged_call_is_refused_and_one_that_names_no_call_too(town: Town, web: Web) -> None:
    assert ring(web, call(), token="guessed") == (403, b"")
    assert ring(web, b"From=%2B447700900001") == (400, b"")
    assert web.ask(VOICE, method="GET")[0] == 405
    assert town.values("select count(*) from inbox") == [0]


def test_texts_name_our_number_only_where_it_can_be_rung(open_with: Open) -> None:
    last = "select body from message where channel = :channel order by id desc limit 1"
    for setting, line in (("off", "ring 020 7946 0123"), ("on", "No credit? Ring this number")):
        town = open_with(TWILIO_VOICE=setting)
        for table in ("message", "answer", "contribution", "timer", "conversation"):
            town.run(f"delete from {table}")  # noqa: S608
        for channel, address in (("sms", ANN), ("telegram", "2001")):
            town.update_id += 10 * len(setting)
            town.said(channel, address, "benches", "4", "the bus stop")
        assert line in town.values(last, channel="sms")[0]
        assert "ring 020 7946 0123" in town.values(last, channel="telegram")[0]


def test_health_is_not_troubled(web: Web) -> None:
    status, health = web.ask("/health", method="GET")
    assert (status, orjson.loads(health)["database"]) == (200, True)
