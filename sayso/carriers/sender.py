"""Twilio's sender: texts go out one segment at a time, and each reports what became of it."""

import asyncio
import math
from collections.abc import Mapping

from sayso.carriers.faults import Dice
from sayso.carriers.hooks import Hooks
from sayso.carriers.ledger import Ledger
from sayso.carriers.limits import Limits
from sayso.carriers.messages import Messages, Record
from storage.clock import utc_now

CHANNEL = "sms"
_OPTED_OUT = 21610
_LIFE_ENDED = 30036


class Sender:
    """One number that sends. Lives on the carriers' loop."""

    def __init__(
        self,
        number: str,
        *,
        account: str,
        messages: Messages,
        hooks: Hooks,
        ledger: Ledger,
        limits: Limits,
    ) -> None:
        self.dice: Dice
        self.stopped: set[str] = set()
        self._number = number
        self._account = account
        self._messages = messages
        self._hooks = hooks
        self._ledger = ledger
        self._limits = limits
        self._free_at = 0.0

    def take(self, fields: Mapping[str, str], *, now: float) -> Record:
        """Take a message and queue it behind the segments that wait."""
        service = fields.get("MessagingServiceSid", "")
        life_s = fields.get("ValidityPeriod", "")
        record = self._messages.add(
            to=fields["To"],
            sender=fields.get("From", "") or self._number,
            body=fields["Body"],
            direction="outbound-api",
            status="accepted" if service else "queued",
            service=service,
            callback=fields.get("StatusCallback", ""),
            valid_until=now + int(life_s) if life_s.isdigit() else math.inf,
        )
        self._ledger.accept(CHANNEL)
        goes_at = max(now, self._free_at)
        self._free_at = goes_at + record.segments / self._limits.segments_per_s
        loop = asyncio.get_running_loop()
        loop.call_later(goes_at - now, self._let_go, record, goes_at)
        return record

    def backlog_s(self, now: float) -> float:
        """Tell how long a message would wait now."""
        return max(self._free_at - now, 0.0)

    def reply(self, to: str, body: str) -> None:
        """Send the carrier's own answer to an opt-out word; it is neither paced nor blocked."""
        record = self._messages.add(
            to=to,
            sender=self._number,
            body=body,
            direction="outbound-reply",
            status="delivered",
            service="",
            sent_at=utc_now(),
        )
        self._ledger.deliver(CHANNEL, to, body, record.sid, from_carrier=True)

    def _let_go(self, record: Record, at: float) -> None:
        """Send a message whose turn has come, unless it may not go any more."""
        record.sent_at = utc_now()
        fated = self.dice.faults.recipients.get(record.to, "")
        if at > record.valid_until:
            record.status, record.error_code = "failed", _LIFE_ENDED
        elif record.to in self.stopped:
            record.status, record.error_code = "failed", _OPTED_OUT
        elif fated.startswith("3"):
            record.status, record.error_code = "undelivered", int(fated)
        else:
            record.status = "delivered"
            self._ledger.deliver(CHANNEL, record.to, record.body, record.sid)
        if record.error_code:
            self._ledger.note("sms_failed")
        if record.callback:
            self._report(record)

    def _report(self, record: Record) -> None:
        """Post the message's status callbacks, as well or as badly as the faults say."""
        states = ["queued", "sent", record.status]
        if record.status == "failed":
            states.remove("sent")
        if self.dice.strikes("reorder_callback", CHANNEL):
            states.reverse()
        forms = []
        for state in states:
            if self.dice.strikes("lose_callback", CHANNEL):
                self._ledger.note("callbacks_lost")
                continue
            forms += [self._form(record, state)] * (
                2 if self.dice.strikes("duplicate_callback", CHANNEL) else 1
            )
        self._hooks.post_in_order(record.callback, forms)

    def _form(self, record: Record, state: str) -> dict[str, str]:
        form = {
            "AccountSid": self._account,
            "ApiVersion": "2010-04-01",
            "From": record.sender,
            "MessageSid": record.sid,
            "MessageStatus": state,
            "SmsSid": record.sid,
            "SmsStatus": state,
            "To": record.to,
        }
        if record.service:
            form["MessagingServiceSid"] = record.service
        if record.error_code and state == record.status:
            form["ErrorCode"] = str(record.error_code)
        return form
