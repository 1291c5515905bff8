import socket
import threading
from pathlib import Path

from bench.posting import post
from bench.stage import URL
from bench.talk import list_earlier, list_now
from bench.twilio import PATH, TOKEN, Text, make_requests, read
from bot.channels.forms import is_signed, parse_form

YES = b"HTTP/1.1 204 No Content\r\ndate: today\r\n\r\n"


def answer_all(listener: socket.socket, heard: list[bytes]) -> None:
    line, _ = listener.accept()
    with line:
        while data := line.recv(4_096):
            heard.append(data)
            line.sendall(YES)


def test_a_request_is_signed_as_twilio_signs_it() -> None:
    head, _, body = make_requests([Text(7, "+447700000001", "Bins & rats")], URL)[0].partition(
        "\r\n\r\n"
    )
    given = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])

    assert is_signed(URL + PATH, parse_form(body.encode()), TOKEN, given["X-Twilio-Signature"])
    assert int(given["Content-Length"]) == len(body)


def test_the_inbox_gets_the_words_that_were_posted() -> None:
    inbound = read(Text(7, "+447700000001", "Bins & rats"))

    assert (inbound.sender, inbound.text) == ("+447700000001", "Bins & rats")
    assert inbound.provider_id == f"SM{7:032x}"


def test_every_request_is_posted_and_timed(tmp_path: Path) -> None:
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=answer_all, args=(listener, heard), daemon=True)
        server.start()
        requests = make_requests([Text(n, "+447700000001", "buses") for n in range(5)], URL)
        told = post(requests, tmp_path, port=listener.getsockname()[1], lines=1, per_s=1_000)
        server.join(5)

    assert heard == [one.encode() for one in requests]
    assert len(told["waits"]) == len(told["sent_at"]) == 5
    assert all(wait > 0 for wait in told["waits"])


def test_each_resident_says_one_thing_now_and_no_text_has_the_id_of_another() -> None:
    now = list_now(0, 500)
    earlier = [text for batch in list_earlier(0, 500) for text in batch]

    assert len({text.number for text in now}) == 500
    assert len({text.sid for text in [*now, *earlier]}) == len(now) + len(earlier)
    assert {"STOP", "HELP"} <= {text.words for text in now}
