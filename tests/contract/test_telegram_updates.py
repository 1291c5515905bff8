"""What Telegram's updates mean, whatever their bytes."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.inbound import MAX_CHARS, Inbound
from bot.channels.telegram import parse_update

CHAT = {"id": 41, "first_name": "A", "type": "private"}
GROUP = {"id": -100123, "title": "Street", "type": "supergroup"}
PERSON = {"id": 41, "is_bot": False, "first_name": "A"}


def message(**content: Any) -> dict[str, Any]:
    return {"message_id": 1, "date": 1, "chat": CHAT, "from": PERSON, **content}


def photo(caption: str = "") -> dict[str, Any]:
    content: dict[str, Any] = {"photo": [{"file_id": "x", "width": 1, "height": 1}]}
    return message(**content, **({"caption": caption} if caption else {}))


# label, the update without its id, (kind, text, media, opt_out)
UPDATES: list[tuple[str, dict[str, Any], tuple[str, str, str, str]]] = [
    ("text", {"message": message(text="more benches")}, ("text", "more benches", "", "")),
    ("emoji", {"message": message(text="🌳 ağaç")}, ("text", "🌳 ağaç", "", "")),
    ("start", {"message": message(text="/start")}, ("text", "/start", "", "")),
    ("deep link", {"message": message(text="/start abc")}, ("text", "/start abc", "", "")),
    ("stop", {"message": message(text="/stop")}, ("text", "STOP", "", "")),
    ("stop to us", {"message": message(text="/STOP@our_bot now")}, ("text", "STOP", "", "")),
    ("help", {"message": message(text="/help")}, ("text", "HELP", "", "")),
    ("other command", {"message": message(text="/stopping")}, ("text", "/stopping", "", "")),
    ("slash", {"message": message(text="/")}, ("text", "/", "", "")),
    ("photo", {"message": photo()}, ("media", "", "photo", "")),
    ("caption", {"message": photo("broken gate")}, ("media", "broken gate", "photo", "")),
    ("voice", {"message": message(voice={})}, ("media", "", "voice", "")),
    ("venue", {"message": message(venue={}, location={})}, ("media", "", "venue", "")),
    (
        "place",
        {"message": message(location={"latitude": 51.5, "longitude": -0.123456789})},
        ("media", "51.5,-0.12346", "location", ""),
    ),
    (
        "venue with a place",
        {"message": message(venue={}, location={"latitude": 0, "longitude": 7})},
        ("media", "0,7", "venue", ""),
    ),
    (
        "place nowhere",
        {"message": message(location={"latitude": "x"})},
        ("media", "", "location", ""),
    ),
    ("video", {"message": message(video={"file_id": "v"})}, ("media", "", "video", "")),
    ("gif", {"message": message(animation={}, document={})}, ("media", "", "animation", "")),
    ("joined", {"message": message(new_chat_members=[])}, ("ignored", "", "", "")),
    ("edit", {"edited_message": message(text="x")}, ("ignored", "", "", "")),
    ("group", {"message": message(text="x", chat=GROUP)}, ("ignored", "", "", "")),
    ("channel", {"channel_post": message(text="x", chat=GROUP)}, ("ignored", "", "", "")),
    ("unknown kind", {"telepathy": 1}, ("ignored", "", "", "")),
    ("nothing", {}, ("ignored", "", "", "")),
    (
        "button",
        {"callback_query": {"id": "1", "from": PERSON, "message": message(), "data": "2"}},
        ("button", "2", "", ""),
    ),
    ("old button", {"callback_query": {"from": PERSON, "data": "2"}}, ("button", "2", "", "")),
    ("game", {"callback_query": {"from": PERSON}}, ("ignored", "", "", "")),
    (
        "group button",
        {"callback_query": {"from": PERSON, "message": {"chat": GROUP}, "data": "2"}},
        ("ignored", "", "", ""),
    ),
    (
        "blocked",
        {"my_chat_member": {"chat": CHAT, "new_chat_member": {"status": "kicked"}}},
        ("ignored", "", "", "STOP"),
    ),
    (
        "unblocked",
        {"my_chat_member": {"chat": CHAT, "new_chat_member": {"status": "member"}}},
        ("ignored", "", "", "START"),
    ),
    (
        "kicked from a group",
        {"my_chat_member": {"chat": GROUP, "new_chat_member": {"status": "kicked"}}},
        ("group", "", "left", ""),
    ),
    (
        "brought into a group",
        {
            "my_chat_member": {
                "chat": GROUP,
                "from": PERSON,
                "new_chat_member": {"status": "administrator"},
            }
        },
        ("group", "", "joined", ""),
    ),
    (
        "silenced in a group",
        {"my_chat_member": {"chat": GROUP, "new_chat_member": {"status": "restricted"}}},
        ("ignored", "", "", ""),
    ),
    (
        "group that moves",
        {"message": message(chat=GROUP, migrate_to_chat_id=-100456)},
        ("group", "", "moved", ""),
    ),
    ("typeless chat", {"message": {"chat": {"id": 41}, "text": "x"}}, ("text", "x", "", "")),
]

UNREADABLE = [
    b"",
    b"null",
    b"[]",
    b"5",
    b"{",
    b"\xff\xfe",
    b"[" * 60_000,
    b'{"a":' * 30_000,
    b'{"update_id":"7","message":{}}',
    b'{"update_id":true}',
    b'{"update_id":1.5}',
    b'{"update_id":99999999999999999999}',
    b'{"update_id":9223372036854775808,"message":{"chat":{"id":1,"type":"private"},"text":"x"}}',
    b'{"update_id":1,"message":{"chat":{"id":9223372036854775808,"type":"private"},"text":"x"}}',
    b'{"update_id":' + b"9" * 5000 + b"}",
    b'{"update_id":7,"message":null}',
    b'{"update_id":7,"message":{"chat":5}}',
    b'{"update_id":7,"message":{"chat":{"id":"41","type":"private"},"text":"x"}}',
    b'{"update_id":7,"message":{"chat":{"id":41,"type":"private"},"text":["x"]}}',
    b'{"update_id":7,"message":{"chat":{"id":41,"type":"private"},"photo":[],"caption":1}}',
    b'{"update_id":7,"callback_query":{"from":{"id":41},"message":{"chat":{}},"data":"2"}}',
    b'{"update_id":7,"my_chat_member":{"chat":{"id":41}}}',
]


@pytest.mark.parametrize(("label", "update", "expected"), UPDATES, ids=[row[0] for row in UPDATES])
def test_parse_update_reads(
    label: str, update: dict[str, Any], expected: tuple[str, str, str, str]
) -> None:
    inbound = parse_update(orjson.dumps({"update_id": 900, **update}))

    assert (inbound.kind, inbound.text, inbound.media, inbound.opt_out) == expected
    assert (inbound.channel, inbound.provider_id, inbound.carrier_order) == ("telegram", "900", 900)
    if inbound.kind in {"text", "button", "media"}:
        assert inbound.sender == "41"


@pytest.mark.parametrize("update", [row[1] for row in UPDATES], ids=[row[0] for row in UPDATES])
@pytest.mark.parametrize("update_id", [0, -(2**63), 2**63 - 1])
def test_parse_update_reads_the_same_the_short_way_and_the_long(
    update: dict[str, Any], update_id: int
) -> None:
    body = orjson.dumps({"update_id": update_id, **update})
    only_json_reads = b"\xef\xbb\xbf" + body

    assert parse_update(body) == parse_update(only_json_reads)


def test_parse_update_keeps_where_the_carrier_has_a_file_or_a_press() -> None:
    pressed = {"id": "4711", "from": PERSON, "message": message(), "data": "2"}
    sizes = [{"file_id": "small"}, {"file_id": "large"}]
    updates = (
        {"callback_query": pressed},
        {"message": message(photo=sizes)},
        {"message": message(voice={"file_id": "spoken"})},
        {"message": message(text="words")},
    )

    read = [parse_update(orjson.dumps({"update_id": 1, **one})).reference for one in updates]

    assert read == ["4711", "large", "spoken", ""]


@pytest.mark.parametrize("body", UNREADABLE, ids=range(len(UNREADABLE)))
def test_parse_update_keeps_as_unreadable(body: bytes) -> None:
    inbound = parse_update(body)

    assert inbound.kind == "unreadable"
    assert inbound.provider_id == parse_update(body).provider_id
    assert inbound.provider_id != parse_update(body + b" ").provider_id
    assert inbound.sender == ""


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (rb"a\u0000b", "a\ufffdb"),
        (rb"a\ud83d b", "a\ufffd b"),
        (rb"\udc00", "\ufffd"),
        (b"a\xffb", "a\ufffdb"),
        (rb"\ud83c\udf33", "🌳"),
        (b"x" * 10_001, "x" * MAX_CHARS),
    ],
)
def test_parse_update_stores_hostile_text_clean(text: bytes, kept: str) -> None:
    body = b'{"update_id":1,"message":{"chat":{"id":41,"type":"private"},"text":"%s"}}' % text

    assert parse_update(body).text == kept
    assert parse_update(b"\xef\xbb\xbf" + body).text == kept


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
ODD = JSON | st.fixed_dictionaries(
    {},
    optional={
        "chat": JSON | st.fixed_dictionaries({"id": JSON | st.integers(-9, 9)}),
        "from": JSON | st.fixed_dictionaries({"id": JSON | st.integers(-9, 9)}),
        "text": JSON,
        "caption": JSON,
        "photo": JSON,
        "data": JSON,
        "message": JSON,
        "new_chat_member": JSON,
    },
)
KEYS = st.sampled_from(["message", "callback_query", "my_chat_member", "edited_message"])


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_parse_update_never_raises_on_bytes(body: bytes) -> None:
    assert_storable(parse_update(body))


@settings(deadline=None)
@given(JSON | st.integers(-5, 2**70), KEYS, ODD)
def test_parse_update_never_raises_on_json(update_id: object, key: str, content: object) -> None:
    assert_storable(parse_update(json.dumps({"update_id": update_id, key: content}).encode()))


def assert_storable(inbound: Inbound) -> None:
    text = f"{inbound.text}{inbound.sender}{inbound.provider_id}{inbound.media}"
    assert "\x00" not in text
    assert isinstance(text.encode(), bytes)
    assert -(2**63) <= inbound.carrier_order < 2**63
