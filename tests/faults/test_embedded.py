import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg
import pytest
import redis

from flows.errors import ServersError
from sayso.embedded import Servers, running, servers
from sayso.launching import find_account, is_locked, read_pids, start, wait_until

pytestmark = pytest.mark.redis

_HOLD = """
import sys
from pathlib import Path
from sayso.embedded import servers
with servers(Path(sys.argv[1]), durable=False) as found:
    print(found.database_url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="sayso-faults-"))
    path.chmod(0o711)
    yield path
    for lock in path.rglob("servers.lock"):
        assert wait_until(partial(gone, lock), seconds=60)
    shutil.rmtree(path)


def gone(lock: Path) -> bool:
    return not is_locked(lock)


@contextmanager
def held_by_another_process(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("postgresql://")
        yield process


def write_both(found: Servers) -> None:
    with psycopg.connect(found.database_url) as connection:
        connection.execute("create table kept as select 'Ŵêŷ' as words")
    with redis.Redis.from_url(found.redis_url) as client:
        client.set("kept", "here")


def read_both(found: Servers) -> tuple[object, object]:
    with psycopg.connect(found.database_url) as connection:
        row = connection.execute("select lower(words) from kept").fetchone()
    with redis.Redis.from_url(found.redis_url) as client:
        return row, client.get("kept")


KEPT = (("ŵêŷ",), b"here")


def test_servers_keep_their_data_from_one_start_to_the_next(folder: Path) -> None:
    with servers(folder / "data") as found:
        write_both(found)

    with servers(folder / "data") as found:
        assert read_both(found) == KEPT


def test_servers_are_closed_to_other_accounts_and_listen_on_no_port(folder: Path) -> None:
    with servers(folder / "data", durable=False) as found:
        with psycopg.connect(found.database_url) as connection:
            assert connection.execute("show listen_addresses").fetchone() == ("",)
        with redis.Redis.from_url(found.redis_url) as client:
            assert client.config_get("port") == {"port": "0"}

        for name in ("sockets", "postgres", "valkey"):
            assert stat.S_IMODE((found.data_dir / name).stat().st_mode) == 0o700
        for name in ("postgres.log", "valkey.log", "run/servers.json"):
            assert stat.S_IMODE((folder / "data" / name).stat().st_mode) == 0o600


def test_running_finds_the_servers_of_another_process_only_while_it_lives(folder: Path) -> None:
    assert running(folder / "data") is None

    with held_by_another_process(folder / "data") as holder:
        found = running(folder / "data")
        assert found is not None
        write_both(found)
        holder.kill()
        holder.wait()

        assert running(folder / "data") is None


def test_second_start_is_told_busy(folder: Path) -> None:
    with (
        held_by_another_process(folder / "data"),
        pytest.raises(ServersError, match=r"^busy: "),
        servers(folder / "data"),
    ):
        pass


def test_servers_end_cleanly_when_their_parent_is_killed(folder: Path) -> None:
    with held_by_another_process(folder / "data") as holder:
        found = running(folder / "data")
        assert found is not None
        write_both(found)
        holder.kill()

    lock = folder / "data" / "run" / "servers.lock"
    assert wait_until(partial(gone, lock), seconds=60)
    assert not (folder / "data" / "postgres" / "postmaster.pid").exists()
    with servers(folder / "data", durable=False) as again:
        assert read_both(again) == KEPT


def test_start_right_after_a_kill_waits_for_the_old_servers(folder: Path) -> None:
    with held_by_another_process(folder / "data") as holder:
        found = running(folder / "data")
        assert found is not None
        write_both(found)
        holder.kill()

        with servers(folder / "data", durable=False) as again:
            assert read_both(again) == KEPT


def test_mend_brings_killed_servers_back_with_their_data(folder: Path) -> None:
    with servers(folder / "data") as found:
        write_both(found)
        for pid in read_pids(folder / "data" / "run").values():
            os.kill(pid, signal.SIGKILL)
        assert wait_until(lambda: mended(found), seconds=60)

        assert read_both(found) == KEPT


def mended(found: Servers) -> bool:
    found.mend()
    try:
        return read_both(found) == KEPT
    except (psycopg.OperationalError, redis.ConnectionError):
        return False


def test_stale_pid_file_that_names_a_strangers_process_is_healed(folder: Path) -> None:
    with servers(folder / "data", durable=False) as found:
        write_both(found)
    with (folder / "log").open("wb") as log:
        stranger = start(
            ["/bin/sleep", "60"],
            account=find_account(),
            ends_with=signal.SIGKILL,
            log=log,
            pid_file=folder / "stranger.pid",
            keeps=log.fileno(),
        )
    assert wait_until((folder / "stranger.pid").exists, seconds=60)
    (folder / "data" / "postgres" / "postmaster.pid").write_text(f"{stranger.pid}\n", "ascii")

    with servers(folder / "data", durable=False) as found:
        assert read_both(found) == KEPT
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_half_made_cluster_is_made_again(folder: Path) -> None:
    (folder / "data" / "postgres.new").mkdir(parents=True)
    (folder / "data" / "postgres.new" / "PG_VERSION").write_text("18", "ascii")
    (folder / "data").chmod(0o711)

    with servers(folder / "data", durable=False) as found:
        write_both(found)


def test_deep_folder_gets_its_sockets_elsewhere(folder: Path) -> None:
    deep = folder / ("d" * 60) / ("e" * 60)

    with servers(deep, durable=False) as found:
        write_both(found)
        sockets = Path(found.redis_url.removeprefix("unix://").partition("?")[0]).parent
        assert deep not in sockets.parents
    shutil.rmtree(sockets)


def test_folder_that_nobody_can_enter_is_replaced_by_one_that_a_line_names(folder: Path) -> None:
    folder.chmod(0o700)

    with servers(folder / "data", durable=False) as found:
        write_both(found)
        elsewhere = found.data_dir != folder / "data"
        assert [str(found.data_dir) in note for note in found.notes] == [True] * elsewhere
    assert elsewhere == (os.geteuid() == 0)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    if elsewhere:
        shutil.rmtree(found.data_dir)


def test_folder_of_another_account_is_refused(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "run").symlink_to(folder)

    with (
        pytest.raises(ServersError, match="belongs to another account"),
        servers(folder / "data"),
    ):
        pass
