"""Rows 28 to 30: requests that are forged or played again. Short forms are integration tests."""

import random  # noqa: TID251  (seeded: the same tries each time)
from functools import partial

import pytest

from bot.channels.forms import parse_form, signature
from storage.tables.schema import metadata
from tests.faults.counting import is_settled
from tests.faults.rows import Row
from tests.faults.test_texts_in import as_sms, as_update
from tests.faults.town import LiveTown, Towns, door
from tests.integration.serving import FORM, SMS, STATUS
from tests.integration.town import AUTH

pytestmark = pytest.mark.only_in_full
TRIES = 1_000


def test_row_28_signatures_are_wrong_or_missing(towns: Towns, row: Row) -> None:
    row.sizes = f"10 vectors and {TRIES:,} forged signatures"
    town = towns.open()
    web, body = door(town), as_sms(1)
    right = signature(f"{web.public_url}{SMS}", parse_form(body), AUTH)
    elsewhere = signature(f"https://evil.example{SMS}", parse_form(body), AUTH)
    forwarded = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    vectors: list[dict[str, str]] = [
        {},
        {"X-Twilio-Signature": ""},
        {"X-Twilio-Signature": right[:-1]},
        {"X-Twilio-Signature": right.lower()},
        {"X-Twilio-Signature": right + "="},
        {"X-Twilio-Signature": elsewhere},
        {"X-Twilio-Signature": elsewhere, **forwarded},
        {"X-Twilio-Signature": signature(f"{web.public_url}{STATUS}", parse_form(body), AUTH)},
        {"X-Twilio-Signature": signature(f"{web.public_url}{SMS}", parse_form(b""), AUTH)},
        {"X-Twilio-Signature": right, "X-Twilio-Webhooks-Signature-Settings": "algorithm=none"},
    ]
    chance = random.Random(28)
    forged = [
        {"X-Twilio-Signature": signature(f"{web.public_url}{SMS}", [], str(chance.random()))}
        for _ in range(TRIES)
    ]
    said = {web.ask(SMS, body, {"Content-Type": FORM, **one})[0] for one in vectors + forged}

    assert said == {403}
    assert town.values("select count(*) from inbox") == [0]
    assert web.ask(SMS, body, {"X-Twilio-Signature": right, **forwarded})[0] == 204


def test_row_29_secrets_of_telegram_are_guessed(towns: Towns, row: Row) -> None:
    row.sizes = f"{TRIES:,} guesses"
    town = towns.open()
    web, chance = door(town), random.Random(29)
    said = {web.telegram(as_update(n), secret=chance.randbytes(8).hex()) for n in range(TRIES)}

    assert said == {401}
    assert town.values("select count(*) from inbox") == [0]


def test_row_30_a_days_requests_are_played_again(towns: Towns, row: Row) -> None:
    row.sizes = f"{TRIES:,} requests, played twice"
    town = towns.open()
    post_all(town)
    town.waits(partial(is_settled, town, texts=TRIES), seconds=120)
    delivered = "select count(*) from message where channel = 'sms' and state <> 'delivered'"
    town.waits(lambda: town.values(delivered) == [0], seconds=30)
    unsorted = "select count(*) from contribution where sorted_at is null"
    town.waits(lambda: town.values(unsorted) == [0], seconds=60)
    before = list_all(town)
    post_all(town)
    repeats = "select n from counter where name = 'repeats'"
    town.waits(lambda: town.values(repeats) == [TRIES], seconds=30)

    after = list_all(town)
    row.counted_twice = len(after["inbox"]) - TRIES
    assert [name for name in before if before[name] != after[name]] == []


def post_all(town: LiveTown) -> None:
    web = door(town)
    for number in range(TRIES):
        done = web.twilio(SMS, as_sms(number)) if number % 2 else web.telegram(as_update(number))
        assert done in (200, 204)


def list_all(town: LiveTown) -> dict[str, list[object]]:
    """List every row of every table but the counters."""
    return {
        table.name: town.values(
            f'select to_jsonb(t)::text from "{table.name}" t order by 1'  # noqa: S608
        )
        for table in metadata.sorted_tables
        if table.name != "counter"
    }
