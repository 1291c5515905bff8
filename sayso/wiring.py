"""Wires the parts: which servers, channels and keys. Nothing is opened before it is used."""

from flows.errors import SettingsError
from sayso.announcing import find_demo
from sayso.embedded import running
from storage.clock import Clock, utc_now
from storage.database import Database
from storage.doorbell import Doorbell, connect
from storage.settings import Settings, load_settings
from workers.house import House, Openers

NEEDED = ("DATABASE_URL", "REDIS_URL", "SAYSO_KEYS")


def find_settings(*needed: str) -> Settings:
    """Read the settings; where no servers are named, take those that run in the data folder.

    A demo that runs there brings all of its settings, so that nothing reaches a real carrier.

    Args:
        needed: environment keys this command cannot do without.

    Raises:
        SettingsError: one line that names everything that is missing.
    """
    settings = load_settings()
    if settings.missing("DATABASE_URL", "REDIS_URL"):
        settings = _with_running(settings)
    missing = settings.missing(*needed)
    if missing:
        raise SettingsError(_explain(missing, settings))
    return settings


def make_house(
    settings: Settings, *, clock: Clock = utc_now, open_channel: Openers | None = None
) -> House:
    """Wire one installation.

    Args:
        settings: with all of NEEDED.
        clock: what tells the time.
        open_channel: from `sayso.channels`, for those who send; nobody else loads the clients.

    Raises:
        SettingsError: the database's URL or the keys are wrong.
    """
    assert settings.database_url is not None  # noqa: S101  (NEEDED)
    assert settings.redis_url is not None  # noqa: S101
    redis = connect(settings.redis_url.get_secret_value())
    return House(
        settings=settings,
        keys=settings.keyring,
        database=Database(settings.database_url.get_secret_value()),
        redis=redis,
        doorbell=Doorbell(redis),
        clock=clock,
        open_channel=open_channel or {},
    )


def _with_running(settings: Settings) -> Settings:
    found = running(settings.data_dir)
    if found is None:
        demo = find_demo(settings.data_dir)
        return load_settings(**demo) if demo else settings
    given: dict[str, object] = {}
    if settings.database_url is None:
        given["DATABASE_URL"] = found.database_url
    if settings.redis_url is None:
        given["REDIS_URL"] = found.redis_url
    return load_settings(**given)


def _explain(missing: tuple[str, ...], settings: Settings) -> str:
    said = f"not set: {', '.join(missing)}."
    if "SAYSO_KEYS" in missing:
        said += " `sayso keys new` prints keys."
    if "DATABASE_URL" in missing or "REDIS_URL" in missing:
        said += f" Nothing runs in {settings.data_dir}: start `./dev run` or `./dev demo` there."
    return said
