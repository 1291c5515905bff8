"""`sayso run`: the embedded servers where none are named, then the Procfile, kept running."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import SettingsError
from sayso.embedded import servers
from sayso.supervisor import read_procfile, supervise
from storage import migrating
from storage.settings import Settings, load_settings

Say = Callable[[str], None]


@contextmanager
def with_servers(
    say: Say, *, durable: bool = True
) -> Iterator[tuple[Settings, Callable[[], None]]]:
    """Give settings that name both servers, starting the embedded ones where none are named.

    Args:
        say: told what a person should see.
        durable: False for what may be forgotten when the machine stops.

    Yields:
        the settings, and a function that starts again what died; call it now and then.
    """
    settings = load_settings()
    if not settings.missing("DATABASE_URL", "REDIS_URL"):
        yield settings, lambda: None
        return
    with servers(settings.data_dir, durable=durable) as embedded:
        for note in embedded.notes:
            say(note)
        given: dict[str, object] = {}
        if settings.database_url is None:
            given["DATABASE_URL"] = embedded.database_url
        if settings.redis_url is None:
            given["REDIS_URL"] = embedded.redis_url
        yield load_settings(**given), embedded.mend


def run_all(procfile: Path, say: Say) -> int:
    """Start everything and keep it running until SIGTERM.

    Raises:
        SettingsError: keys are missing: nothing is started.
    """
    if load_settings().missing("SAYSO_KEYS"):
        raise SettingsError("not set: SAYSO_KEYS. `sayso keys new` prints keys; keep them safe.")
    programs = read_procfile(procfile)
    programs.pop("release", None)
    with with_servers(say) as (settings, mend):
        assert settings.database_url is not None  # noqa: S101  (with_servers)
        migrating.upgrade(settings.database_url.get_secret_value())
        say(f"Serving on http://127.0.0.1:{settings.port}. Ctrl-C ends it.")
        return supervise(programs, run_dir=settings.data_dir / "run", each_round=mend)
