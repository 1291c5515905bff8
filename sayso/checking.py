"""What `sayso doctor` checks, as data. Holds no printing.

Every check is tried, whatever the others find, and no value of a setting is ever in the words.
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flows.errors import SaysoError, ServersError, SettingsError
from sayso.announcing import find_demo
from sayso.checking_carriers import check_sms, check_telegram
from sayso.checking_servers import check_database, check_queue
from sayso.embedded import running
from sayso.findings import Finding, note, well, without_name, wrong
from storage.settings import Settings, environment_names, load_settings

ASK_S = 6.0
"""How long one question to a database or carrier may take."""


def check_everything() -> list[Finding]:
    """Check the settings, and with those that can be read everything they lead to."""
    settings, unread = read_leniently()
    checks: tuple[tuple[str, Callable[[Settings], list[Finding]]], ...] = (
        ("database", check_database),
        ("queue", check_queue),
        ("telegram", check_telegram),
        ("sms", check_sms),
    )
    asked = [_start(about, check, settings) for about, check in checks]
    found = [*unread, *check_settings(settings, {one.about for one in unread})]
    for ask in asked:
        found += ask()
    return [_correct_off(one, {other.about for other in unread}) for one in found]


def _correct_off(finding: Finding, unread: set[str]) -> Finding:
    """A channel whose settings are wrong was looked at as if they were not there."""
    prefix = {"telegram": "TELEGRAM_", "sms": "TWILIO_"}.get(finding.about, "-")
    if finding.state == "off" and any(name.startswith(prefix) for name in unread):
        return replace(finding, words="until what is wrong above is mended")
    return finding


def read_leniently() -> tuple[Settings, list[Finding]]:
    """Read each setting by itself; one that cannot be read is left at its default.

    Returns:
        The settings, with the servers that run in the data folder, and what is wrong.
    """
    defaults = {str(info.validation_alias): info.default for info in Settings.model_fields.values()}
    unread: list[Finding] = []
    given: dict[str, Any] = {}
    for name in environment_names():
        others = {other: value for other, value in defaults.items() if other != name}
        try:
            load_settings(**others | ({"TWILIO_FROM": "-"} if name != "TWILIO_FROM" else {}))
        except SettingsError as error:
            unread.append(wrong(name, without_name(name, str(error))))
            given[name] = defaults[name]
    try:
        load_settings(**given)
    except SettingsError as error:
        unread.append(wrong("TWILIO_FROM", without_name("TWILIO_FROM", str(error))))
        given |= {"TWILIO_ACCOUNT_SID": None, "TWILIO_AUTH_TOKEN": None}
    settings = load_settings(**given)
    if settings.missing("DATABASE_URL", "REDIS_URL"):
        given |= _find_servers(settings, unread)
    return load_settings(**given), unread


def check_settings(settings: Settings, unread: set[str]) -> list[Finding]:
    """Name what is missing; a setting that is wrong is not also called missing."""
    servers = "nothing runs here: start `./dev run` or `./dev demo`, or name a server"
    words = {
        "SAYSO_KEYS": "is missing: `sayso keys new` prints keys",
        "DATABASE_URL": f"is missing, and {servers}",
        "REDIS_URL": f"is missing, and {servers}",
    }
    missing = [name for name in settings.missing(*words) if name not in unread]
    found = [wrong(name, words[name]) for name in missing]
    if settings.keys is not None:
        found.append(well("SAYSO_KEYS", "can be read. Keep a copy apart from the backups"))
    if not settings.channels_on:
        found.append(
            wrong("channels", "none is on: nobody can be reached. See docs/how-to/go-live.md")
        )
    if settings.public_url is not None:
        found.append(well("PUBLIC_URL", "is set"))
    elif settings.sms_on and "PUBLIC_URL" not in unread:
        found.append(wrong("PUBLIC_URL", "is missing: Twilio cannot post texts to us"))
    if settings.segment_pence is None:
        found.append(
            note(
                "SAYSO_SEGMENT_PENCE", "is not set: costs are shown in segments, and no cap is kept"
            )
        )
    return found


def _find_servers(settings: Settings, unread: list[Finding]) -> dict[str, Any]:
    """Take the servers that run in the data folder; a demo brings all of its settings."""
    try:
        found = running(settings.data_dir)
        demo = None if found else find_demo(settings.data_dir)
    except ServersError as error:
        unread.append(wrong("SAYSO_DATA_DIR", str(error)))
        return {}
    if found is None:
        known = set(environment_names())
        return {name: value for name, value in (demo or {}).items() if name in known}
    given = {"DATABASE_URL": found.database_url, "REDIS_URL": found.redis_url}
    return {name: given[name] for name in settings.missing(*given)}


def _start(
    about: str, check: Callable[[Settings], list[Finding]], settings: Settings
) -> Callable[[], list[Finding]]:
    """Begin a check beside the others.

    Returns:
        what waits for its findings; one that takes too long is left behind.
    """
    late = wrong(
        about, f"no answer within {ASK_S:.0f} seconds: check that it runs, and the network"
    )
    found = [late]

    def look() -> None:
        try:
            found[:] = check(settings)
        except SaysoError as error:
            found[:] = [wrong(about, str(error))]

    thread = threading.Thread(target=look, daemon=True)
    thread.start()

    def wait() -> list[Finding]:
        thread.join(ASK_S)
        return list(found)

    return wait
