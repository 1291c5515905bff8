"""Fetches the files of one text for staff: who opens it and why is written down first."""

from pathlib import Path
from uuid import UUID

import aiohttp

from bot.channels.media import fetch_from_telegram, fetch_from_twilio, find_ending
from bot.channels.transport import open_session
from flows.errors import InputError, SettingsError
from storage import media, views
from storage.settings import Settings
from workers.house import House, Present


async def fetch_media(
    house: House, present: Present, inbox_id: UUID, *, who: str, why: str, folder: Path
) -> list[Path]:
    """Save the files of one text under names of ours; no transaction is open while they come.

    Returns:
        where they are, in the order they were sent; only our own account may read them.

    Raises:
        InputError: the text has no files, or the folder cannot be written to.
        CarrierError: the carrier does not have a file any more, or it is none we keep.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder: make it first")
    with house.database.transaction() as db:
        kept = media.find_media(db, present.community.id, inbox_id)
        if kept is None:
            raise InputError(f"No files came with {inbox_id}")
        now = house.clock()
        views.record_view(
            db,
            present.community.id,
            who=who,
            what="media",
            subjects=[inbox_id],
            why=why,
            now=now,
        )
    session = open_session()
    saved = []
    try:
        for n, reference in enumerate(kept.references, 1):
            content = await _fetch(session, house.settings, kept.channel, reference)
            saved.append(_save(folder / f"{inbox_id}-{n}.{find_ending(content)}", content))
    finally:
        await session.close()
    return saved


async def _fetch(
    session: aiohttp.ClientSession, settings: Settings, channel: str, reference: str
) -> bytes:
    if channel == "telegram" and settings.telegram_bot_token is not None:
        return await fetch_from_telegram(
            session,
            reference,
            token=settings.telegram_bot_token.get_secret_value(),
            base_url=settings.telegram_api_base_url,
        )
    if channel == "sms" and settings.twilio_account_sid and settings.twilio_auth_token:
        return await fetch_from_twilio(
            session,
            reference,
            account_sid=settings.twilio_account_sid,
            token=settings.twilio_auth_token.get_secret_value(),
            base_url=settings.twilio_api_base_url or "",
        )
    raise SettingsError(f"{channel} is off: its settings are needed to fetch the file")


def _save(path: Path, content: bytes) -> Path:
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(content)
    except FileExistsError as error:
        raise InputError(f"{path} is there already") from error
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from error
    return path
