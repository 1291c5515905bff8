"""What a machine may ask: does it run, can it store, and how it goes."""

import json

import pytest
from prometheus_client.parser import text_string_to_metric_families

from storage import metrics
from tests.integration.conftest import Open
from tests.integration.serving import Web, serving
from tests.integration.town import Town

TOKEN = "a-token-of-our-own-1"
AYSE, CHAT = "+447700900101", "5000001"


def figures(web: Web, **headers: str) -> dict[tuple[str, str], float]:
    """Read the figures: (name, its labels' values) -> value."""
    status, body = web.ask("/metrics", headers=headers, method="GET")
    assert status == 200, body
    return {
        (one.name, " ".join(one.labels.values())): one.value
        for family in text_string_to_metric_families(body.decode())
        for one in family.samples
    }


@pytest.mark.redis
def test_figures_count_texts_replies_and_what_waits(town: Town) -> None:
    town.said("sms", AYSE, "the damp in my flat", "street")
    town.said("telegram", CHAT, "later buses")
    town.deliver()
    town.store(town.sms(AYSE, "one more thing"))

    with serving(town) as web:
        found = figures(web)

    assert found["sayso_inbound_texts_total", "sms"] == 3
    assert found["sayso_inbound_texts_total", "telegram"] == 1
    assert found["sayso_inbox_waiting", ""] == 1
    assert found["sayso_replies_total", ""] == 3
    assert found["sayso_reply_seconds_count", ""] == 3
    assert found["sayso_reply_seconds_bucket", "+Inf"] == 3
    assert found["sayso_dead_letters", ""] == 0


def test_figures_name_what_is_on_its_way_by_channel_and_state(town: Town) -> None:
    town.said("sms", AYSE, "the damp in my flat")
    town.said("telegram", CHAT, "later buses")
    town.run("update message set state = 'unknown' where channel = 'telegram'")
    town.run("update message set queued_at = clock_timestamp() - interval '1 hour'")

    with serving(town) as web:
        found = figures(web)

    assert found["sayso_outbox_messages", "sms queued"] == 1
    assert found["sayso_outbox_messages", "telegram unknown"] == 1
    assert 3600 <= found["sayso_outbox_oldest_seconds", "sms queued"] < 3700


def test_a_text_is_counted_once_however_often_the_mark_moves(town: Town) -> None:
    community = town.present.community.id
    town.said("sms", AYSE, "the damp in my flat")
    town.run("update inbox set id = '00000000-0000-7000-8000-000000000001'")
    town.said("sms", AYSE, "street")

    for _ in range(3):
        with town.house.database.transaction() as db:
            metrics.move_mark(db, community)
            found = metrics.read_figures(db, community)
        assert found.inbound == {"sms": 2}
    assert town.values("select n from counter where name = 'inbound:sms'") == [1]


def test_figures_are_for_this_machine_alone_without_a_token(town: Town) -> None:
    with serving(town) as web:
        status, _ = web.ask("/metrics", headers={"X-Forwarded-For": "192.0.2.1"}, method="GET")

    assert status == 403


def test_figures_of_a_public_service_need_the_token(open_with: Open) -> None:
    public = open_with(PUBLIC_URL="https://sayso.example.org")
    with serving(public) as web:
        assert web.ask("/metrics", method="GET")[0] == 403

    with_token = open_with(PUBLIC_URL="https://sayso.example.org", SAYSO_METRICS_TOKEN=TOKEN)
    with serving(with_token) as web:
        assert web.ask("/metrics", method="GET")[0] == 403
        wrong = {"Authorization": "Bearer another-token-xxxx"}
        assert web.ask("/metrics", headers=wrong, method="GET")[0] == 403
        assert figures(web, Authorization=f"Bearer {TOKEN}")


def test_a_process_that_runs_says_so_without_its_database(town: Town) -> None:
    with serving(town) as web:
        assert web.ask("/healthz", method="GET") == (200, b"ok\n")


def test_it_is_ready_where_the_database_is_of_this_version(town: Town) -> None:
    with serving(town) as web:
        status, body = web.ask("/readyz", method="GET")
        assert (status, json.loads(body)) == (200, {"database": "ok", "redis": "ok"})

        town.run("update alembic_version set version_num = '0001'")
        status, body = web.ask("/readyz", method="GET")
        assert status == 503
        assert "run sayso db upgrade" in json.loads(body)["database"]


@pytest.mark.redis
def test_a_redis_that_is_away_is_told_and_no_reason_to_stop(
    open_with: Open, unused_redis_url: str
) -> None:
    town = open_with(REDIS_URL=unused_redis_url)
    with serving(town) as web:
        status, body = web.ask("/readyz", method="GET")

    assert status == 200
    assert json.loads(body)["redis"].startswith("away")


@pytest.fixture
def unused_redis_url() -> str:
    return "redis://127.0.0.1:1/0"
