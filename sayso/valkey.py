"""Valkey as an embedded server: its settings, and how to see that it is up."""

import signal
import socket
import subprocess
from pathlib import Path

from sayso.launching import make_folder
from sayso.places import Place
from sayso.server import Server


def valkey_of(place: Place, *, durable: bool) -> Server:
    """Describe Valkey on a place: append-only file on, no port, no snapshots."""
    data = make_folder(place.home / "valkey", account=place.account)
    path = place.sockets / "valkey.sock"
    words: list[str | Path] = [place.valkey, "--port", "0", "--unixsocket", path]
    words += ["--unixsocketperm", "700", "--dir", data, "--save", "", "--appendonly", "yes"]
    words += ["--appendfsync", "everysec" if durable else "no", "--maxmemory-policy", "noeviction"]

    def begin() -> subprocess.Popen[bytes]:
        path.unlink(missing_ok=True)
        return place.start("valkey", words, ends_with=signal.SIGTERM)

    return Server(
        name="Valkey",
        begin=begin,
        answers=lambda _: _pongs(path),
        ends_with=signal.SIGTERM,
        log=place.log_of("valkey"),
        pid_file=place.pid_file_of("valkey"),
    )


def _pongs(path: Path) -> bool:
    """Tell whether it answers and has loaded its data; the folder is ours alone, so it is ours."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.settimeout(1)
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(64).startswith(b"+PONG")
    except OSError:
        return False
