import pytest

from sayso.carriers.faults import Faults
from tests.integration.outbox import ANN, CEM, call, claim, owe, reclaim
from tests.integration.town import Town
from workers.sweeping.reconciling import reconcile


def test_call_of_a_worker_that_died_is_unknown_and_adopted_from_the_carriers_list(
    town: Town,
) -> None:
    owe(town)
    town.carriers.fail(Faults(accept_then_reset=1.0, lose_callback=1.0))
    town.sender("sms").drain()
    assert town.states() == ["unknown"]
    town.carriers.fail(Faults())

    reconcile(town.house, town.present.community.id)
    assert town.states() == ["unknown"]  # a minute has not passed
    town.age(61)
    town.run("update message set called_at = called_at + interval '61 s'")
    reconcile(town.house, town.present.community.id)

    assert town.states() == ["accepted"]
    assert len(town.handset("sms", ANN)) == 1


def test_sms_that_is_absent_twice_is_sent_again_as_often_as_it_takes(town: Town) -> None:
    owe(town)
    community = town.present.community.id
    for _ in range(2):
        town.carriers.fail(Faults(fail_before_accept=1.0))
        town.sender("sms").drain()
        town.carriers.fail(Faults())
        for seconds in (61, 301):
            assert town.states() == ["unknown"]
            town.age(seconds)
            reconcile(town.house, community)
        assert town.states() == ["queued"]
    town.sender("sms").drain()

    assert len(town.handset("sms", ANN)) == 1
    assert town.values("select looks from message") == [0]


NEVER, TAKEN = (
    Faults(fail_before_accept=1.0),
    Faults(accept_then_reset=1.0, lose_callback=1.0),
)


@pytest.mark.parametrize("apart_s", [20.0, 1.1])
@pytest.mark.parametrize(
    ("faults", "then"),
    [((NEVER, TAKEN), ["unknown", "accepted"]), ((TAKEN, NEVER), ["accepted", "unknown"])],
    ids=["the second was taken", "the first was taken"],
)
def test_of_two_texts_alike_none_adopts_what_the_carrier_took_for_the_other(
    town: Town, faults: tuple[Faults, Faults], then: list[str], apart_s: float
) -> None:
    ids = []
    for fault in faults:
        ids.append(owe(town))
        town.run("update message set body = 'alike'")
        town.carriers.fail(fault)
        town.sender("sms").drain()
    town.carriers.fail(Faults())
    never = faults.index(NEVER)
    town.run(
        "update message set called_at = called_at + make_interval(secs => :s) where id = :id",
        s=apart_s if never else -apart_s,
        id=ids[never],
    )
    assert town.states() == ["unknown", "unknown"]

    town.run("update message set not_before = clock_timestamp()")
    reconcile(town.house, town.present.community.id)

    assert town.states() == then


def test_telegram_reply_whose_fate_is_lost_is_sent_once_more(town: Town) -> None:
    owe(town, "telegram")
    town.carriers.fail(Faults(accept_then_reset=1.0))
    town.deliver()

    assert town.states() == ["unknown"]
    assert len(town.handset("telegram", CEM)) == 2
    town.age(10_000)
    assert reclaim(town) == {}


def test_telegram_prompt_whose_fate_is_lost_is_never_sent_again(town: Town) -> None:
    owe(town, "telegram", kind="prompt")
    town.carriers.fail(Faults(accept_then_reset=1.0))
    town.deliver()

    assert town.states() == ["unknown"]
    assert len(town.handset("telegram", CEM)) == 1


@pytest.mark.parametrize(
    ("channel", "kind", "then"),
    [
        ("telegram", "reply", "queued"),
        ("telegram", "prompt", "unknown"),
        ("telegram", "staff", "queued"),
        ("sms", "reply", "unknown"),
        ("sms", "prompt", "unknown"),
    ],
)
def test_call_in_which_the_worker_was_killed_is_judged_by_what_can_be_asked(
    town: Town, channel: str, kind: str, then: str
) -> None:
    owe(town, channel, kind=kind)
    call(town, claim(town, "dead", channel), "dead")
    town.age(61)

    assert reclaim(town) == {channel: 1}
    assert town.states() == [then]


@pytest.mark.parametrize("pressed", [False, True], ids=["text", "button"])
def test_telegram_prompt_that_may_have_arrived_has_when_somebody_answers(
    town: Town, pressed: bool
) -> None:
    owe(town, "telegram", kind="prompt")
    owe(town, "telegram", "2002", kind="prompt")
    town.carriers.fail(Faults(accept_then_reset=1.0))
    town.deliver()
    town.carriers.fail(Faults())
    assert town.states() == ["unknown", "unknown"]

    press = {"id": "7", "from": {"id": int(CEM)}, "data": "1"}
    reply = town.update(callback_query=press) if pressed else town.telegram(CEM, "lights")
    town.store(reply)
    town.answer()

    assert town.states()[:2] == ["delivered", "unknown"]


def test_what_was_counted_says_how_often_fates_were_lost(town: Town) -> None:
    owe(town, "telegram")
    owe(town, "telegram", "2002", kind="prompt")
    town.carriers.fail(Faults(accept_then_reset=1.0))
    town.deliver()

    assert town.rows("select name, n from counter order by name") == [
        {"name": "resent:telegram", "n": 1},
        {"name": "unknown:telegram", "n": 2},
    ]
