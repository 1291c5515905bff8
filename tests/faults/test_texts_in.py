"""Rows 7, 8 and 16: repeated, concurrent and poisonous texts."""

import random  # noqa: TID251  (seeded: the same order each time)
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import urlencode

import orjson

from tests.faults.counting import (
    count_extra,
    count_twice,
    find_p95,
    is_settled,
    list_waits,
    measure,
)
from tests.faults.rows import Row
from tests.faults.town import LiveTown, Towns, door
from tests.integration.serving import SMS, Web

CONNECTIONS = 32
TALK = ("more benches", "4", "the bus stop", "hello", "and litter", "thanks", "lights too")


def as_sms(number: int) -> bytes:
    words = f"number {number}: more trees"
    sender = f"+4477007{number:05}"
    return urlencode({"MessageSid": f"SM7{number:031}", "From": sender, "Body": words}).encode()


def as_update(number: int) -> bytes:
    message = {
        "chat": {"id": 7_000_000 + number, "type": "private"},
        "text": f"number {number}: less noise",
    }
    return orjson.dumps({"update_id": 900_000 + number, "message": message})


def post(web: Web, number: int) -> int:
    """Post one text as its carrier does: again until the answer is yes."""
    for _ in range(10):
        status = web.twilio(SMS, as_sms(number)) if number % 2 else web.telegram(as_update(number))
        if 200 <= status < 300:
            break
    return status


def test_row_07_webhooks_come_five_times(towns: Towns, row: Row) -> None:
    messages = row.size(40, 500)
    row.sizes = f"{messages} texts x 5 copies, shuffled, {CONNECTIONS} connections"
    town = towns.open()
    copies = list(range(messages)) * 5
    random.Random(7).shuffle(copies)
    with ThreadPoolExecutor(CONNECTIONS) as lines:
        answers = set(lines.map(partial(post, door(town)), copies))
    town.waits(partial(is_settled, town, texts=messages), seconds=60)

    [replies] = town.values("select count(*) from message where dedupe_key like 'reply:%'")
    row.lost, row.counted_twice = messages - int(str(replies)), count_twice(town)
    row.extra_sms, row.extra_telegram = (count_extra(town, one) for one in ("sms", "telegram"))
    assert answers == {200, 204}
    assert town.values("select n from counter where name = 'repeats'") == [4 * messages]
    assert (row.lost, row.counted_twice, row.extra_sms, row.extra_telegram) == (0, 0, 0, 0)


def test_row_08_residents_talk_at_once(towns: Towns, row: Row) -> None:
    residents, turns = row.size(8, 50), row.size(5, 20)
    row.sizes = f"{residents} residents at once, {turns} texts each in order"
    town = towns.open()
    talk = [TALK[turn % len(TALK)] for turn in range(turns)]
    serial = talk_serially(town, "8000000", talk)
    chats = [str(8_000_001 + number) for number in range(residents)]
    for words in talk:
        for chat in chats:
            town.says("telegram", chat, words)
    texts = turns * (residents + 1)
    town.waits(partial(is_settled, town, texts=texts), seconds=row.size(60, 180))

    transcripts = {chat: list_told(town, chat) for chat in chats}
    row.lost = sum(len(serial) - len(told) for told in transcripts.values())
    row.extra_telegram = count_extra(town, "telegram")
    assert [chat for chat, told in transcripts.items() if told != serial] == []


def talk_serially(town: LiveTown, chat: str, talk: Sequence[str]) -> list[str]:
    """Let one resident wait for each answer before they go on."""
    for said, words in enumerate(talk, start=1):
        town.says("telegram", chat, words)
        town.waits(partial(is_settled, town, texts=said), seconds=30)
    return list_told(town, chat)


def list_told(town: LiveTown, chat: str) -> list[str]:
    return [one.text for one in town.carriers.ledger.handset("telegram", chat)]


def test_row_16_one_text_is_poison(towns: Towns, row: Row) -> None:
    texts = row.size(30, 100)
    row.sizes = f"1 poison text in {texts}"
    town = towns.open()
    town.run(
        "create function refuse() returns trigger language plpgsql as "
        "'begin raise exception ''no''; end'"
    )
    town.run(
        "create trigger poison before insert on contribution for each row "
        "when (new.words like 'poison%') execute function refuse()"
    )
    try:
        town.says("sms", "+447700916000", "poison in the well")
        for number in range(1, texts):
            sender = f"+4477009160{number % 10:02}"
            town.says("sms", sender, f"number {number}: lights")
        town.waits(partial(is_settled, town, texts=texts), seconds=60)
    finally:
        town.run("drop trigger poison on contribution")
        town.run("drop function refuse()")

    others = [one for one in town.said if one.words != "poison in the well"]
    answered = [one for one in others if one.address != "+447700916000"]
    row.p95_s = find_p95(list_waits(town, answered))
    measure(town, row)
    assert town.values("select body from inbox where state = 'dead'") == ["poison in the well"]
    assert (row.lost, row.counted_twice, row.extra_sms) == (1, 0, 0)  # kept, and shown to staff
    assert town.carriers.ledger.handset("sms", "+447700916000")
