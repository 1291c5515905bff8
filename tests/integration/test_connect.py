"""Connect, against the fake carriers and against servers that offer less."""

from pathlib import Path

import pytest

from flows.errors import SettingsError
from sayso.carriers.server import FakeCarriers
from tests.integration.command_line import invoke
from tests.integration.town import make_environment, open_town


@pytest.fixture
def database_url(town_url: str) -> str:
    return town_url


@pytest.fixture
def environment(
    database_url: str, redis_url: str, carriers: FakeCarriers, tmp_path: Path
) -> dict[str, object]:
    return make_environment(database_url, redis_url, carriers, tmp_path)


def test_connect_sets_both_webhooks_and_says_what_to_paste(
    environment: dict[str, object],
    database_url: str,
    redis_url: str,
    carriers: FakeCarriers,
    tmp_path: Path,
) -> None:
    with open_town(database_url, redis_url, tmp_path, carriers=carriers):
        telegram = invoke(environment, "connect", "telegram")
        twilio = invoke(environment, "connect", "twilio")

    assert (telegram.exit_code, twilio.exit_code) == (0, 0)
    assert "http://127.0.0.1:1/hooks/telegram" in telegram.stdout
    assert "http://127.0.0.1:1/hooks/twilio/sms#rc=3&rp=all" in twilio.stdout
    assert "STOP\nDone. No more texts from us on any app." in twilio.stdout
    assert "HELP\nMarsh Lane Hall. In danger? Ring 999." in twilio.stdout
    assert "START\nWelcome back to Marsh Lane Hall." in twilio.stdout
    assert "TÜRKÇE" in twilio.stdout
    assert "STOP\nTamam." in twilio.stdout
    assert "{" not in twilio.stdout
    assert "/hooks/twilio/voice" not in twilio.stdout


def test_connect_says_where_calls_go_once_our_number_can_be_rung(
    environment: dict[str, object],
) -> None:
    twilio = invoke(environment | {"TWILIO_VOICE": "on"}, "connect", "twilio")

    assert "http://127.0.0.1:1/hooks/twilio/voice, HTTP POST" in twilio.stdout


def test_connect_twilio_works_before_there_is_a_community(
    environment: dict[str, object], bare_url: str
) -> None:
    environment["DATABASE_URL"] = bare_url

    result = invoke(environment, "connect", "twilio")

    assert result.exit_code == 0
    assert "After `sayso start` run this again" in result.stdout


def test_connect_names_every_missing_setting_at_once(tmp_path: Path) -> None:
    result = invoke({"SAYSO_DATA_DIR": tmp_path}, "connect", "telegram")

    assert isinstance(result.exception, SettingsError)
    for name in ("PUBLIC_URL", "TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET"):
        assert name in str(result.exception)


def test_connect_goes_on_where_a_server_does_not_offer_the_call(
    environment: dict[str, object], carriers: FakeCarriers
) -> None:
    changed = {
        "TELEGRAM_API_BASE_URL": f"{carriers.twilio_base_url}/none/bot",
        "TWILIO_MESSAGING_SERVICE_SID": "MG1",
        "TWILIO_API_BASE_URL": f"{carriers.twilio_base_url}/none",
    }

    for carrier in ("telegram", "twilio"):
        result = invoke(environment | changed, "connect", carrier)

        assert result.exit_code == 0
        assert "the webhook was not set" in result.stdout


def test_connect_fails_in_one_line_where_the_carrier_says_no(
    environment: dict[str, object],
) -> None:
    result = invoke(environment | {"TWILIO_AUTH_TOKEN": "other"}, "connect", "twilio")

    assert result.exit_code == 1
    assert "Twilio refused our account SID and auth token" in result.stderr


def test_connect_fails_in_one_line_where_nobody_answers(environment: dict[str, object]) -> None:
    away = {"TELEGRAM_API_BASE_URL": "http://127.0.0.1:1/bot"}

    result = invoke(environment | away, "connect", "telegram")

    assert result.exit_code == 1
    assert "telegram does not answer" in result.stderr
