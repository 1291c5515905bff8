"""Files that residents sent, fetched from their carrier when staff open them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import orjson
import pytest

from bot.channels.forms import parse_form, parse_sms
from bot.channels.media import MOST_BYTES
from bot.channels.protocol import CarrierError
from flows.errors import InputError
from storage.ids import new_id
from tests.integration.command_line import invoke
from tests.integration.town import TOKEN, Town, make_environment

JPEG, OGG = b"\xff\xd8\xff\xe0picture", b"OggSvoice"
ANN = "+447700900001"


class Carrier(BaseHTTPRequestHandler):
    """Keeps files as Twilio and Telegram do: the first behind a password and a way on."""

    def do_GET(self) -> None:
        asked_for_password = bool(self.headers.get("Authorization"))
        if self.path.startswith("/2010-04-01/"):
            self.send_response(307 if asked_for_password else 401)
            self.send_header("Location", f"/elsewhere/{self.path.rsplit('/', 1)[1]}")
            self.end_headers()
            return
        found = {
            "/elsewhere/ME1": JPEG,
            "/elsewhere/ME2": OGG,
            "/elsewhere/ME3": b"<html><script>alert(1)</script>",
            "/elsewhere/ME4": JPEG + bytes(MOST_BYTES),
            f"/file/bot{TOKEN}/voice/file_1.oga": OGG,
        }.get(self.path)
        known = found is not None and not asked_for_password
        self.send_response(200 if known else 404)
        self.end_headers()
        if known:
            self.wfile.write(found or b"")

    def do_POST(self) -> None:
        self.send_response(200)
        self.end_headers()
        paths = {"V1": "voice/file_1.oga", "V2": "../../etc/passwd", "V3": "/var/lib/file_1"}
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode().partition("=")[2]
        answer = {"ok": True, "result": {"file_path": paths[asked]}} if asked in paths else {}
        self.wfile.write(orjson.dumps(answer))

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serve() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Carrier)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.fixture
def environment(town_url: str, redis_url: str, tmp_path: Path) -> Iterator[dict[str, object]]:
    with serve() as url:
        given = make_environment(town_url, redis_url, None, tmp_path)
        yield {**given, "TELEGRAM_API_BASE_URL": f"{url}/bot", "TWILIO_API_BASE_URL": url}


def store_mms(town: Town, *files: str) -> str:
    urls = [f"https://api.twilio.com/2010-04-01/Accounts/AC1/Media/{name}" for name in files]
    fields = [f"MediaUrl{n}={url}" for n, url in enumerate(urls)]
    form = f"MessageSid={new_id().hex}&From=%2B447700900001&NumMedia={len(files)}"
    town.store(parse_sms(parse_form("&".join([form, *fields]).encode())))
    return str(town.values("select id from inbox order by id desc limit 1")[0])


def store_voice(town: Town, file_id: str) -> str:
    chat = {"id": 2001, "type": "private"}
    town.store(town.update(message={"chat": chat, "voice": {"file_id": file_id, "duration": 4}}))
    return str(town.values("select id from inbox order by id desc limit 1")[0])


SEEN = ("--as", "Sam", "--why", "the gate she wrote of")


def test_every_file_of_a_text_is_saved_under_names_of_ours_and_the_view_written_down(
    town: Town, environment: dict[str, object], tmp_path: Path
) -> None:
    id = store_mms(town, "ME1", "ME2")

    result = invoke(environment, "inbox", "media", id, *SEEN, "--save", str(tmp_path), "--json")

    saved = [Path(name) for name in orjson.loads(result.stdout)["files"]]
    assert [(path.name, path.read_bytes()) for path in saved] == [
        (f"{id}-1.jpg", JPEG),
        (f"{id}-2.ogg", OGG),
    ]
    assert saved[0].stat().st_mode & 0o077 == 0
    assert town.rows("select subject_id::text as id, who, why from view") == [
        {"id": id, "who": "Sam", "why": "the gate she wrote of"}
    ]


def test_voice_note_comes_from_telegram(
    town: Town, environment: dict[str, object], tmp_path: Path
) -> None:
    id = store_voice(town, "V1")

    result = invoke(environment, "inbox", "media", id, *SEEN, "--save", str(tmp_path))

    assert result.exit_code == 0
    assert (tmp_path / f"{id}-1.ogg").read_bytes() == OGG


@pytest.mark.parametrize("file", ["ME3", "ME4", "ME9"])
def test_file_that_is_no_picture_or_too_big_or_gone_is_not_saved(
    town: Town, environment: dict[str, object], tmp_path: Path, file: str
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    id = store_mms(town, file)

    result = invoke(environment, "inbox", "media", id, *SEEN, "--save", str(folder))

    assert isinstance(result.exception, CarrierError)
    assert list(folder.iterdir()) == []
    assert town.values("select count(*) from view") == [1]


@pytest.mark.parametrize("file_id", ["V2", "V3", "V9"])
def test_path_of_telegrams_that_leads_elsewhere_is_not_followed(
    town: Town, environment: dict[str, object], tmp_path: Path, file_id: str
) -> None:
    id = store_voice(town, file_id)

    result = invoke(environment, "inbox", "media", id, *SEEN, "--save", str(tmp_path))

    assert isinstance(result.exception, CarrierError)


def test_file_that_is_not_at_twilio_is_not_asked_for(
    town: Town, environment: dict[str, object]
) -> None:
    id = store_mms(town, "ME1")
    town.run("update inbox set reference = 'https://twilio.com.example.org/ME1'")
    environment["TWILIO_API_BASE_URL"] = ""

    result = invoke(environment, "inbox", "media", id, *SEEN)

    assert isinstance(result.exception, CarrierError)
    assert "not at Twilio" in str(result.exception)


def test_text_without_files_and_nobody_who_opens_it_are_told_so(
    town: Town, environment: dict[str, object]
) -> None:
    town.said("sms", ANN, "benches")
    id = str(town.values("select id from inbox")[0])

    for words in ((id, *SEEN), (str(new_id()), *SEEN), (id, "--as", " ", "--why", "x")):
        assert isinstance(invoke(environment, "inbox", "media", *words).exception, InputError)
    assert town.values("select count(*) from view") == [0]
