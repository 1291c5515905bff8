"""What strangers and carriers may do to the webhooks: big, slow, lying and repeated requests."""

import random  # noqa: TID251  (seeded)
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlencode

import orjson
import pytest

from bot.channels.forms import parse_form, signature
from bot.hooks import Hooks, Receive, Scope, Secrets, Send
from sayso.launching import wait_until
from sayso.patience import ImpatientProtocol
from storage import inbox
from tests.integration.serving import FORM, SMS, TELEGRAM, Web, serving
from tests.integration.town import AUTH, SECRET, Town

ANN = "+447700900001"
CHUNK = b"x" * 65_536
BIG = 10 * 1024 * 1024


@pytest.fixture
def web(town: Town) -> Iterator[Web]:
    with serving(town) as served:
        yield served


def form(n: int, number: str = ANN) -> bytes:
    return urlencode({"MessageSid": f"SM{n:04}", "From": number, "Body": f"text {n}"}).encode()


def count(town: Town) -> dict[str, int]:
    with town.house.database.transaction() as db:
        return inbox.count(db, town.present.community.id)


def resident_bytes() -> int:
    """What this process holds in memory, the web process's thread among it."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def send_big(web: Web, head: str, *, chunked: bool) -> bytes:
    """Send 10 MB, as far as the other side takes it, and read how it answers."""
    with socket.create_connection(("127.0.0.1", web.port), timeout=20) as line:
        line.sendall(f"POST {head}\r\nHost: x\r\n".encode())
        line.sendall(b"Transfer-Encoding: chunked\r\n\r\n" if chunked else b"\r\n")
        with suppress(OSError):
            for _ in range(BIG // len(CHUNK)):
                line.sendall(b"10000\r\n" + CHUNK + b"\r\n" if chunked else CHUNK)
            if chunked:
                line.sendall(b"0\r\n\r\n")
        with suppress(OSError):
            return line.recv(64)
    return b""


def test_bodies_of_ten_megabytes_leave_no_trace_in_memory(town: Town, web: Web) -> None:
    telegram = f"{TELEGRAM} HTTP/1.1\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}"
    lying = f"{SMS} HTTP/1.1\r\nContent-Length: 500"
    heads = [(f"{SMS} HTTP/1.1", True), (telegram, True), (lying, False)]
    send_big(web, *heads[0][:1], chunked=True)
    before = resident_bytes()

    with ThreadPoolExecutor(8) as lines:
        asked = heads * 8
        answers = list(lines.map(lambda one: send_big(web, one[0], chunked=one[1]), asked))

    assert {answer.split(b" ")[1] for answer in answers[1::3]} == {b"200"}
    assert {answer.split(b" ")[1] for answer in answers[0::3] if answer} <= {b"413"}
    assert {answer.split(b" ")[1] for answer in answers[2::3] if answer} <= {b"403", b"400"}
    assert resident_bytes() - before < 20 * 1024 * 1024
    assert count(town)["inbound"] == 0


class Impatient:
    """The hooks alone, which give up on a body after half a second."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._hooks: Hooks | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._hooks is None:
            house = self._town.house
            secrets = Secrets(public_url="", telegram_secret=SECRET, twilio_token=AUTH)
            self._hooks = Hooks(self._town.receiver, secrets, house.keys, body_timeout_s=0.5)
        await self._hooks(scope, receive, send)

    def close(self) -> None:
        if self._hooks:
            self._hooks.close()


def open_slow_lines(web: Web, lines: int) -> list[socket.socket]:
    """Begin bodies that never end."""
    head = f"POST {SMS} HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nB"
    opened = []
    for _ in range(lines):
        line = socket.create_connection(("127.0.0.1", web.port), timeout=20)
        line.sendall(head.encode())
        opened.append(line)
    return opened


def test_slow_bodies_are_closed_and_nobody_else_waits_for_them(town: Town) -> None:
    with serving(town, Impatient(town)) as web, ExitStack() as stack:
        slow = [stack.enter_context(line) for line in open_slow_lines(web, 100)]
        took = []
        for n in range(50):
            began = time.perf_counter()
            assert web.telegram(update(n)) == 200
            took.append(time.perf_counter() - began)
        answers = [line.recv(1_000) for line in slow]
        assert {answer.split(b" ")[1] for answer in answers} == {b"408"}
        assert wait_until(lambda: all(is_closed(line) for line in slow), seconds=60)

    assert sorted(took)[-3] < 1.0
    assert count(town)["inbound"] == 50


class Hasty(ImpatientProtocol):
    """Waits half a second for the head of a request."""

    head_s = 0.5


def test_line_on_which_no_whole_head_comes_is_closed(town: Town) -> None:
    head = f"POST {SMS} HTTP/1.1\r\nHost: x\r\nX-Odd: "
    whole = f"GET /health HTTP/1.1\r\nHost: x\r\n\r\n{head}"
    with serving(town, protocol=Hasty) as web, ExitStack() as stack:
        slow = []
        for begun in ("", "P", head, whole):
            line = socket.create_connection(("127.0.0.1", web.port), timeout=20)
            slow.append(stack.enter_context(line))
            line.sendall(begun.encode())
        assert wait_until(lambda: all(is_closed(line) for line in slow), seconds=60)

        long = stack.enter_context(socket.create_connection(("127.0.0.1", web.port), timeout=20))
        long.sendall(head.encode())
        with suppress(OSError):
            for _ in range(BIG // len(CHUNK)):
                long.sendall(CHUNK)
        assert is_closed(long)
        assert web.telegram(update(1)) == 200


def is_closed(line: socket.socket) -> bool:
    try:
        return line.recv(1) == b""
    except OSError:
        return True


def update(n: int) -> bytes:
    message = {"chat": {"id": 2001, "type": "private"}, "text": f"text {n}"}
    return orjson.dumps({"update_id": n, "message": message})


def test_day_of_signed_webhooks_that_is_replayed_changes_nothing(town: Town, web: Web) -> None:
    forms = [form(n, f"+4477009001{n % 20:02}") for n in range(100)]
    updates = [update(n) for n in range(100)]
    assert {web.twilio(SMS, one) for one in forms} == {204}
    assert {web.telegram(one) for one in updates} == {200}
    town.answer()
    tables = ("inbox", "message", "contribution", "answer", "conversation", "resident", "task")
    query = "select md5(string_agg(t::text, '' order by t.id)) from {} t"
    before = [town.values(query.format(table)) for table in tables]

    assert {web.twilio(SMS, one) for one in forms} == {204}
    assert {web.telegram(one) for one in updates} == {200}
    town.answer()

    assert [town.values(query.format(table)) for table in tables] == before
    assert count(town)["repeats"] == 200


def test_copies_that_reach_two_web_processes_at_once_count_once(town: Town) -> None:
    forms = [form(n, f"+4477009001{n % 40:02}") for n in range(120)] * 3
    random.Random(5).shuffle(forms)
    with serving(town) as one, serving(town) as other, ThreadPoolExecutor(16) as lines:
        webs = [one, other] * (len(forms) // 2)
        told = list(lines.map(lambda web, body: web.twilio(SMS, body), webs, forms))
        town.answer()

    assert set(told) == {204}
    counts = count(town)
    assert (counts["inbound"], counts["repeats"], counts["waiting"]) == (120, 240, 0)
    assert town.values("select count(*) from message") == [120]


@pytest.mark.parametrize(
    ("said", "algorithm", "status"),
    [
        ("algorithm=HMAC_SHA256", "HMAC_SHA256", 204),
        ("algorithm=HMAC_SHA256", "HMAC_SHA1", 403),
        ("algorithm=HMAC_MD5", "HMAC_SHA1", 403),
        ("", "HMAC_SHA1", 204),
        ("version=2", "HMAC_SHA1", 204),
    ],
)
def test_signature_is_checked_by_the_algorithm_its_header_names(
    town: Town, web: Web, said: str, algorithm: str, status: int
) -> None:
    body = form(1)
    signed = signature(f"{web.public_url}{SMS}", parse_form(body), AUTH, algorithm=algorithm)
    headers = {"X-Twilio-Signature": signed, "Content-Type": FORM}
    if said:
        headers["X-Twilio-Webhooks-Signature-Settings"] = said

    assert web.ask(SMS, body, headers)[0] == status


def test_thousand_forged_requests_store_nothing(town: Town, web: Web) -> None:
    with ThreadPoolExecutor(16) as lines:
        forged = list(lines.map(lambda n: web.twilio(SMS, form(n), token=f"t{n}"), range(500)))
        wrong = list(lines.map(lambda n: web.telegram(update(n), secret=f"s{n}"), range(500)))

    assert (set(forged), set(wrong)) == ({403}, {401})
    assert count(town)["inbound"] == 0
