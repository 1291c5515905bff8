"""The same webhooks without a database: `python -m bench.bare_web PORT`, an anchor.

Verifies and parses as ours does, and says yes at once.
"""

import sys

from bench.stage import URL
from bench.twilio import TOKEN
from bot.channels.inbound import Inbound
from bot.hooks import Hooks, Secrets
from bot.receiving import Receiver
from sayso.web import serve_app
from storage.clock import utc_now
from storage.database import Database
from storage.doorbell import Doorbell, connect
from storage.sealing import new_keys, parse_keys

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


class BareHooks(Hooks):
    """Webhooks that keep nothing."""

    async def _store(self, inbound: Inbound) -> None:
        return


def serve(port: int) -> None:
    """Serve as `sayso web` does, until SIGTERM."""
    keys = parse_keys(new_keys())
    receiver = Receiver(
        Database(NOWHERE), keys, Doorbell(connect("redis://127.0.0.1:1")), clock=utc_now
    )
    secrets = Secrets(public_url=URL, telegram_secret=None, twilio_token=TOKEN)
    serve_app(BareHooks(receiver, secrets, keys), host="127.0.0.1", port=port)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
