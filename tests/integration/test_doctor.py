"""Doctor on real servers, with fake carriers."""

import json
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from sayso.carriers.server import FakeCarriers
from storage.queues import Lane
from storage.sealing import new_keys
from tests.integration.command_line import invoke
from tests.integration.town import make_environment, open_town

PUBLIC = "http://127.0.0.1:1"
NOWHERE = "postgresql://sayso:pass-phrase@127.0.0.1:1/sayso"


@pytest.fixture
def database_url(town_url: str) -> str:
    return town_url


@pytest.fixture
def environment(
    database_url: str, redis_url: str, carriers: FakeCarriers, tmp_path: Path
) -> dict[str, object]:
    return make_environment(database_url, redis_url, carriers, tmp_path)


def examine(environment: dict[str, object]) -> tuple[int, list[dict[str, Any]]]:
    result = invoke(environment, "doctor", "--json")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, json.loads(result.stdout)["findings"]


def wrong_in(findings: list[dict[str, Any]]) -> list[str]:
    return [f"{one['about']}: {one['words']}" for one in findings if one["state"] == "wrong"]


def test_a_wrong_token_an_unreachable_database_and_a_missing_key_are_all_named(
    environment: dict[str, object],
) -> None:
    del environment["SAYSO_KEYS"]
    changed = {"TELEGRAM_BOT_TOKEN": "99:not-this-one", "DATABASE_URL": NOWHERE, "PORT": "many"}

    code, findings = examine(environment | changed)

    said = "\n".join(wrong_in(findings))
    assert code == 1
    for part in (
        "TELEGRAM_BOT_TOKEN is wrong",
        "PostgreSQL does not answer",
        "SAYSO_KEYS: is miss",
    ):
        assert part in said
    assert "PORT: " in said
    assert not any(value in said for value in ("99:not", "pass-phrase", "many"))


def test_a_wrong_token_is_named_without_asking_telegram(tmp_path: Path) -> None:
    code, findings = examine({"TELEGRAM_BOT_TOKEN": "wrong", "SAYSO_DATA_DIR": tmp_path})

    assert code == 1
    assert "telegram: TELEGRAM_BOT_TOKEN is wrong: copy it from BotFather again" in wrong_in(
        findings
    )


@pytest.mark.redis
def test_all_is_well_when_everything_is_set_up(
    environment: dict[str, object],
    database_url: str,
    redis_url: str,
    carriers: FakeCarriers,
    tmp_path: Path,
) -> None:
    with (
        open_town(database_url, redis_url, tmp_path, carriers=carriers),
        Redis.from_url(redis_url) as redis,
    ):
        worker = SimpleWorker(
            [str(lane) for lane in Lane], connection=redis, serializer=JSONSerializer
        )
        worker.register_birth()  # type: ignore[no-untyped-call]
        for carrier in ("telegram", "twilio"):
            assert invoke(environment, "connect", carrier).exit_code == 0

        code, findings = examine(environment)

        worker.register_death()  # type: ignore[no-untyped-call]
    assert wrong_in(findings) == []
    assert code == 0


@pytest.mark.redis
def test_what_is_missing_behind_the_settings_is_said(
    environment: dict[str, object], bare_url: str
) -> None:
    environment["DATABASE_URL"] = bare_url

    code, findings = examine(environment)

    said = wrong_in(findings)
    assert code == 1
    assert "community: there is none yet: run `sayso start`" in said
    assert "workers: nobody works on converse, deliver-telegram" in "".join(said)
    assert "telegram: Telegram posts nowhere: keep `sayso telegram` running" in "".join(said)
    assert "sms: Twilio posts nowhere: run `sayso connect twilio`" in said


def test_a_channel_without_its_settings_is_off_and_nothing_wrong(
    environment: dict[str, object],
) -> None:
    for name in [name for name in environment if name.startswith("TWILIO")]:
        del environment[name]

    _, findings = examine(environment)

    sms = [one for one in findings if one["about"] == "sms"]
    assert [one["state"] for one in sms] == ["off"]


def test_half_of_twilios_settings_are_wrong(environment: dict[str, object]) -> None:
    del environment["TWILIO_FROM"]

    _, findings = examine(environment)

    assert "TWILIO_FROM: or TWILIO_MESSAGING_SERVICE_SID is missing" in wrong_in(findings)
    assert [one["state"] for one in findings if one["about"] == "sms"] == ["off"]


def test_keys_that_do_not_fit_the_database_are_named(environment: dict[str, object]) -> None:
    _, findings = examine(environment | {"SAYSO_KEYS": new_keys()})

    assert any(one.startswith("SAYSO_KEYS: do not fit this database") for one in wrong_in(findings))


@pytest.mark.redis
def test_a_queue_that_does_not_answer_is_named(environment: dict[str, object]) -> None:
    _, findings = examine(environment | {"REDIS_URL": "redis://127.0.0.1:1/0"})

    assert any(one.startswith("queue: Redis does not answer") for one in wrong_in(findings))


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "postgresql://a:b@host:port/x"])
def test_a_database_url_that_cannot_be_read_is_named(
    environment: dict[str, object], url: str
) -> None:
    _, findings = examine(environment | {"DATABASE_URL": url})

    assert any(one.startswith("database: must") or "must look" in one for one in wrong_in(findings))


def test_the_words_are_for_people(environment: dict[str, object], bare_url: str) -> None:
    environment["DATABASE_URL"] = bare_url

    result = invoke(environment, "doctor")

    assert result.exit_code == 1
    assert "WRONG community: there is none yet" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("To mend: ")


def test_what_belongs_into_twilios_own_settings_is_shown(
    environment: dict[str, object],
    database_url: str,
    redis_url: str,
    carriers: FakeCarriers,
    tmp_path: Path,
) -> None:
    with open_town(database_url, redis_url, tmp_path, carriers=carriers):
        _, findings = examine(environment | {"TWILIO_VOICE": "on"})

    said = {one["about"]: one["words"] for one in findings}
    assert said["Twilio's STOP"].startswith("should read: Done. No more texts from us")
    assert said["Twilio's START"].startswith("should read: Welcome back to Marsh Lane Hall")
    assert "999" in said["Twilio's HELP"]
    assert "PUBLIC_URL/hooks/twilio/voice" in said["TWILIO_VOICE"]


def test_voice_without_a_number_to_ring_is_wrong(environment: dict[str, object]) -> None:
    del environment["TWILIO_FROM"]
    service = {"TWILIO_MESSAGING_SERVICE_SID": "MG00000000000000000000000000000001"}

    _, findings = examine(environment | service | {"TWILIO_VOICE": "on"})

    assert any("nobody can ring" in one for one in wrong_in(findings))
