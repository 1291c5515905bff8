"""Tells the carriers where to post, and what a person has to do there by hand."""

from datetime import datetime

from flows.conversation import Conversation
from flows.definition import Flow
from flows.effects import Say
from flows.engine import advance
from flows.errors import SettingsError
from flows.events import TextReceived
from flows.loading import load_flow
from flows.rendering import Setting, render
from sayso.channels import open_sms, open_telegram
from storage.communities import Community
from storage.engagements import Engagement
from storage.library import read_flow_sources
from storage.settings import Settings

TELEGRAM_PATH = "/hooks/telegram"
SMS_PATH = "/hooks/twilio/sms"
VOICE_PATH = "/hooks/twilio/voice"
TRY_AGAIN = "#rc=3&rp=all"
"""Has Twilio post a text again when we were away; see Twilio's connection overrides."""


def require(settings: Settings, *names: str) -> None:
    """Name every setting that is missing.

    Raises:
        SettingsError: one line with all of them.
    """
    missing = list(settings.missing(*names))
    if missing:
        raise SettingsError(f"not set: {', '.join(missing)}. docs/how-to/go-live.md says how.")


async def connect_telegram(settings: Settings) -> str:
    """Have Telegram post to us.

    Returns:
        the URL that was set.

    Raises:
        NotOffered: a server without webhooks, or a wrong token.
        CarrierError: Telegram said no.
        DeliveryError: Telegram could not be asked.
    """
    secret = settings.telegram_webhook_secret
    assert secret is not None  # noqa: S101  (required)
    url = f"{settings.public_url}{TELEGRAM_PATH}"
    channel = open_telegram(settings)
    try:
        await channel.set_webhook(url, secret.get_secret_value())
    finally:
        await channel.close()
    return url


async def connect_twilio(settings: Settings) -> str:
    """Have Twilio post incoming texts to us; raises as `connect_telegram`.

    Returns:
        the URL that was set.
    """
    url = f"{settings.public_url}{SMS_PATH}{TRY_AGAIN}"
    channel = open_sms(settings)
    try:
        await channel.set_webhook(url)
    finally:
        await channel.close()
    return url


def write_opt_out_texts(
    community: Community, engagement: Engagement, *, now: datetime
) -> dict[str, dict[str, str]]:
    """Write what is to be pasted into Twilio's opt-out settings: what we would have said ourselves.

    Returns:
        The community's languages, its first one first -> Twilio's word -> the text.
    """
    profile = community.profile
    setting = Setting(
        community_name=community.name,
        community_address=profile["address"],
        phone=profile["phone"],
        contact=profile["contact"],
        decider=engagement.decider,
        promise_day=engagement.hear_back_by,
        channel="sms",
        emergency=profile["emergency"],
    )
    flow = load_flow(read_flow_sources(engagement.flow_id))
    spoken = [one for one in community.languages if one in flow.languages] or ["en"]
    return {language: _write_texts(flow, setting, language, now) for language in spoken}


def _write_texts(flow: Flow, setting: Setting, language: str, now: datetime) -> dict[str, str]:
    texts = {}
    talk = Conversation.begin(language, language_known=True)
    for word in ("HELP", "STOP", "START"):
        step = advance(flow, talk, TextReceived(word), now=now)
        talk = step.conversation
        said = [effect for effect in step.effects if isinstance(effect, Say)]
        texts[word] = " ".join(render(flow, say, setting) for say in said)
    return texts
