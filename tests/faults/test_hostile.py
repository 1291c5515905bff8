"""Rows 23 to 27: bodies that are huge, slow or broken. Their short forms are integration tests."""

import random  # noqa: TID251  (seeded: the same texts each time)
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from time import monotonic
from urllib.parse import quote_from_bytes

import orjson
import pytest
import smsutil

from flows.sms import count_segments
from sayso.launching import read_pids
from tests.faults.counting import find_p95
from tests.faults.feeding import wait
from tests.faults.naughty import naughty_bytes, naughty_texts
from tests.faults.rows import Row
from tests.faults.town import LiveTown, Towns, door
from tests.integration.serving import SMS, Web
from workers.digest import build_digest

pytestmark = pytest.mark.only_in_full
MEGABYTE = 1_000_000


def test_row_23_bodies_of_ten_megabytes(towns: Towns, row: Row) -> None:
    bodies = 50
    row.sizes = f"{bodies} bodies of 10 MB, in chunks, or of a length that lies"
    town = towns.open()
    pid = read_pids(town.processes.run_dir)["web"]
    pump(town, "Content-Length: 10000000", MEGABYTE // 10)
    Path(f"/proc/{pid}/clear_refs").write_text("5", "ascii")  # the peak counts from here
    before = read_memory(pid)
    statuses = set()
    for number in range(bodies):
        kind = ("Content-Length: 10000000", "Transfer-Encoding: chunked", "Content-Length: 1000")
        statuses.add(pump(town, kind[number % 3], 10 * MEGABYTE))
    grown = read_memory(pid) - before

    row.sizes += f"; memory grew by {grown / MEGABYTE:.1f} MB"
    assert statuses <= {b"413", b"400", b"403", b""}
    assert grown < 20 * MEGABYTE
    assert town.values("select count(*) from inbox") == [0]


def pump(town: LiveTown, head: str, size: int) -> bytes:
    """Send a body as long as the other side takes it; give the status, empty where it hung up."""
    chunk = b"Body=" + b"x" * 65_531
    framed = b"10000\r\n" + chunk + b"\r\n" if "chunked" in head else chunk
    with socket.create_connection(("127.0.0.1", door(town).port), timeout=20) as line:
        line.sendall(f"POST {SMS} HTTP/1.1\r\nHost: x\r\n{head}\r\n\r\n".encode())
        with suppress(OSError):
            for _ in range(size // len(chunk)):
                line.sendall(framed)
            line.sendall(b"0\r\n\r\n" if "chunked" in head else b"")
        with suppress(OSError):
            return ([*line.recv(100).split(), b"", b""])[1]
    return b""


def read_memory(pid: int) -> int:
    """Read the most memory a process had since the peak was cleared, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def test_row_24_bodies_that_come_a_byte_a_second(towns: Towns, row: Row) -> None:
    lines, per_s = 100, 50
    town = towns.open()
    web = door(town)
    alone = list_ask_times(web, per_s * 5, per_s, first=0)
    stop = threading.Event()
    lived: list[float] = []
    with ThreadPoolExecutor(lines) as slow:
        drips = [slow.submit(drip, town, stop, lived) for _ in range(lines)]
        beside = list_ask_times(web, per_s * 12, per_s, first=10_000)
        wait(8)
        stop.set()
        assert [one.result() for one in drips] == [None] * lines

    row.sizes = (
        f"{lines} slow lines, closed after {max(lived):.1f} s at most; p95 of others at {per_s}/s"
        f" {find_p95(alone) * 1000:.0f} ms before and {find_p95(beside) * 1000:.0f} ms beside them"
    )
    assert max(lived) <= 16
    assert find_p95(beside) < max(3 * find_p95(alone), 0.1)


def drip(town: LiveTown, stop: threading.Event, lived: list[float]) -> None:
    """Send a byte a second until the other side closes."""
    begun = monotonic()
    head = f"POST {SMS} HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n"
    with socket.create_connection(("127.0.0.1", door(town).port), timeout=1) as line:
        line.sendall(head.encode())
        while not stop.is_set():
            with suppress(TimeoutError):
                if line.recv(100) is not None:
                    break
            with suppress(OSError):
                line.sendall(b"x")
    lived.append(monotonic() - begun)


def list_ask_times(web: Web, asks: int, per_s: int, *, first: int) -> list[float]:
    """Post texts at an even pace; list how long each took."""
    begun = monotonic()

    def ask(number: int) -> float:
        wait(begun + number / per_s - monotonic())
        asked = monotonic()
        message = {"chat": {"id": 8_100_000 + number, "type": "private"}, "text": "benches"}
        body = orjson.dumps({"update_id": 700_000 + first + number, "message": message})
        assert web.telegram(body) == 200
        return monotonic() - asked

    with ThreadPoolExecutor(8) as askers:
        return list(askers.map(ask, range(asks)))


def test_row_25_odd_texts_on_both_channels(towns: Towns, row: Row) -> None:
    texts = naughty_texts()
    town = towns.open()
    web = door(town)
    statuses: set[int] = set()
    for number, words in enumerate(texts):
        message = {"chat": {"id": 8_300_000 + number, "type": "private"}, "text": words}
        body = orjson.dumps({"update_id": 500_000 + number, "message": message})
        statuses.add(web.telegram(body))
        form = f"MessageSid=SM25{number:030}&From=%2B4477003{number:05}&Body="
        statuses.add(web.twilio(SMS, form.encode() + quote_from_bytes(words.encode()).encode()))
    odd = naughty_bytes()
    for number, raw in enumerate(odd):
        form = f"MessageSid=SM26{number:030}&From=%2B4477002{number:05}&Body="
        statuses.add(web.twilio(SMS, form.encode() + quote_from_bytes(raw).encode()))
        statuses.add(web.telegram(b'{"update_id": 1, "message": ' + raw + b"}"))
    stored = town.values("select body from inbox where provider_id like 'SM25%' order by id")
    left = "select count(*) from inbox where state = 'pending'"
    town.waits(lambda: town.values(left) == [0], seconds=120)

    row.sizes = f"{len(texts)} texts on both channels, {len(odd)} bodies that are no text"
    row.lost = sum(kept != clean(words) for kept, words in zip(stored, texts, strict=True))
    assert statuses <= {200, 204}
    assert town.values("select count(*) from inbox where state = 'dead'") == [0]
    assert row.lost == 0
    assert build_digest(town.house) is not None


def clean(words: str) -> str:
    return words.replace("\x00", "\ufffd")[:10_000]


def test_row_26_updates_that_make_no_sense(towns: Towns, row: Row) -> None:
    town = towns.open()
    web = door(town)
    bodies = [*list_broken_updates(317), *([b"{", b"[" * 60_000, b"x" * 70_000] * 18)[:53]]
    took, statuses = [], set()
    for body in bodies:
        asked = monotonic()
        statuses.add(web.telegram(body))
        took.append(monotonic() - asked)
    wrong = {web.telegram(body, secret="guessed") for body in bodies[:50]}
    forms = {web.twilio(SMS, body[:60_000]) for body in bodies}

    row.sizes = f"{len(bodies)} bodies, p95 {find_p95(took) * 1000:.0f} ms"
    assert (statuses, wrong) == ({200}, {401})
    assert all(400 <= status < 500 for status in forms)
    assert find_p95(took) < 0.05
    assert town.values("select count(*) from inbox where state = 'dead'") == [0]


def list_broken_updates(count: int) -> Iterator[bytes]:
    """Make updates with parts that are missing or of another kind."""
    chance = random.Random(26)
    odd: list[object] = [None, [], {}, "", -1, 1e300, True, "\u0000", [[]], {"id": {}}, 2**62]
    for number in range(count):
        chat: dict[str, object] = {"id": 8_400_000 + number, "type": "private"}
        message: dict[str, object] = {"message_id": 1, "chat": chat, "date": 1, "text": "lights"}
        update: dict[str, object] = {"update_id": 600_000 + number, "message": message}
        part = chance.choice([chat, message, update])
        part[chance.choice(list(part))] = chance.choice(odd)
        yield orjson.dumps(update)


def test_row_27_segments_are_counted_as_smsutil_counts(row: Row) -> None:
    texts = [text for text in naughty_texts() if "\x00" not in text]
    chance = random.Random(27)
    signs = "abc £€[]~^{}|\\àÜç😀👩🏽‍🚒ğشক\u200f\u202e\n" + "".join(texts)[:2_000]
    texts += ["".join(chance.choices(signs, k=chance.randint(1, 400))) for _ in range(3_000)]
    row.sizes = f"{len(texts):,} texts"
    differing = [
        text for text in texts if text and count_segments(text).segments != len(split(text))
    ]
    assert differing == []


def split(text: str) -> list[object]:
    return list(smsutil.split(text).parts)
