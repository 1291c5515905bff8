import json

import pytest

from sayso.carriers.faults import Faults
from tests.integration.command_line import invoke
from tests.integration.outbox import ANN, CEM, owe
from tests.integration.town import Town, make_environment


@pytest.fixture
def environment(town: Town, redis_url: str, town_url: str) -> dict[str, object]:
    """What the commands read: a town with one message of each fate."""
    owe(town)
    town.run("update message set expires_at = clock_timestamp() - interval '1 s'")
    town.deliver()
    town.carriers.fail(Faults(recipients={ANN: "21408"}))
    owe(town)
    town.deliver()
    town.carriers.fail(Faults(accept_then_reset=1.0))
    owe(town, "telegram", kind="prompt")
    town.deliver()
    data_dir = town.house.settings.data_dir
    return make_environment(town_url, redis_url, town.carriers, data_dir)


@pytest.mark.parametrize(
    ("what", "channel", "kind", "state", "error"),
    [
        ("expired", "sms", "reply", "expired", ""),
        ("failed", "sms", "reply", "refused", "21408"),
        ("unknown", "telegram", "prompt", "unknown", "fate lost"),
    ],
)
def test_outbox_lists_what_did_not_arrive_without_words_or_addresses(
    environment: dict[str, object], what: str, channel: str, kind: str, state: str, error: str
) -> None:
    result = invoke(environment, "outbox", what, "--json")
    [listed] = json.loads(result.stdout)

    assert (listed["channel"], listed["kind"]) == (channel, kind)
    assert (listed["state"], listed["error"]) == (state, error)
    assert set(listed) == {"id", "at", "channel", "kind", "state", "error", "again"}
    printed = invoke(environment, "outbox", what).stdout
    assert listed["id"] in printed
    for private in (ANN, CEM, "benches"):
        assert private not in result.stdout + printed


def test_status_shows_what_sms_cost_this_month(environment: dict[str, object]) -> None:
    shown = json.loads(invoke(environment, "status", "--json").stdout)["sms"]

    assert set(shown) == {"month", "segments"}
    priced = invoke(environment | {"SAYSO_SEGMENT_PENCE": "4"}, "status", "--json").stdout
    assert json.loads(priced)["sms"]["cap"] == 1_250
