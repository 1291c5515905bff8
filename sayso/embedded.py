"""PostgreSQL and Valkey from their wheels, for demo, run, bench and tests. Nothing is installed.

Both listen on a Unix socket in a folder that only their account (and root) can enter, and on no
port: so they need no password, and no other account of the machine can reach them. As root they run
as "nobody". They hold a lock as long as they live, and end when we do, also when we are killed.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from flows.errors import ServersError
from sayso.launching import is_locked, locked, make_folder, ourselves
from sayso.places import make_data_dir, prepare
from sayso.postgres import postgres_of
from sayso.server import START_S
from sayso.valkey import valkey_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """Where the embedded servers are.

    Attributes:
        data_dir: where their data really is.
        notes: one line each that a person should see.
        mend: starts again whatever has died; main thread only. Does nothing on what `running` gave.
    """

    database_url: str
    redis_url: str
    data_dir: Path
    notes: tuple[str, ...] = ()
    mend: Callable[[], None] = field(default=lambda: None, repr=False, compare=False)


@contextmanager
def servers(
    data_dir: Path, *, durable: bool = True, redis_server: Path | None = None
) -> Iterator[Servers]:
    """Run PostgreSQL and Valkey on the data of a folder for as long as the block lasts.

    Args:
        data_dir: made if it is not there; `run/` below it has pids and, while they run,
            `servers.json`.
        durable: False forgets what was written last if the machine stops: for tests and benchmarks.
        redis_server: another program that speaks Redis's options, instead of Valkey.

    Raises:
        ServersError: they run already ("busy"), are not installed, or do not start.
    """
    with ExitStack() as stack:
        data_dir = make_data_dir(data_dir)
        run_dir = make_folder(data_dir / "run", account=ourselves())
        busy = (
            f"busy: servers already run on {data_dir}; end that demo or run, or set SAYSO_DATA_DIR."
        )
        stack.enter_context(locked(run_dir / "owner.lock", wait_s=0.3, otherwise=busy))
        stuck = f"The servers of the last run on {data_dir} have not ended yet: try again."
        keeps = stack.enter_context(
            locked(run_dir / "servers.lock", wait_s=START_S, otherwise=stuck)
        )
        place, notes = prepare(data_dir, run_dir, keeps, redis_server)
        both = (postgres_of(place, durable=durable), valkey_of(place, durable=durable))

        def mend() -> None:
            for server in both:
                if server.has_ended():
                    server.launch()
                    server.wait()

        for server in both:
            stack.callback(server.stop)
            server.launch()
        for server in both:
            server.wait()
        found = Servers(
            database_url=f"postgresql://sayso@/sayso?host={quote(str(place.sockets), safe='/')}",
            redis_url=f"unix://{quote(str(place.sockets / 'valkey.sock'), safe='/')}?db=0",
            data_dir=place.home,
            notes=notes,
            mend=mend,
        )
        stack.enter_context(_announced(run_dir / "servers.json", found))
        yield found


def running(data_dir: Path) -> Servers | None:
    """Find the servers that another process of ours runs on this folder.

    Raises:
        ServersError: they belong to another account.
    """
    run_dir = data_dir.absolute() / "run"
    try:
        if not is_locked(run_dir / "owner.lock"):
            return None
        told = json.loads((run_dir / "servers.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise ServersError(f"{data_dir} belongs to another account: set SAYSO_DATA_DIR.") from error
    told["data_dir"] = Path(told["data_dir"])
    return Servers(**told)


@contextmanager
def _announced(path: Path, found: Servers) -> Iterator[None]:
    told = {
        "database_url": found.database_url,
        "redis_url": found.redis_url,
        "data_dir": str(found.data_dir),
    }
    new = path.with_suffix(".new")
    new.touch(mode=0o600)
    new.write_text(json.dumps(told), encoding="utf-8")
    new.replace(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
