"""What `sayso doctor` asks Telegram and Twilio."""

import asyncio
import re
from typing import Any

from bot.channels.protocol import CarrierError, NotOffered
from bot.channels.telegram import BASE_URL
from flows.amounts import amount
from flows.errors import DeliveryError
from sayso.channels import open_sms, open_telegram
from sayso.connecting import SMS_PATH, TELEGRAM_PATH, VOICE_PATH, write_opt_out_texts
from sayso.findings import Finding, State, note, well, wrong
from storage.clock import utc_now
from storage.communities import Community
from storage.engagements import Engagement
from storage.settings import Settings

PENDING_MANY = 100

WRONG_TOKEN = "TELEGRAM_BOT_TOKEN is wrong: copy it from BotFather again"  # noqa: S105
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{30,}")


def check_telegram(settings: Settings) -> list[Finding]:
    """Ask Telegram who the bot is, and where it posts."""
    if settings.telegram_bot_token is None:
        return [Finding(about="telegram", state="off", words="TELEGRAM_BOT_TOKEN is not set")]
    token = settings.telegram_bot_token.get_secret_value()
    if settings.telegram_api_base_url == BASE_URL and not _TOKEN.fullmatch(token):
        return [wrong("telegram", WRONG_TOKEN)]
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


async def _ask_telegram(settings: Settings) -> list[Finding]:
    channel = open_telegram(settings)
    try:
        me = await channel.get_me()
        found = [well("telegram", f"the bot is @{me.get('username', '?')}")]
        return found + _read_webhook(await channel.webhook_info(), settings)
    except NotOffered:
        return [_explain_not_found(settings)]
    except CarrierError as error:
        wrong_token = "(401)" in str(error)
        return [wrong("telegram", WRONG_TOKEN if wrong_token else str(error))]
    except DeliveryError as error:
        words = f"Telegram does not answer ({error}): check the network"
        return [wrong("telegram", f"{words}. TELEGRAM_BOT_TOKEN could not be checked")]
    finally:
        await channel.close()


def _explain_not_found(settings: Settings) -> Finding:
    if settings.telegram_api_base_url == BASE_URL:
        return wrong("telegram", WRONG_TOKEN)
    return wrong(
        "telegram",
        "404: TELEGRAM_BOT_TOKEN is wrong, or the server of TELEGRAM_API_BASE_URL has no getMe",
    )


def _read_webhook(info: Any, settings: Settings) -> list[Finding]:
    url, pending = str(info.get("url") or ""), int(info.get("pending_update_count") or 0)
    ours = f"{settings.public_url}{TELEGRAM_PATH}" if settings.public_url else ""
    if not url:
        polling = "Telegram posts nowhere: keep `sayso telegram` running"
        words = f"{polling}, or run `sayso connect telegram`" if ours else polling
        found = [wrong("telegram", words) if ours else note("telegram", words)]
    elif url != ours:
        found = [wrong("telegram", "Telegram posts somewhere else: run `sayso connect telegram`")]
    elif settings.telegram_webhook_secret is None:
        found = [wrong("TELEGRAM_WEBHOOK_SECRET", "is missing: texts from Telegram are refused")]
    else:
        found = [well("telegram", "Telegram posts to us")]
    waiting = amount(pending, "update waits", "updates wait")
    if pending > PENDING_MANY:
        found.append(wrong("telegram", f"{waiting} at Telegram: is the web running?"))
    elif pending:
        found.append(note("telegram", f"{waiting} at Telegram"))
    if url and info.get("last_error_message"):
        said = str(info["last_error_message"])[:120]
        found.append(note("telegram", f"the last trouble Telegram had with us: {said}"))
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
        return [note("sms", words) if custom else wrong("sms", words)]
    except (CarrierError, DeliveryError) as error:
        away = f"Twilio does not answer ({error}): check the network"
        return [wrong("sms", away if isinstance(error, DeliveryError) else str(error))]
    finally:
        await channel.close()
    found = [well("sms", "Twilio knows our account and number")]
    ours = f"{settings.public_url}{SMS_PATH}"
    if url.partition("#")[0] == ours:
        return [*found, well("sms", "Twilio posts to us")]
    where = "somewhere else" if url else "nowhere"
    return [*found, wrong("sms", f"Twilio posts {where}: run `sayso connect twilio`")]


def _explain_own_words(settings: Settings) -> list[Finding]:
    words = {
        "twilio": "twilio: Twilio itself answers STOP, START and HELP; paste our wording there "
        "(`sayso connect twilio` prints it in each language)",
        "ours": "ours: we answer STOP, START and HELP; right only where Twilio's own answers are "
        "off",
    }
    return [note("TWILIO_OPT_OUT", words[settings.twilio_opt_out]), *_explain_voice(settings)]


def _explain_voice(settings: Settings) -> list[Finding]:
    if not settings.twilio_voice:
        return []
    if settings.twilio_from is None:
        return [wrong("TWILIO_VOICE", "is on, but TWILIO_FROM is missing: nobody can ring")]
    words = f"on: at Twilio, calls to our number must be posted to PUBLIC_URL{VOICE_PATH}"
    return [note("TWILIO_VOICE", f"{words} (`sayso connect twilio` says where)")]


def write_opt_outs(community: Community, engagement: Engagement) -> list[Finding]:
    """Say what belongs into Twilio's opt-out settings: nobody can ask Twilio what stands there."""
    texts = write_opt_out_texts(community, engagement, now=utc_now())
    first = next(iter(texts.values()))
    return [note(f"Twilio's {word}", f"should read: {text}") for word, text in first.items()]
