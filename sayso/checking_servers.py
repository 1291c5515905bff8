"""What `sayso doctor` looks for in PostgreSQL and Redis."""

from uuid import UUID

from flows.amounts import amount
from flows.errors import SettingsError
from sayso.checking_carriers import write_opt_outs
from sayso.findings import Finding, note, well, without_name, wrong
from storage import communities, engagements, revisions, spending, staff
from storage.clock import utc_now
from storage.database import Database, Db, Unreachable, ping
from storage.queues import LANE_OF_CHANNEL, Lane
from storage.settings import Settings
from storage.spending import Spent
from workers.presence import find_present_lanes, is_append_only

OLDEST_POSTGRES = 16


def check_database(settings: Settings) -> list[Finding]:
    """Look whether PostgreSQL answers, is new enough and up to date, and what it holds."""
    if settings.database_url is None:
        return []
    try:
        database = Database(settings.database_url.get_secret_value(), pool_size=1)
    except SettingsError as error:
        return [wrong("database", without_name("DATABASE_URL", str(error)))]
    except ValueError:
        return [
            wrong("database", "DATABASE_URL must look like postgresql://user:password@host/name")
        ]
    try:
        return _look_into(database, settings)
    except Unreachable as error:
        return [wrong("database", _explain_unreachable(str(error)))]
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
        return [wrong("queue", shape if isinstance(error, ValueError) else away)]
    found = [well("queue", "Redis answers")]
    if append_only is False:
        found.append(
            note(
                "queue", "Redis forgets all when it stops (`appendonly yes`): texts then wait 30 s"
            )
        )
    absent = [str(lane) for lane in wanted if lane not in present]
    if absent:
        found.append(
            wrong(
                "workers",
                f"nobody works on {', '.join(absent)}: run `sayso run`, or `sayso worker`",
            )
        )
    else:
        found.append(well("workers", f"{amount(len(wanted), 'lane is', 'lanes are')} worked on"))
    return found


def _look_into(database: Database, settings: Settings) -> list[Finding]:
    with database.transaction() as db:
        version = ping(db)
        if int(version.split(".")[0]) < OLDEST_POSTGRES:
            return [
                wrong("database", f"PostgreSQL {version} is too old: {OLDEST_POSTGRES} or newer")
            ]
        found = [well("database", f"PostgreSQL {version.split()[0]} answers")]
        revision, newest = revisions.current_revision(db), revisions.newest_revision()
        if revision != newest:
            at = f"is at {revision}, not {newest}" if revision else "has no tables yet"
            return [*found, wrong("database", f"{at}: run `sayso db upgrade`")]
        known = communities.find(db)
        asked = engagements.find_current(db, known.id) if known else None
        if known is None or asked is None:
            return [*found, wrong("community", "there is none yet: run `sayso start`")]
        found.append(well("community", f"{known.name} is set up"))
        found += _check_keys(db, known.id, settings)
        found += _check_cap(spending.read(db, known, settings.segment_pence, utc_now()))
        if settings.sms_on and settings.twilio_opt_out == "twilio":
            found += write_opt_outs(known, asked)
        return [*found, *_check_contact(staff.find_safeguarding(db, known.id), settings)]


def _check_keys(db: Db, community: UUID, settings: Settings) -> list[Finding]:
    """Open something that is sealed: after a load the keys may be those of another installation."""
    if settings.keys is None:
        return []
    try:
        staff.read_safeguarding(db, community, settings.keyring)
    except SettingsError as error:
        return [wrong("SAYSO_KEYS", f"do not fit this database: {error}")]
    return []


def _check_cap(spent: Spent) -> list[Finding]:
    if spent.cap is None:
        return []
    words = f"{spent.segments} of {spent.cap} SMS segments used this month"
    if spent.reached:
        words += ": nobody is asked by SMS until the next, or until `sayso start` sets a higher cap"
    return [note("cap", words) if spent.reached else well("cap", words)]


def _check_contact(contact: staff.Contact | None, settings: Settings) -> list[Finding]:
    if contact is None:
        return [wrong("safeguarding", "nobody is named for worrying texts: run `sayso start`")]
    if contact.channel not in settings.channels_on:
        words = f"the contact is reached by {contact.channel}, which is off: run `sayso start`"
        return [wrong("safeguarding", words)]
    return [well("safeguarding", f"somebody is named, reached by {contact.channel}")]


def _explain_unreachable(said: str) -> str:
    if "password authentication failed" in said or "no password supplied" in said:
        return "PostgreSQL refuses the user or password of DATABASE_URL"
    if "does not exist" in said:
        return "PostgreSQL has no such database or user: check DATABASE_URL"
    return "PostgreSQL does not answer: check DATABASE_URL, and that it runs"
