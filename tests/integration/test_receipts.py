import pytest

from sayso.carriers.faults import Faults
from storage import notices
from tests.integration.outbox import call, claim, owe, settle
from tests.integration.town import NOBODY, Town
from workers.calling import sign_callback


def test_callback_settles_a_message_whose_answer_was_lost(town: Town) -> None:
    id = owe(town)
    leased = claim(town, "first")
    call(town, leased, "first")
    url = sign_callback(town.house, id) or ""
    assert url.startswith(f"{NOBODY}/hooks/twilio/status?o=")
    said = notices.Notice(provider_id="SM77", status="delivered", message_id=id)

    town.receiver.store_notices([said])
    settle(town, leased[0], "first", "unknown", error="fate lost")

    assert town.rows("select state, provider_id from message") == [
        {"state": "delivered", "provider_id": "SM77"}
    ]


def test_callback_before_the_answer_is_not_undone_by_it(town: Town) -> None:
    id = owe(town)
    leased = claim(town, "first")
    call(town, leased, "first")

    said = notices.Notice(provider_id="SM77", status="sent", message_id=id)
    town.receiver.store_notices([said])
    settle(town, leased[0], "first", "accepted", provider_id="SM77")

    assert town.states() == ["sent"]


ORDERS = [
    ("accepted", "sent", "delivered"),
    ("delivered", "sent", "accepted"),
    ("sent", "delivered", "sent", "delivered", "accepted"),
    ("delivered", "undelivered"),
]


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_callbacks_in_any_order_only_move_a_message_forward(
    town: Town, order: tuple[str, ...]
) -> None:
    owe(town)
    town.carriers.fail(Faults(lose_callback=1.0))
    town.sender("sms").drain()
    sid = str(town.values("select provider_id from message")[0])

    town.notes(sid, *order)
    assert town.states() == ["delivered"]

    town.receiver.store_notices(
        [notices.Notice(provider_id=sid, status=status) for status in reversed(order)]
    )
    assert town.states() == ["delivered"]
    assert town.values("select count(*) from carrier_event") == [len(set(order))]


def test_callback_for_a_message_that_is_not_ours_is_kept_and_changes_nothing(town: Town) -> None:
    owe(town)

    town.notes("SM-of-somebody-else", "delivered")

    assert town.states() == ["queued"]
