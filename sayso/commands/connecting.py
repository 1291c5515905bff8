"""connect, telegram: how texts find their way to us."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
import typer

from bot.channels.protocol import CarrierError, NotOffered
from flows.errors import DeliveryError
from flows.menus import LANGUAGE_NAMES
from sayso.channels import open_telegram
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import say, warn
from sayso.connecting import (
    VOICE_PATH,
    connect_telegram,
    connect_twilio,
    require,
    write_opt_out_texts,
)
from sayso.polling import poll_until_stopped
from sayso.wiring import NEEDED, find_settings
from storage.database import Unreachable
from storage.settings import Settings

log = structlog.get_logger()

connect = typer.Typer(
    help="Tell the carriers where to post what residents text.", no_args_is_help=True
)


@connect.command("telegram")
def connect_bot() -> None:
    """Have Telegram post to PUBLIC_URL."""
    settings = find_settings()
    require(settings, "PUBLIC_URL", "TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET")
    _connect("telegram", connect_telegram, settings)


@connect.command("twilio")
def connect_account() -> None:
    """Have Twilio post to PUBLIC_URL, and print what to paste into its opt-out settings."""
    settings = find_settings()
    require(settings, "PUBLIC_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN")
    _connect("twilio", connect_twilio, settings)
    if settings.twilio_voice:
        say("At Twilio, open the number; under Voice, what happens when a call comes in is a")
        say(f"webhook: {settings.public_url}{VOICE_PATH}, HTTP POST.")
    if settings.twilio_opt_out == "twilio":
        _show_opt_out_texts(settings)


def listen() -> None:
    """Fetch texts from Telegram without a public address, until Ctrl-C. Ends the webhook."""
    house = open_house()
    require(house.settings, "TELEGRAM_BOT_TOKEN")
    find_present(house)
    try:
        asyncio.run(poll_until_stopped(house, lambda: open_telegram(house.settings), warn))
    except CarrierError as error:
        warn(f"sayso: {error}")
        raise typer.Exit(1) from None


def _connect(
    name: str, point: Callable[[Settings], Coroutine[Any, Any, str]], settings: Settings
) -> None:
    try:
        url = asyncio.run(point(settings))
    except NotOffered as error:
        log.warning("not offered", carrier=name, call="set webhook")
        say(f"{name}: the webhook was not set: {error}. Set it there by hand, if it can be.")
        return
    except (CarrierError, DeliveryError) as error:
        reason = error if isinstance(error, CarrierError) else f"{name} does not answer ({error})"
        warn(f"sayso: {reason}. `sayso doctor` checks every setting.")
        raise typer.Exit(1) from None
    say(f"{name} posts to {url} from now on.")


def _show_opt_out_texts(settings: Settings) -> None:
    """Print our wording; without a community there are no names to put into it yet."""
    present = None
    if not settings.missing(*NEEDED):
        house = open_house()
        with contextlib.suppress(*Unreachable), house.database.transaction() as db:
            present = house.find_present(db)
    if present is None:
        say("After `sayso start` run this again: it prints what to paste into Twilio's opt-out")
        say("settings.")
        return
    say("Paste this into the opt-out settings of your messaging service at Twilio:")
    written = write_opt_out_texts(present.community, present.engagement, now=house.clock())
    for n, (language, texts) in enumerate(written.items()):
        if n:
            say(f"\n{LANGUAGE_NAMES[language]}, if most people read that: Twilio has one for all")
        for word, text in texts.items():
            say(f"\n{word}\n{text}")
