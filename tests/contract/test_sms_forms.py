"""What Twilio's forms mean, and that our signature is the library's own."""

from collections import defaultdict
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from bot.channels.forms import parse_call
from bot.channels.sms import is_signed, parse_form, parse_sms, parse_status, signature

TOKEN = "12345"
URL = "https://sayso.example/hooks/twilio/status?o=7.abc"

# label, fields besides MessageSid and From, (kind, text, media, opt_out)
TEXTS: list[tuple[str, dict[str, str], tuple[str, str, str, str]]] = [
    ("text", {"Body": "more benches", "NumMedia": "0"}, ("text", "more benches", "", "")),
    ("empty", {"Body": ""}, ("text", "", "", "")),
    ("no body", {}, ("text", "", "", "")),
    ("unicode", {"Body": "ağaç 🌳 + & ="}, ("text", "ağaç 🌳 + & =", "", "")),
    ("nul", {"Body": "a\x00b"}, ("text", "a\ufffdb", "", "")),
    ("long", {"Body": "x" * 10_001}, ("text", "x" * 10_000, "", "")),
    ("stop", {"Body": "Stop", "OptOutType": "STOP"}, ("text", "Stop", "", "STOP")),
    ("start", {"Body": "START", "OptOutType": "start"}, ("text", "START", "", "START")),
    ("odd opt out", {"Body": "x", "OptOutType": "MAYBE"}, ("text", "x", "", "")),
    (
        "picture",
        {"Body": "gate", "NumMedia": "1", "MediaContentType0": "image/jpeg"},
        ("media", "gate", "photo", ""),
    ),
    ("card", {"NumMedia": "2", "MediaContentType0": "text/vcard"}, ("media", "", "document", "")),
    ("untyped", {"NumMedia": "1"}, ("media", "", "document", "")),
    ("odd count", {"NumMedia": ""}, ("text", "", "", "")),
]


@pytest.mark.parametrize(("label", "fields", "expected"), TEXTS, ids=[row[0] for row in TEXTS])
def test_parse_sms_reads(
    label: str, fields: dict[str, str], expected: tuple[str, str, str, str]
) -> None:
    body = urlencode({"MessageSid": "SM1", "From": "+447700900123", **fields}).encode()

    inbound = parse_sms(parse_form(body))

    assert (inbound.kind, inbound.text, inbound.media, inbound.opt_out) == expected
    assert (inbound.channel, inbound.provider_id, inbound.sender, inbound.carrier_order) == (
        "sms",
        "SM1",
        "+447700900123",
        0,
    )


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "unreadable"),
        (b"&&==&%zz", "unreadable"),
        (b"MessageSid=SM1", "unreadable"),
        (b"From=%2B447700900123&Body=x", "unreadable"),
        (b"MessageSid=SM1&From=VODAFONE&Body=offer", "ignored"),
        (b"MessageSid=SM1&From=60006&Body=x", "text"),
        (b"SmsSid=SM1&From=%2B447700900123&Body=x", "text"),
        (b"MessageSid=SM1&From=%2B447700900123&Body=%ff%00&Body=second", "text"),
    ],
)
def test_parse_sms_says_what_it_cannot_use(body: bytes, kind: str) -> None:
    assert parse_sms(parse_form(body)).kind == kind


def test_parse_sms_replaces_invalid_utf8_and_takes_the_first_of_repeats() -> None:
    form = parse_form(b"MessageSid=SM1&From=%2B447700900123&Body=a%ffb&Body=second")

    assert parse_sms(form).text == "a\ufffdb"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"MessageSid=SM1&MessageStatus=delivered", ("SM1", "delivered", "")),
        (b"SmsSid=SM1&SmsStatus=SENT&ErrorCode=0", ("SM1", "sent", "")),
        (
            b"MessageSid=SM1&MessageStatus=undelivered&ErrorCode=30003",
            ("SM1", "undelivered", "30003"),
        ),
        (b"MessageSid=SM1&MessageStatus=failed&ErrorCode=odd", ("SM1", "failed", "")),
        (b"MessageSid=SM1", None),
        (b"MessageStatus=sent", None),
        (b"\xff=%ff", None),
    ],
)
def test_parse_status_reads(body: bytes, expected: tuple[str, str, str] | None) -> None:
    assert parse_status(parse_form(body)) == expected


class Fields:
    """A multi-dict as the library takes it."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = defaultdict(list)
        for name, value in pairs:
            self._values[name].append(value)

    def __iter__(self) -> object:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def getall(self, name: str) -> list[str]:
        return self._values[name]


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
PAIRS = st.lists(st.tuples(st.sampled_from(["Body", "To", "À", "a"]) | WORDS, WORDS), max_size=8)


@settings(deadline=None)
@given(PAIRS, st.sampled_from(["HMAC_SHA1", "HMAC_SHA256"]))
def test_signature_equals_the_librarys(pairs: list[tuple[str, str]], algorithm: str) -> None:
    form = parse_form(urlencode(pairs).encode())
    theirs = RequestValidator(TOKEN).compute_signature(URL, Fields(pairs), algorithm)

    assert signature(URL, form, TOKEN, algorithm=algorithm) == theirs
    named = f"key=webhooks_sharedkey_1,algorithm={algorithm}"
    assert is_signed(URL, form, TOKEN, theirs, settings=named)


@pytest.mark.parametrize(
    ("configured", "signed"),
    [
        (URL, URL),
        (URL, URL.replace("example/", "example:443/")),
        (URL.replace("example/", "example:8443/"), URL),
        ("http://sayso.example/x", "http://sayso.example:80/x"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
    ],
)
def test_is_signed_agrees_with_the_library_about_ports(configured: str, signed: str) -> None:
    pairs = {"Body": "x"}
    theirs = RequestValidator(TOKEN).compute_signature(signed, pairs)

    assert RequestValidator(TOKEN).validate(configured, pairs, theirs)
    assert is_signed(configured, [(b"Body", b"x")], TOKEN, theirs)


def test_is_signed_takes_what_the_sender_signed_when_it_is_not_utf8() -> None:
    body = "Body=" + quote(b"a\xffb")
    over_what_a_decoder_sees = RequestValidator(TOKEN).compute_signature(URL, {"Body": "a\ufffdb"})
    over_the_bytes = signature(URL, [(b"Body", b"a\xffb")], TOKEN)

    for given_signature in (over_what_a_decoder_sees, over_the_bytes):
        assert is_signed(URL, parse_form(body.encode()), TOKEN, given_signature)


@pytest.mark.parametrize("given_signature", ["", "x", "é", "\ud800", "A" * 28, "A" * 100_000])
def test_is_signed_refuses_forgeries(given_signature: str) -> None:
    assert not is_signed(URL, [(b"Body", b"x")], TOKEN, given_signature)


def test_is_signed_refuses_a_changed_field_another_token_and_an_unknown_algorithm() -> None:
    good = signature(URL, [(b"Body", b"x")], TOKEN)

    assert not is_signed(URL, [(b"Body", b"y")], TOKEN, good)
    assert not is_signed(URL, [(b"Body", b"x")], "other", good)
    assert not is_signed(URL.replace("7", "8"), [(b"Body", b"x")], TOKEN, good)
    assert not is_signed(URL, [(b"Body", b"x")], TOKEN, good, settings="algorithm=NONE")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_parsing_never_raises_on_bytes(body: bytes) -> None:
    form = parse_form(body)
    parse_status(form)
    inbound = parse_sms(form)

    assert isinstance(f"{inbound.text}{inbound.sender}{inbound.provider_id}".encode(), bytes)
    assert not is_signed(URL, form, TOKEN, "AAAA")


def test_picture_with_words_stays_words_and_says_where_the_picture_is() -> None:
    fields = {"MessageSid": "MM1", "From": "+447700900123", "Body": "gate", "NumMedia": "1"}
    where = {"MediaContentType0": "image/jpeg", "MediaUrl0": "https://api.twilio.com/ME1"}

    inbound = parse_sms(parse_form(urlencode(fields | where).encode()))

    assert (inbound.text, inbound.reference) == ("gate", "https://api.twilio.com/ME1")


def test_every_picture_of_a_text_is_kept_by_its_address() -> None:
    base = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/"
    where = {f"MediaUrl{n}": f"{base}ME{n}" for n in range(10)} | {"MediaUrl4": "has blanks in it"}
    fields = {"MessageSid": "MM1", "From": "+447700900123", "NumMedia": "10", **where}

    inbound = parse_sms(parse_form(urlencode(fields).encode()))

    assert inbound.reference.split() == [f"{base}ME{n}" for n in range(10) if n != 4]


# label, fields besides CallSid, (kind, sender)
CALLS: list[tuple[str, dict[str, str], tuple[str, str]]] = [
    ("mobile", {"From": "+447700900123"}, ("ring", "+447700900123")),
    ("blanks", {"From": " +447700900123 "}, ("ring", "+447700900123")),
    ("short", {"From": "84433"}, ("ring", "84433")),
    ("hidden", {"From": "anonymous"}, ("withheld", "")),
    ("anonymous by keypad", {"From": "+266696687"}, ("withheld", "")),
    ("restricted by keypad", {"From": "+7378742833"}, ("withheld", "")),
    ("none", {}, ("withheld", "")),
    ("sip", {"From": "sip:ann@example.org"}, ("withheld", "")),
    ("client", {"From": "client:ann"}, ("withheld", "")),
]


@pytest.mark.parametrize(("label", "fields", "expected"), CALLS, ids=[row[0] for row in CALLS])
def test_parse_call_reads(label: str, fields: dict[str, str], expected: tuple[str, str]) -> None:
    inbound = parse_call(parse_form(urlencode({"CallSid": "CA1", **fields}).encode()))

    assert (inbound.kind, inbound.sender) == expected
    assert (inbound.channel, inbound.provider_id, inbound.text) == ("sms", "CA1", "")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_parse_call_never_raises_and_refuses_what_names_no_call(body: bytes) -> None:
    inbound = parse_call(parse_form(body))

    assert inbound.kind in ("unreadable", "ring", "withheld")
    assert (inbound.kind == "unreadable") or b"CallSid" in body
