"""What `sayso doctor` checks, as data. Holds no printing.

Every check is tried, whatever the others find, and no value of a setting is ever in the words.
"""

import asyncio
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal
from uuid import UUID

from bot.channels.protocol import CarrierError, NotOffered
from bot.channels.telegram import BASE_URL
from flows.errors import DeliveryError, SaysoError, ServersError, SettingsError
from sayso.announcing import find_demo
from sayso.connecting import SMS_PATH, TELEGRAM_PATH, VOICE_PATH, write_opt_out_texts
from sayso.embedded import running
from sayso.wiring import open_sms, open_telegram
from storage import communities, engagements, migrating, spending, staff
from storage.clock import utc_now
from storage.communities import Community
from storage.database import Database, Db, Unreachable, ping
from storage.engagements import Engagement
from storage.queues import LANE_OF_CHANNEL, Lane
from storage.settings import Settings, environment_names, load_settings
from storage.spending import Spent
from workers.presence import find_present_lanes, is_append_only

ASK_S = 6.0
"""How long one question to a database or carrier may take."""
PENDING_MANY = 100
OLDEST_POSTGRES = 16

WRONG_TOKEN = "TELEGRAM_BOT_TOKEN is wrong: copy it from BotFather again"  # noqa: S105
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{30,}")

State = Literal["well", "note", "off", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the doctor.

    Attributes:
        about: a setting's name, or what was looked at: database, queue, telegram ...
        state: only "wrong" needs mending; "off" is a channel without its settings.
        words: what is so, and where it is wrong what to do.
    """

    about: str
    state: State
    words: str


def check_everything() -> list[Finding]:
    """Check the settings, and with those that can be read everything they lead to."""
    settings, wrong = read_leniently()
    checks: tuple[tuple[str, Callable[[Settings], list[Finding]]], ...] = (
        ("database", check_database),
        ("queue", check_queue),
        ("telegram", check_telegram),
        ("sms", check_sms),
    )
    asked = [_start(about, check, settings) for about, check in checks]
    found = [*wrong, *check_settings(settings, {one.about for one in wrong})]
    for ask in asked:
        found += ask()
    return [_correct_off(one, {other.about for other in wrong}) for one in found]


def _correct_off(finding: Finding, wrong: set[str]) -> Finding:
    """A channel whose settings are wrong was looked at as if they were not there."""
    prefix = {"telegram": "TELEGRAM_", "sms": "TWILIO_"}.get(finding.about, "-")
    if finding.state == "off" and any(name.startswith(prefix) for name in wrong):
        return replace(finding, words="until what is wrong above is mended")
    return finding


def read_leniently() -> tuple[Settings, list[Finding]]:
    """Read each setting by itself; one that cannot be read is left at its default.

    Returns:
        The settings, with the servers that run in the data folder, and what is wrong.
    """
    defaults = {str(info.validation_alias): info.default for info in Settings.model_fields.values()}
    wrong: list[Finding] = []
    given: dict[str, Any] = {}
    for name in environment_names():
        others = {other: value for other, value in defaults.items() if other != name}
        try:
            load_settings(**others | ({"TWILIO_FROM": "-"} if name != "TWILIO_FROM" else {}))
        except SettingsError as error:
            wrong.append(_wrong(name, _without(name, str(error))))
            given[name] = defaults[name]
    try:
        load_settings(**given)
    except SettingsError as error:
        wrong.append(_wrong("TWILIO_FROM", _without("TWILIO_FROM", str(error))))
        given |= {"TWILIO_ACCOUNT_SID": None, "TWILIO_AUTH_TOKEN": None}
    settings = load_settings(**given)
    if settings.missing("DATABASE_URL", "REDIS_URL"):
        given |= _find_servers(settings, wrong)
    return load_settings(**given), wrong


def check_settings(settings: Settings, wrong: set[str]) -> list[Finding]:
    """Name what is missing; a setting that is wrong is not also called missing."""
    servers = "nothing runs here: start `./dev run` or `./dev demo`, or name a server"
    words = {
        "SAYSO_KEYS": "is missing: `sayso keys new` prints keys",
        "DATABASE_URL": f"is missing, and {servers}",
        "REDIS_URL": f"is missing, and {servers}",
    }
    missing = [name for name in settings.missing(*words) if name not in wrong]
    found = [_wrong(name, words[name]) for name in missing]
    if settings.keys is not None:
        found.append(_well("SAYSO_KEYS", "can be read. Keep a copy apart from the backups"))
    if not settings.channels_on:
        found.append(
            _wrong("channels", "none is on: nobody can be reached. See docs/how-to/go-live.md")
        )
    if settings.public_url is not None:
        found.append(_well("PUBLIC_URL", "is set"))
    elif settings.sms_on and "PUBLIC_URL" not in wrong:
        found.append(_wrong("PUBLIC_URL", "is missing: Twilio cannot post texts to us"))
    if settings.segment_pence is None:
        found.append(
            _note(
                "SAYSO_SEGMENT_PENCE", "is not set: costs are shown in segments, and no cap is kept"
            )
        )
    return found


def check_database(settings: Settings) -> list[Finding]:
    """Look whether PostgreSQL answers, is new enough and up to date, and what it holds."""
    if settings.database_url is None:
        return []
    try:
        database = Database(settings.database_url.get_secret_value(), pool_size=1)
    except SettingsError as error:
        return [_wrong("database", _without("DATABASE_URL", str(error)))]
    except ValueError:
        return [
            _wrong("database", "DATABASE_URL must look like postgresql://user:password@host/name")
        ]
    try:
        return _look_into(database, settings)
    except Unreachable as error:
        return [_wrong("database", _explain_unreachable(str(error)))]
    finally:
        database.close()


def check_queue(settings: Settings) -> list[Finding]:
    """Look whether Redis answers, keeps what it is told, and who works on it."""
    if settings.redis_url is None:
        return []
    wanted = [
        Lane.CONVERSE,
        *(LANE_OF_CHANNEL[one] for one in settings.channels_on),
        Lane.BACKGROUND,
    ]
    try:
        append_only = is_append_only(settings.redis_url.get_secret_value())
        present = find_present_lanes(settings.redis_url.get_secret_value())
    except (OSError, ValueError) as error:
        shape = "REDIS_URL must look like redis://host:6379/0"
        away = "Redis does not answer: check REDIS_URL, and that it runs"
        return [_wrong("queue", shape if isinstance(error, ValueError) else away)]
    found = [_well("queue", "Redis answers")]
    if append_only is False:
        found.append(
            _note(
                "queue", "Redis forgets all when it stops (`appendonly yes`): texts then wait 30 s"
            )
        )
    absent = [str(lane) for lane in wanted if lane not in present]
    if absent:
        found.append(
            _wrong(
                "workers",
                f"nobody works on {', '.join(absent)}: run `sayso run`, or `sayso worker`",
            )
        )
    else:
        found.append(_well("workers", f"{len(wanted)} lanes are worked on"))
    return found


def check_telegram(settings: Settings) -> list[Finding]:
    """Ask Telegram who the bot is, and where it posts."""
    if settings.telegram_bot_token is None:
        return [Finding(about="telegram", state="off", words="TELEGRAM_BOT_TOKEN is not set")]
    token = settings.telegram_bot_token.get_secret_value()
    if settings.telegram_api_base_url == BASE_URL and not _TOKEN.fullmatch(token):
        return [_wrong("telegram", WRONG_TOKEN)]
    return asyncio.run(_ask_telegram(settings))


def check_sms(settings: Settings) -> list[Finding]:
    """Ask Twilio for our number, and where it posts."""
    names = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN")
    missing = settings.missing(*names)
    if missing:
        state: State = "off" if len(missing) == len(names) else "wrong"
        words = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not set"
        return [Finding(about="sms", state=state, words=words)]
    return [*asyncio.run(_ask_twilio(settings)), *_explain_own_words(settings)]


def _look_into(database: Database, settings: Settings) -> list[Finding]:
    with database.transaction() as db:
        version = ping(db)
        if int(version.split(".")[0]) < OLDEST_POSTGRES:
            return [
                _wrong("database", f"PostgreSQL {version} is too old: {OLDEST_POSTGRES} or newer")
            ]
        found = [_well("database", f"PostgreSQL {version.split()[0]} answers")]
        revision, newest = migrating.current_revision(db), migrating.newest_revision()
        if revision != newest:
            at = f"is at {revision}, not {newest}" if revision else "has no tables yet"
            return [*found, _wrong("database", f"{at}: run `sayso db upgrade`")]
        known = communities.find(db)
        asked = engagements.find_current(db, known.id) if known else None
        if known is None or asked is None:
            return [*found, _wrong("community", "there is none yet: run `sayso start`")]
        found.append(_well("community", f"{known.name} is set up"))
        found += _check_keys(db, known.id, settings)
        found += _check_cap(spending.read(db, known, settings.segment_pence, utc_now()))
        if settings.sms_on and settings.twilio_opt_out == "twilio":
            found += _write_opt_outs(known, asked)
        return [*found, *_check_contact(staff.find_safeguarding(db, known.id), settings)]


def _check_keys(db: Db, community: UUID, settings: Settings) -> list[Finding]:
    """Open something that is sealed: after a load the keys may be those of another installation."""
    if settings.keys is None:
        return []
    try:
        staff.read_safeguarding(db, community, settings.keyring)
    except SettingsError as error:
        return [_wrong("SAYSO_KEYS", f"do not fit this database: {error}")]
    return []


def _check_cap(spent: Spent) -> list[Finding]:
    if spent.cap is None:
        return []
    words = f"{spent.segments} of {spent.cap} SMS segments used this month"
    if spent.reached:
        words += ": nobody is asked by SMS until the next, or until `sayso start` sets a higher cap"
    return [_note("cap", words) if spent.reached else _well("cap", words)]


def _check_contact(contact: staff.Contact | None, settings: Settings) -> list[Finding]:
    if contact is None:
        return [_wrong("safeguarding", "nobody is named for worrying texts: run `sayso start`")]
    if contact.channel not in settings.channels_on:
        words = f"the contact is reached by {contact.channel}, which is off: run `sayso start`"
        return [_wrong("safeguarding", words)]
    return [_well("safeguarding", f"somebody is named, reached by {contact.channel}")]


async def _ask_telegram(settings: Settings) -> list[Finding]:
    channel = open_telegram(settings)
    try:
        me = await channel.get_me()
        found = [_well("telegram", f"the bot is @{me.get('username', '?')}")]
        return found + _read_webhook(await channel.webhook_info(), settings)
    except NotOffered:
        return [_explain_not_found(settings)]
    except CarrierError as error:
        wrong_token = "(401)" in str(error)
        return [_wrong("telegram", WRONG_TOKEN if wrong_token else str(error))]
    except DeliveryError as error:
        words = f"Telegram does not answer ({error}): check the network"
        return [_wrong("telegram", f"{words}. TELEGRAM_BOT_TOKEN could not be checked")]
    finally:
        await channel.close()


def _explain_not_found(settings: Settings) -> Finding:
    if settings.telegram_api_base_url == BASE_URL:
        return _wrong("telegram", WRONG_TOKEN)
    return _wrong(
        "telegram",
        "404: TELEGRAM_BOT_TOKEN is wrong, or the server of TELEGRAM_API_BASE_URL has no getMe",
    )


def _read_webhook(info: Any, settings: Settings) -> list[Finding]:
    url, pending = str(info.get("url") or ""), int(info.get("pending_update_count") or 0)
    ours = f"{settings.public_url}{TELEGRAM_PATH}" if settings.public_url else ""
    if not url:
        polling = "Telegram posts nowhere: keep `sayso telegram` running"
        words = f"{polling}, or run `sayso connect telegram`" if ours else polling
        found = [_wrong("telegram", words) if ours else _note("telegram", words)]
    elif url != ours:
        found = [_wrong("telegram", "Telegram posts somewhere else: run `sayso connect telegram`")]
    elif settings.telegram_webhook_secret is None:
        found = [_wrong("TELEGRAM_WEBHOOK_SECRET", "is missing: texts from Telegram are refused")]
    else:
        found = [_well("telegram", "Telegram posts to us")]
    if pending > PENDING_MANY:
        found.append(_wrong("telegram", f"{pending} updates wait at Telegram: is the web running?"))
    elif pending:
        found.append(_note("telegram", f"{pending} updates wait at Telegram"))
    if url and info.get("last_error_message"):
        said = str(info["last_error_message"])[:120]
        found.append(_note("telegram", f"the last trouble Telegram had with us: {said}"))
    return found


async def _ask_twilio(settings: Settings) -> list[Finding]:
    channel = open_sms(settings)
    try:
        url = await channel.webhook_url()
    except NotOffered:
        words = (
            "the number cannot be looked up: the account is wrong, or this server has no such call"
        )
        custom = settings.twilio_api_base_url is not None
        return [_note("sms", words) if custom else _wrong("sms", words)]
    except (CarrierError, DeliveryError) as error:
        away = f"Twilio does not answer ({error}): check the network"
        return [_wrong("sms", away if isinstance(error, DeliveryError) else str(error))]
    finally:
        await channel.close()
    found = [_well("sms", "Twilio knows our account and number")]
    ours = f"{settings.public_url}{SMS_PATH}"
    if url.partition("#")[0] == ours:
        return [*found, _well("sms", "Twilio posts to us")]
    where = "somewhere else" if url else "nowhere"
    return [*found, _wrong("sms", f"Twilio posts {where}: run `sayso connect twilio`")]


def _explain_own_words(settings: Settings) -> list[Finding]:
    words = {
        "twilio": "twilio: Twilio itself answers STOP, START and HELP; paste our wording there "
        "(`sayso connect twilio` prints it in each language)",
        "ours": "ours: we answer STOP, START and HELP; right only where Twilio's own answers are "
        "off",
    }
    return [_note("TWILIO_OPT_OUT", words[settings.twilio_opt_out]), *_explain_voice(settings)]


def _explain_voice(settings: Settings) -> list[Finding]:
    if not settings.twilio_voice:
        return []
    if settings.twilio_from is None:
        return [_wrong("TWILIO_VOICE", "is on, but TWILIO_FROM is missing: nobody can ring")]
    words = f"on: at Twilio, calls to our number must be posted to PUBLIC_URL{VOICE_PATH}"
    return [_note("TWILIO_VOICE", f"{words} (`sayso connect twilio` says where)")]


def _write_opt_outs(community: Community, engagement: Engagement) -> list[Finding]:
    """Say what belongs into Twilio's opt-out settings: nobody can ask Twilio what stands there."""
    texts = write_opt_out_texts(community, engagement, now=utc_now())
    first = next(iter(texts.values()))
    return [_note(f"Twilio's {word}", f"should read: {text}") for word, text in first.items()]


def _find_servers(settings: Settings, wrong: list[Finding]) -> dict[str, Any]:
    """Take the servers that run in the data folder; a demo brings all of its settings."""
    try:
        found = running(settings.data_dir)
        demo = None if found else find_demo(settings.data_dir)
    except ServersError as error:
        wrong.append(_wrong("SAYSO_DATA_DIR", str(error)))
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
    late = _wrong(
        about, f"no answer within {ASK_S:.0f} seconds: check that it runs, and the network"
    )
    found = [late]

    def look() -> None:
        try:
            found[:] = check(settings)
        except SaysoError as error:
            found[:] = [_wrong(about, str(error))]

    thread = threading.Thread(target=look, daemon=True)
    thread.start()

    def wait() -> list[Finding]:
        thread.join(ASK_S)
        return list(found)

    return wait


def _explain_unreachable(said: str) -> str:
    if "password authentication failed" in said or "no password supplied" in said:
        return "PostgreSQL refuses the user or password of DATABASE_URL"
    if "does not exist" in said:
        return "PostgreSQL has no such database or user: check DATABASE_URL"
    return "PostgreSQL does not answer: check DATABASE_URL, and that it runs"


def _without(name: str, words: str) -> str:
    """Drop the name in front: it stands there already."""
    return words.removeprefix(name).lstrip(": ,")


def _well(about: str, words: str) -> Finding:
    return Finding(about=about, state="well", words=words)


def _note(about: str, words: str) -> Finding:
    return Finding(about=about, state="note", words=words)


def _wrong(about: str, words: str) -> Finding:
    return Finding(about=about, state="wrong", words=words)
