"""web: what listens."""

from sayso.commands.present import open_lasting_house
from sayso.web import serve
from sayso.wiring import find_settings


def web() -> None:
    """Take carriers' webhooks and serve pages, on PORT."""
    settings = find_settings()
    needed = ["PUBLIC_URL"] if settings.sms_on else []
    if settings.telegram_on and settings.public_url:  # else `sayso telegram` fetches
        needed.append("TELEGRAM_WEBHOOK_SECRET")
    serve(open_lasting_house(*needed))
