"""The part of Twilio's REST API that Sayso uses, with its refusals. Paces and posts next door."""

import asyncio
import base64
import hmac
import time
from collections import defaultdict, deque
from collections.abc import Mapping
from urllib.parse import parse_qsl

import phonenumbers
from starlette.requests import Request
from starlette.responses import Response

from sayso.carriers.answers import Lines, json_answer, spoil
from sayso.carriers.faults import Dice
from sayso.carriers.ledger import Ledger
from sayso.carriers.limits import Limits
from sayso.carriers.messages import Messages, new_sid
from sayso.carriers.sender import CHANNEL, Sender

MAX_CHARS = 1600
_BURST_S = 30.0
# Twilio's codes that we can answer with, with their words
_WORDS: Mapping[int, str] = {
    14107: "SMS send rate limit exceeded",
    20003: "Authenticate",
    20404: "The requested resource was not found",
    20429: "Too Many Requests",
    21211: "The 'To' number is not a valid phone number.",
    21408: "Permission to send an SMS has not been enabled for the region indicated",
    21602: "Message body is required.",
    21604: "A 'To' phone number is required.",
    21606: "The 'From' phone number is not a valid, message-capable Twilio phone number",
    21610: "Attempt to send to unsubscribed recipient",
    21611: "This 'From' number has exceeded the maximum number of queued messages",
    21614: "'To' number is not a valid mobile number",
    21617: "The concatenated message body exceeds the 1600 character limit.",
}


class TwilioApi:
    """Answers the calls to one account with one number."""

    def __init__(
        self,
        account: str,
        token: str,
        *,
        number: str,
        messages: Messages,
        sender: Sender,
        ledger: Ledger,
        limits: Limits,
        lines: Lines,
    ) -> None:
        self.dice: Dice
        self.number_sid = new_sid("PN")
        self.sms_url = ""
        self._account = account
        self._basic = b"Basic " + base64.b64encode(f"{account}:{token}".encode())
        self._number = number
        self._messages = messages
        self._sender = sender
        self._ledger = ledger
        self._limits = limits
        self._lines = lines
        self._answering = 0
        self._sent_at: defaultdict[str, deque[float]] = defaultdict(deque)

    async def create_message(self, request: Request) -> Response:
        """Answer POST Messages.json."""
        if refusal := self.refuse_stranger(request):
            return refusal
        if self._answering >= self._limits.twilio_at_once:
            self._ledger.note("sms_429")
            return refuse(20429, 429)
        self._answering += 1
        try:
            answer = self._create(request, await read_fields(request))
            await asyncio.sleep(self.dice.latency_s(CHANNEL))
            return answer
        finally:
            self._answering -= 1

    async def list_messages(self, request: Request) -> Response:
        """Answer GET Messages.json."""
        if refusal := self.refuse_stranger(request):
            return refusal
        return json_answer(self._messages.list_page(dict(request.query_params)))

    async def one_message(self, request: Request) -> Response:
        """Answer GET and DELETE of one message."""
        sid = request.path_params["sid"]
        record = self._messages.get(sid)
        if refusal := self.refuse_stranger(request) or (None if record else refuse(20404, 404)):
            return refusal
        if request.method == "DELETE":
            self._messages.remove(sid)
            return Response(status_code=204)
        return json_answer(self._messages.as_json(record) if record else {})

    async def list_numbers(self, request: Request) -> Response:
        """Answer GET IncomingPhoneNumbers.json."""
        if refusal := self.refuse_stranger(request):
            return refusal
        asked = request.query_params.get("PhoneNumber", self._number)
        mine = [self._number_as_json()] if asked in self._number else []
        return json_answer(
            {
                "incoming_phone_numbers": mine,
                "page": 0,
                "page_size": 50,
                "start": 0,
                "end": 0,
                "uri": request.url.path,
                "first_page_uri": request.url.path,
                "next_page_uri": None,
                "previous_page_uri": None,
            }
        )

    async def update_number(self, request: Request) -> Response:
        """Answer POST IncomingPhoneNumbers/PN....json: where incoming texts are posted."""
        if refusal := self.refuse_stranger(request):
            return refusal
        if request.path_params["sid"] != self.number_sid:
            return refuse(20404, 404)
        fields = await read_fields(request)
        self.sms_url = fields.get("SmsUrl", self.sms_url)
        return json_answer(self._number_as_json())

    async def service_numbers(self, request: Request) -> Response:
        """Answer GET /v1/Services/MG.../PhoneNumbers: our number is its only sender."""
        if refusal := self.refuse_stranger(request):
            return refusal
        url = str(request.url)
        number = {
            "sid": self.number_sid,
            "account_sid": self._account,
            "service_sid": request.path_params["sid"],
            "phone_number": self._number,
            "country_code": "GB",
            "capabilities": ["SMS"],
            "url": f"{url}/{self.number_sid}",
        }
        page = {"page": 0, "page_size": 50, "key": "phone_numbers", "url": url}
        page |= {"first_page_url": url, "next_page_url": None, "previous_page_url": None}
        return json_answer({"phone_numbers": [number], "meta": page})

    async def service(self, request: Request) -> Response:
        """Answer GET and POST /v1/Services/MG...: its webhook is the number's."""
        if refusal := self.refuse_stranger(request):
            return refusal
        if request.method == "POST":
            fields = await read_fields(request)
            self.sms_url = fields.get("InboundRequestUrl", self.sms_url)
        return json_answer(
            {
                "sid": request.path_params["sid"],
                "account_sid": self._account,
                "friendly_name": "Sayso",
                "inbound_request_url": self.sms_url or None,
                "inbound_method": "POST",
                "use_inbound_webhook_on_number": False,
                "validity_period": 36000,
                "links": {},
            }
        )

    def _create(self, request: Request, fields: Mapping[str, str]) -> Response:
        self._ledger.try_send(CHANNEL, fields.get("To", ""))
        if self.dice.strikes("fail_before_accept", CHANNEL):
            return refuse(20500, 500)
        if code := self._find_refusal(fields):
            self._ledger.note("sms_refused")
            return refuse(code, 400)
        record = self._sender.take(fields, now=time.monotonic())
        self._sent_at[record.to].append(time.monotonic())
        answer = json_answer(self._messages.as_json(record), 201)
        return spoil(answer, self.dice.after_accept(CHANNEL), request, self._lines, self._ledger)

    def _find_refusal(self, fields: Mapping[str, str]) -> int:
        """Find the code Twilio refuses a message with; 0 takes it."""
        to, body = fields.get("To", ""), fields.get("Body", "")
        fated = self.dice.faults.recipients.get(to, "")
        checks = {
            21604: not to,
            21211: bool(to) and not _is_possible(to),
            21606: not fields.get("MessagingServiceSid") and fields.get("From") != self._number,
            21602: not body,
            21617: len(body) > MAX_CHARS,
            21610: to in self._sender.stopped,
            14107: self._is_too_often(to, time.monotonic()),
            21611: self._sender.backlog_s(time.monotonic()) > self._limits.queue_max_s,
        }
        refused = next((code for code, holds in checks.items() if holds), 0)
        return refused or (int(fated) if fated and not fated.startswith("3") else 0)

    def _is_too_often(self, to: str, now: float) -> bool:
        """Say whether one number got as much as it may in half a minute."""
        sent = self._sent_at[to]
        while sent and now - sent[0] >= _BURST_S:
            sent.popleft()
        return len(sent) >= self._limits.twilio_to_one

    def refuse_stranger(self, request: Request) -> Response | None:
        """Refuse who does not know the account and its token; None lets them in."""
        given = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, self._basic):
            return refuse(20003, 401)
        if request.path_params.get("account", self._account) != self._account:
            return refuse(20404, 404)
        return None

    def _number_as_json(self) -> dict[str, object]:
        return {
            "sid": self.number_sid,
            "account_sid": self._account,
            "phone_number": self._number,
            "friendly_name": self._number,
            "sms_url": self.sms_url,
            "sms_method": "POST",
            "capabilities": {"sms": True, "voice": True, "mms": False, "fax": False},
        }


def refuse(code: int, status: int) -> Response:
    """Say no in Twilio's shape."""
    return json_answer(
        {
            "code": code,
            "message": _WORDS.get(code, "Error"),
            "more_info": f"https://www.twilio.com/docs/errors/{code}",
            "status": status,
        },
        status,
    )


async def not_found(request: Request) -> Response:
    """Answer any other path as Twilio does."""
    return refuse(20404, 404)


async def read_fields(request: Request) -> dict[str, str]:
    """Read a posted form."""
    body = await request.body()
    return dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))


def _is_possible(number: str) -> bool:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(parsed)
