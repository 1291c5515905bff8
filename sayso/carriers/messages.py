"""Twilio's record of messages, and its shape as JSON. Neither sends nor posts."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import smsutil

from storage.clock import utc_now

VERSION = "2010-04-01"
PAGE_MAX = 1000


@dataclass(slots=True, kw_only=True)
class Record:
    """One message at Twilio; its status and dates change as it goes its way."""

    sid: str
    to: str
    sender: str
    body: str
    direction: str
    status: str
    service: str
    segments: int
    created_at: datetime
    sent_at: datetime | None = None
    error_code: int | None = None
    callback: str = ""
    valid_until: float = math.inf
    media: int = 0


class Messages:
    """All messages of one account."""

    def __init__(self, account: str) -> None:
        self._account = account
        self._by_sid: dict[str, Record] = {}
        self._by_to: dict[str, list[Record]] = defaultdict(list)

    def add(self, *, to: str, sender: str, body: str, direction: str, **details: Any) -> Record:
        """Write down a new message."""
        record = Record(
            sid=details.pop("sid", "") or new_sid("SM"),
            to=to,
            sender=sender,
            body=body,
            direction=direction,
            segments=count_segments(body),
            created_at=utc_now(),
            **details,
        )
        self._by_sid[record.sid] = record
        self._by_to[to].append(record)
        return record

    def get(self, sid: str) -> Record | None:
        """Find a message."""
        return self._by_sid.get(sid)

    def remove(self, sid: str) -> bool:
        """Forget a message; False where there is none."""
        record = self._by_sid.pop(sid, None)
        if record:
            self._by_to[record.to].remove(record)
        return record is not None

    def list_page(self, query: Mapping[str, str]) -> dict[str, Any]:
        """Give one page, newest first, as `GET Messages.json` does."""
        size = min(int(query.get("PageSize") or 50), PAGE_MAX)
        number = int(query.get("Page") or 0)
        path = f"/{VERSION}/Accounts/{self._account}/Messages.json"
        pool = self._by_to.get(query["To"], []) if query.get("To") else self._by_sid.values()
        wanted = [record for record in reversed(list(pool)) if _matches(record, query)]
        shown = wanted[number * size : (number + 1) * size]
        kept = {name: value for name, value in query.items() if not name.startswith("Page")}

        def uri(page: int) -> str:
            return f"{path}?{urlencode({**kept, 'PageSize': size, 'Page': page})}"

        more = len(wanted) > (number + 1) * size
        last = shown[-1].sid if shown else ""
        return {
            "messages": [self.as_json(record) for record in shown],
            "page": number,
            "page_size": size,
            "start": number * size,
            "end": max(number * size + len(shown) - 1, 0),
            "uri": uri(number),
            "first_page_uri": uri(0),
            "next_page_uri": f"{uri(number + 1)}&PageToken=PA{last}" if more else None,
            "previous_page_uri": uri(number - 1) if number else None,
        }

    def as_json(self, record: Record) -> dict[str, Any]:
        """Give a message in Twilio's shape."""
        path = f"/{VERSION}/Accounts/{self._account}/Messages/{record.sid}"
        return {
            "account_sid": self._account,
            "api_version": VERSION,
            "body": record.body,
            "date_created": format_datetime(record.created_at),
            "date_sent": format_datetime(record.sent_at) if record.sent_at else None,
            "date_updated": format_datetime(record.sent_at or record.created_at),
            "direction": record.direction,
            "error_code": record.error_code,
            "error_message": None,
            "from": record.sender or None,
            "messaging_service_sid": record.service or None,
            "num_media": str(record.media),
            "num_segments": str(record.segments),
            "price": None,
            "price_unit": "GBP",
            "sid": record.sid,
            "status": record.status,
            "subresource_uris": {"media": f"{path}/Media.json"},
            "to": record.to,
            "uri": f"{path}.json",
        }


def new_sid(kind: str) -> str:
    """Make an id as Twilio's are: two letters and 32 hex digits."""
    return f"{kind}{uuid4().hex}"


def count_segments(body: str) -> int:
    """Count the segments a text is sent in."""
    return max(len(smsutil.split(body).parts), 1)


def _matches(record: Record, query: Mapping[str, str]) -> bool:
    """Compare From and the day or time it was sent; what is not sent yet matches no date."""
    if query.get("From") and record.sender != query["From"]:
        return False
    limits = {name: query[name] for name in ("DateSent", "DateSent<", "DateSent>") if name in query}
    if not limits:
        return True
    if record.sent_at is None:
        return False
    return all(_fits(record.sent_at, name[8:], value) for name, value in limits.items())


def _fits(at: datetime, sign: str, value: str) -> bool:
    given = at.strftime("%Y-%m-%dT%H:%M:%SZ")[: len(value)]
    if sign == "<":
        return given <= value
    return given >= value if sign else given[:10] == value[:10]
