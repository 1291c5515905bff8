import asyncio
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import orjson
import psycopg
import pytest

from bot.hooks import TELEGRAM as TELEGRAM_PATH
from bot.hooks import Hooks, Secrets
from bot.receiving import Receiver
from sayso.launching import wait_until
from storage import inbox
from storage.doorbell import Doorbell, connect
from tests.integration.conftest import Open
from tests.integration.serving import SMS, STATUS, TELEGRAM, Web, serving
from tests.integration.town import SECRET, Town

ANN = "+447700900001"


@pytest.fixture
def web(town: Town) -> Iterator[Web]:
    with serving(town) as served:
        yield served


def form(**fields: str) -> bytes:
    return urlencode({"MessageSid": "SM1", "From": ANN, "Body": "benches", **fields}).encode()


def update(words: object, update_id: int = 1) -> bytes:
    message = {"chat": {"id": 2001, "type": "private"}, "text": words}
    return orjson.dumps({"update_id": update_id, "message": message})


def stored(town: Town) -> list[object]:
    return town.values("select body from inbox order by id")


def test_text_is_stored_when_its_carrier_is_told_yes(town: Town, web: Web) -> None:
    assert web.twilio(SMS, form()) == 204
    assert web.telegram(update("lights")) == 200

    assert stored(town) == ["benches", "lights"]
    assert wait_until(lambda: bool(town.house.redis.llen("bell:converse")), seconds=60)


def test_forged_signature_is_refused_and_nothing_stored(town: Town, web: Web) -> None:
    assert web.twilio(SMS, form(), token="guessed") == 403
    assert web.twilio(STATUS, form(MessageStatus="delivered"), token="guessed") == 403
    assert web.ask(SMS, form())[0] == 403
    assert stored(town) == []


@pytest.mark.parametrize("secret", ["", "guessed", SECRET + "x", "\xe9"])
def test_wrong_secret_is_refused_and_nothing_stored(town: Town, web: Web, secret: str) -> None:
    assert web.telegram(update("lights"), secret=secret) == 401
    assert stored(town) == []


def chunks(size: int) -> Iterator[bytes]:
    for _ in range(size // 1_000):
        yield b"x" * 1_000


def test_twilio_body_over_64_kb_is_refused_whether_it_says_so_or_not(town: Town, web: Web) -> None:
    assert web.twilio(SMS, form(Body="x" * 66_000)) == 413
    assert web.ask(SMS, chunks(70_000))[0] == 413
    assert stored(town) == []


def test_telegram_body_over_64_kb_is_drained_and_kept_as_unreadable(town: Town, web: Web) -> None:
    header = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    assert web.ask(TELEGRAM, chunks(2_000_000), header)[0] == 200

    with town.house.database.transaction() as db:
        assert inbox.count(db, town.present.community.id)["unreadable"] == 1


@pytest.mark.parametrize("length", ["5", "ten", "-1"])
def test_lying_content_length_stores_nothing(town: Town, web: Web, length: str) -> None:
    head = f"POST {SMS} HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", web.port), timeout=10) as line:
        line.sendall(head.encode() + form())
        answer = line.recv(100)
    assert answer.split()[1] in {b"400", b"403", b"413"}
    assert stored(town) == []


def test_sender_that_hangs_up_in_the_middle_stores_nothing(town: Town, web: Web) -> None:
    head = f"POST {TELEGRAM} HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n"
    with socket.create_connection(("127.0.0.1", web.port), timeout=10) as line:
        line.sendall(f"{head}X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n\r\n".encode())
        line.sendall(update("lig")[:20])
    assert web.telegram(update("lights")) == 200
    assert stored(town) == ["lights"]


def test_slow_body_is_given_up(town: Town) -> None:
    async def ask() -> int:
        house = town.house
        secrets = Secrets(public_url="", telegram_secret=SECRET, twilio_token=None)
        hooks = Hooks(town.receiver, secrets, house.keys, body_timeout_s=0.05)
        said: list[int] = []

        async def receive() -> dict[str, object]:
            await asyncio.Event().wait()
            return {}

        async def send(message: object) -> None:
            assert isinstance(message, dict)
            said.append(message.get("status", 0))

        headers = [(b"x-telegram-bot-api-secret-token", SECRET.encode())]
        scope = {"method": "POST", "path": TELEGRAM_PATH, "headers": headers, "query_string": b""}
        await hooks(scope, receive, send)
        hooks.close()
        return said[0]

    assert asyncio.run(ask()) == 408


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("\x00a\x00", "\ufffda\ufffd"),
        ("x" * 12_000, "x" * 10_000),
        ("👩‍👩‍👧 \u202eabc", "👩‍👩‍👧 \u202eabc"),
        ("'; drop table inbox; --", "'; drop table inbox; --"),
        ("", ""),
    ],
)
def test_odd_words_are_stored_clean_on_both_channels(
    town: Town, web: Web, words: str, kept: str
) -> None:
    assert web.twilio(SMS, form(Body=words)) == 204
    assert web.telegram(update(words)) == 200
    assert stored(town) == [kept, kept]
    town.answer()
    assert town.values("select distinct state from inbox") == ["done"]


def test_bytes_that_are_not_utf_8_and_lone_surrogates_are_stored_as_marks(
    town: Town, web: Web
) -> None:
    assert web.twilio(SMS, form().replace(b"benches", b"ben%ff%feches")) == 204
    assert web.telegram(update("light").replace(b"light", b"l\\ud800ight")) == 200
    assert web.telegram(update("light", 2).replace(b"light", b"l\xffight")) == 200
    assert stored(town) == ["ben\ufffd\ufffdches", "l\ufffdight", "l\ufffdight"]


GARBAGE = (b"", b"{", b"[]", b"null", b"{}", b'{"update_id": "x"}', b"[" * 30_000, b"\xff\xfe")


def test_garbage_with_the_right_secret_is_kept_as_unreadable(town: Town, web: Web) -> None:
    assert [web.telegram(body) for body in GARBAGE] == [200] * len(GARBAGE)

    with town.house.database.transaction() as db:
        counts = inbox.count(db, town.present.community.id)
    assert (counts["unreadable"], counts["waiting"], counts["inbound"]) == (len(GARBAGE), 0, 0)


@pytest.mark.parametrize("kind", ["edited_message", "channel_post", "poll", "something_new"])
def test_update_of_another_kind_is_taken_and_ignored(town: Town, web: Web, kind: str) -> None:
    assert web.telegram(orjson.dumps({"update_id": 5, kind: {"id": 1}})) == 200
    assert town.rows("select kind, state from inbox") == [{"kind": "ignored", "state": "done"}]


@pytest.mark.parametrize("body", [b"", b"Body=benches", b"MessageSid=SM1", b"\xff=\xfe&&==", b"{}"])
def test_form_of_twilio_that_names_no_text_is_refused(town: Town, web: Web, body: bytes) -> None:
    assert web.twilio(SMS, body) == 400
    assert stored(town) == []


def test_status_callback_that_makes_no_sense_changes_nothing(town: Town, web: Web) -> None:
    town.said("sms", ANN, "benches")
    for body in (b"", b"MessageSid=SM1", b"MessageSid=SM1&MessageStatus=purring"):
        assert web.twilio(STATUS, body) == 204
    id = town.values("select id from message")[0].hex
    forged = f"{STATUS}?o={id}.{'0' * 32}"
    assert web.twilio(forged, b"MessageSid=SM1&MessageStatus=sent") == 204
    assert web.twilio(f"{STATUS}?o=nonsense.%C3%A9", b"MessageSid=SM1&MessageStatus=sent") == 204
    assert town.states() == ["queued"]


def test_other_methods_and_channels_that_are_off_are_told_so(open_with: Open) -> None:
    town = open_with(TELEGRAM_BOT_TOKEN="", TWILIO_AUTH_TOKEN="")
    with serving(town) as web:
        assert web.ask(TELEGRAM, method="GET")[0] == 405
        assert web.telegram(update("lights")) == 404
        assert web.twilio(SMS, form()) == 404
        assert web.twilio(STATUS, form()) == 404


def test_carrier_is_told_503_while_the_database_is_away_and_yes_when_it_is_back(
    town: Town, web: Web, servers_url: str, town_url: str
) -> None:
    assert web.twilio(SMS, form()) == 204
    name = urlsplit(town_url).path[1:]
    with psycopg.connect(servers_url, autocommit=True) as other:
        shut = "alter database {} allow_connections {}"
        other.execute(shut.format(f'"{name}"', "false").encode())
        other.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", (name,)
        )
        try:
            assert web.twilio(SMS, form(MessageSid="SM2")) == 503
            assert web.telegram(update("lights")) == 503
            assert web.ask("/health", method="GET")[0] == 503
        finally:
            other.execute(shut.format(f'"{name}"', "true").encode())
    assert web.twilio(SMS, form(MessageSid="SM2")) == 204
    assert web.telegram(update("lights")) == 200
    assert stored(town) == ["benches", "benches", "lights"]


@pytest.mark.redis
def test_texts_are_taken_at_once_while_redis_is_away(town: Town, web: Web) -> None:
    away = connect("redis://127.0.0.1:1/0")
    doorbell = Doorbell(away)
    receiver = Receiver(town.house.database, town.house.keys, doorbell, clock=town.hands)
    town.house.doorbell = doorbell
    with serving(town) as deaf:
        assert deaf.twilio(SMS, form()) == 204
        status, health = deaf.ask("/health", method="GET")
    away.close()

    assert (status, orjson.loads(health)) == (200, {"database": True, "queue": False})
    receiver.ring()
    assert stored(town) == ["benches"]


def test_same_text_from_many_lines_at_once_is_counted_once(town: Town, web: Web) -> None:
    bodies = [form(MessageSid=f"SM{n % 40}") for n in range(200)]
    with ThreadPoolExecutor(32) as lines:
        assert set(lines.map(lambda body: web.twilio(SMS, body), bodies)) == {204}

    with town.house.database.transaction() as db:
        counts = inbox.count(db, town.present.community.id)
    assert (counts["inbound"], counts["repeats"]) == (40, 160)


def test_nothing_is_taken_before_there_is_a_community(town: Town, web: Web) -> None:
    town.run("truncate community cascade")

    assert web.twilio(SMS, form()) == 503
