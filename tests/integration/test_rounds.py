from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from storage import rounds
from storage.outbox import PROMPT
from tests.integration.town import Town
from workers.conversations import restore
from workers.replaying import replay_conversation
from workers.rounds import ANSWERED_NOW, Begun, begin_flow, plan_flow
from workers.sweep import sweep

NUMBERS = [f"+44770090020{n}" for n in range(5)]
GIVEN = {
    "topic.name": "damp homes",
    "response.words": "The council says YES: new boilers by 31 March",
    "topic.summary": "homes are damp",
}


@pytest.fixture
def spoken(town: Town) -> Town:
    """Five people who have answered; the last one wrote in Turkish."""
    for number in NUMBERS[:4]:
        town.said("sms", number, "the damp in my flat", "skip")
    town.imports(f"sms,{NUMBERS[4]},Ayşe,tr,Marsh Lane,stall,consultation 2026-05-14")
    town.said("sms", NUMBERS[4], "duvarlarda küf var", "geç")
    town.deliver()
    return town


def find(town: Town, number: str) -> UUID:
    """The resident behind a number."""
    address = town.sms(number, "")
    hash = town.receiver.seal(address).address_hash
    [found] = town.values("select resident_id from address where hash = :hash", hash=hash)
    return UUID(str(found))


def tell(town: Town, numbers: list[str], *, reason: str = "answer:damp:1", **how: object) -> Begun:
    people: Mapping[UUID, Mapping[str, str]] = {find(town, one): GIVEN for one in numbers}
    given = {"flow_id": "response", **how}
    return begin_flow(town.house, town.present, people=people, reason=reason, **given)  # type: ignore[arg-type]


def test_round_reaches_each_in_their_language(spoken: Town) -> None:
    begun = tell(spoken, NUMBERS)
    spoken.deliver()

    assert len(begun.begun) == 5
    assert begun.why_not == {}
    english = spoken.handset("sms", NUMBERS[0])[-1]
    assert "the answer on damp homes: The council says YES: new boilers" in english
    assert "Adil mi?" in spoken.handset("sms", NUMBERS[4])[-1]
    assert set(spoken.values("select kind from message where dedupe_key like 'round:%'")) == {
        "receipt"
    }


def test_round_is_told_once_however_often_it_is_begun(spoken: Town) -> None:
    tell(spoken, NUMBERS[:2])
    again = tell(spoken, NUMBERS[:3])
    spoken.deliver()

    assert list(again.begun) == [find(spoken, NUMBERS[2])]
    assert set(again.why_not.values()) == {rounds.TOLD_BEFORE}
    heard = [one for one in spoken.handset("sms", NUMBERS[0]) if "new boilers" in one]
    assert len(heard) == 1


def test_whoever_stopped_is_never_told_and_the_ledger_says_why(spoken: Town) -> None:
    spoken.said("sms", NUMBERS[0], "STOP")
    spoken.deliver()
    before = len(spoken.handset("sms", NUMBERS[0]))

    begun = tell(spoken, NUMBERS[:2])
    spoken.deliver()

    assert begun.why_not == {find(spoken, NUMBERS[0]): "said stop"}
    assert len(spoken.handset("sms", NUMBERS[0])) == before
    lines = spoken.rows("select why_not, message_id is null as untold from round_line order by 1")
    assert [(one["why_not"], one["untold"]) for one in lines] == [("", False), ("said stop", True)]


def test_whoever_was_told_stop_between_queueing_and_sending_hears_nothing(spoken: Town) -> None:
    tell(spoken, NUMBERS[:1])
    spoken.said("sms", NUMBERS[0], "STOP")
    spoken.deliver()

    assert not [one for one in spoken.handset("sms", NUMBERS[0]) if "new boilers" in one]


def test_round_keeps_sending_hours(spoken: Town) -> None:
    spoken.hands.move(hours=11)  # 23:00
    tell(spoken, NUMBERS[:1])
    spoken.deliver()
    assert "new boilers" not in spoken.handset("sms", NUMBERS[0])[-1]

    spoken.hands.move(hours=11)
    spoken.deliver()

    assert "new boilers" in spoken.handset("sms", NUMBERS[0])[-1]


def test_reply_is_kept_beside_what_was_asked(spoken: Town) -> None:
    tell(spoken, NUMBERS[:2])
    spoken.deliver()
    spoken.said("sms", NUMBERS[0], "1")
    spoken.said("sms", NUMBERS[1], "no", "it comes too late for us")
    spoken.deliver()

    fair = "select value from answer where name = 'response.fair' order by received_at, id"
    assert spoken.values(fair) == [True, False]
    why = spoken.rows("select kind, words from contribution where state = 'response.why'")
    assert why == [{"kind": "other", "words": "it comes too late for us"}]
    assert "we tell" in spoken.handset("sms", NUMBERS[0])[-1]


def test_words_are_filled_again_when_it_is_asked_again(spoken: Town) -> None:
    tell(spoken, NUMBERS[:1])
    spoken.deliver()
    spoken.said("sms", NUMBERS[0], "back")
    spoken.deliver()

    assert "damp homes: The council says YES: new boilers" in spoken.handset("sms", NUMBERS[0])[-1]


def test_question_that_was_open_goes_on_after_the_answer(town: Town) -> None:
    town.said("sms", NUMBERS[0], "the damp in my flat")  # asked who needs it most
    town.deliver()
    tell(town, NUMBERS[:1])
    town.deliver()
    town.said("sms", NUMBERS[0], "1")
    town.deliver()

    assert "who needs it most?" in town.handset("sms", NUMBERS[0])[-1]
    town.said("sms", NUMBERS[0], "2")

    assert "home" in town.values("select value from answer where name like '%reach'")


def test_conversation_with_an_answer_replays_byte_for_byte(town: Town) -> None:
    town.said("sms", NUMBERS[0], "the damp in my flat")
    town.deliver()
    town.hands.move(minutes=1)
    tell(town, NUMBERS[:1])
    town.deliver()
    town.hands.move(minutes=1)
    town.said("sms", NUMBERS[0], "no", "too late", "3")

    for row in town.rows("select id, cast(state as text) as state from conversation"):
        with town.house.database.transaction() as db:
            played = list(replay_conversation(db, town.house, town.present, row["id"]))
        stored = restore(row["state"], town.house.keys)
        assert played[-1].conversation.to_bytes() == stored.to_bytes()


def test_shared_phone_hears_only_that_there_is_an_answer_until_it_is_a_good_time(
    spoken: Town,
) -> None:
    spoken.run("update address set shared = 3")
    tell(spoken, NUMBERS[:1])
    spoken.deliver()
    first = spoken.handset("sms", NUMBERS[0])[-1]
    assert "there is an answer for you" in first
    assert "damp" not in first

    spoken.said("sms", NUMBERS[0], "no")
    spoken.deliver()
    assert "damp" not in spoken.handset("sms", NUMBERS[0])[-1]
    spoken.said("sms", NUMBERS[0], "1")
    spoken.deliver()

    assert "damp homes: The council says YES: new boilers" in spoken.handset("sms", NUMBERS[0])[-1]
    spoken.said("sms", NUMBERS[0], "2")
    assert spoken.values("select value from answer where name = 'response.fair'") == [False]


def test_own_words_never_go_to_a_shared_phone(spoken: Town) -> None:
    spoken.run("update address set shared = 3")

    begun = tell(spoken, NUMBERS[:1], own_words=True)

    assert list(begun.why_not.values()) == [rounds.SHARED]


def test_prompt_counts_for_how_often_residents_are_asked_and_a_receipt_does_not(
    spoken: Town,
) -> None:
    people = {"flow_id": "did-we-hear-you", "kind": PROMPT}
    first = tell(spoken, NUMBERS[4:], reason="heard:damp:1", **people)
    second = tell(spoken, NUMBERS[4:], reason="heard:buses:1", **people)
    receipt = tell(spoken, NUMBERS[4:])

    assert len(first.begun) == 1
    assert list(second.why_not.values()) == ["asked this week"]
    assert len(receipt.begun) == 1


def test_two_answers_do_not_come_within_the_same_hour(spoken: Town) -> None:
    tell(spoken, NUMBERS[:1])
    tell(spoken, NUMBERS[:1], reason="answer:buses:1")
    spoken.deliver()
    assert len([one for one in spoken.handset("sms", NUMBERS[0]) if "new boilers" in one]) == 1

    spoken.age(timedelta(hours=1, minutes=1).total_seconds())
    spoken.deliver()

    assert len([one for one in spoken.handset("sms", NUMBERS[0]) if "new boilers" in one]) == 2


def test_reply_reaches_its_answer_after_the_question_was_closed(spoken: Town) -> None:
    tell(spoken, NUMBERS[:1])
    spoken.deliver()
    spoken.run("update engagement set closed_at = now()")
    spoken.said("sms", NUMBERS[0], "1")

    assert spoken.values("select value from answer where name = 'response.fair'") == [True]


def test_plan_sends_and_keeps_nothing(spoken: Town) -> None:
    people = {find(spoken, one): GIVEN for one in NUMBERS}
    plan = plan_flow(
        spoken.house, spoken.present, flow_id="response", people=people, reason="answer:damp:1"
    )

    assert len(plan.texts) == 5
    assert spoken.values("select count(*) from round_line") == [0]
    assert not spoken.values("select id from message where kind = 'receipt'")


def test_resident_who_is_being_answered_is_told_the_next_time(spoken: Town) -> None:
    id = find(spoken, NUMBERS[0])
    lock = text(
        "select pg_advisory_xact_lock(hashtextextended(cast(cast(:id as uuid) as text), 33))"
    )
    with spoken.house.database.transaction() as db:
        db.execute(lock, {"id": id})
        held = tell(spoken, NUMBERS[:1])
    assert held.why_not == {id: ANSWERED_NOW}

    assert list(tell(spoken, NUMBERS[:1]).begun) == [id]


def test_silence_ends_it_and_a_late_reply_still_counts(spoken: Town) -> None:
    tell(spoken, NUMBERS[:1])
    spoken.deliver()
    spoken.run("update timer set due_at = due_at - interval '8 days'")
    sweep(spoken.house)
    spoken.answer()
    spoken.said("sms", NUMBERS[0], "1")

    assert spoken.values("select value from answer where name = 'response.fair'") == [True]


def test_two_answers_of_one_night_come_an_hour_apart_in_the_morning(spoken: Town) -> None:
    spoken.hands.move(hours=11)  # 23:00
    tell(spoken, NUMBERS[:1])
    tell(spoken, NUMBERS[:1], reason="answer:buses:1")
    spoken.hands.move(hours=9)  # 08:00
    spoken.age(timedelta(hours=9).total_seconds())
    spoken.deliver()
    assert len([one for one in spoken.handset("sms", NUMBERS[0]) if "new boilers" in one]) == 1

    spoken.age(timedelta(hours=1, minutes=1).total_seconds())
    spoken.deliver()

    assert len([one for one in spoken.handset("sms", NUMBERS[0]) if "new boilers" in one]) == 2
