"""Opens what sends to residents: the carriers' clients, which only those who send load."""

from collections.abc import Callable, Mapping

from bot.channels.protocol import Channel
from bot.channels.sms import SmsChannel
from bot.channels.telegram import TelegramChannel
from storage.settings import Settings


def find_openers(settings: Settings) -> Mapping[str, Callable[[], Channel]]:
    """List what opens each channel that has its settings, by the channel's name."""
    openers: dict[str, Callable[[], Channel]] = {}
    if settings.telegram_on:
        openers["telegram"] = lambda: open_telegram(settings)
    if settings.sms_on:
        openers["sms"] = lambda: open_sms(settings)
    return openers


def open_telegram(settings: Settings) -> TelegramChannel:
    """Open the bot; inside a running loop."""
    assert settings.telegram_bot_token is not None  # noqa: S101  (telegram_on)
    return TelegramChannel(
        settings.telegram_bot_token.get_secret_value(), base_url=settings.telegram_api_base_url
    )


def open_sms(settings: Settings) -> SmsChannel:
    """Open the Twilio account; inside a running loop."""
    assert settings.twilio_account_sid is not None  # noqa: S101  (sms_on)
    assert settings.twilio_auth_token is not None  # noqa: S101
    return SmsChannel(
        settings.twilio_account_sid,
        settings.twilio_auth_token.get_secret_value(),
        sender=settings.twilio_from or "",
        messaging_service=settings.twilio_messaging_service_sid or "",
        base_url=settings.twilio_api_base_url or "",
    )
