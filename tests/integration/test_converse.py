from uuid import UUID

import pytest

from sayso.releasing import release
from storage import contributions, inbox
from tests.integration.conftest import Open
from tests.integration.town import GUARD, Town

ANN, CEM = "+447700900001", "2001"


def replies(town: Town) -> list[str]:
    return [str(body) for body in town.values("select body from message order by id")]


def test_text_of_an_unknown_number_makes_a_resident_whose_first_words_count(town: Town) -> None:
    town.said("sms", ANN, "more benches by the pond")

    assert town.values("select came_from from resident") == ["text"]
    assert town.rows("select kind, words, channel, held from contribution") == [
        {"kind": "need", "words": "more benches by the pond", "channel": "sms", "held": ""}
    ]
    assert replies(town)[0].startswith("Thank you. That counts")
    assert town.rows("select state, name, due_at from timer") == [
        {"state": "reach", "name": "7d", "due_at": None}
    ]


def test_conversation_goes_on_from_one_batch_to_the_next(town: Town) -> None:
    town.said("sms", ANN, "more benches")
    town.said("sms", ANN, "4")
    town.said("sms", ANN, "the bus stop")

    assert town.rows("select name, value, raw from answer order by name") == [
        {"name": "detail", "value": "the bus stop", "raw": "the bus stop"},
        {"name": "reach", "value": "many", "raw": "4"},
    ]
    assert town.values("select status from conversation") == ["ended"]
    assert len(replies(town)) == 3


def test_texts_of_two_people_that_come_interleaved_are_folded_person_by_person(town: Town) -> None:
    town.said("telegram", "2001", "benches")
    town.said("telegram", "2002", "lights")
    town.store(
        *[
            town.telegram(chat, words)
            for words in ("4", "the bus stop", "and litter")
            for chat in ("2001", "2002")
        ]
    )
    town.answer()

    answers = town.values("select value from answer order by conversation_id, name")
    assert answers == ["the bus stop", "many"] * 2
    assert town.values("select count(*) from contribution") == [4]
    assert town.values("select distinct attempts from inbox") == [0]


def test_text_is_answered_once_when_its_job_runs_twice(town: Town) -> None:
    town.said("sms", ANN, "more benches")
    town.answer()

    assert len(replies(town)) == 1


def test_worrying_text_is_held_and_the_named_contact_told(town: Town) -> None:
    town.said("sms", ANN, "he hits me and i am scared")
    town.deliver()

    assert town.values("select held from contribution") == ["safeguarding"]
    assert town.values("select kind from task") == ["safeguarding"]
    assert town.values("select status from conversation") == ["paused"]
    assert "worrying text" in town.handset("sms", GUARD)[0]
    assert "999" in town.handset("sms", ANN)[0]
    with town.house.database.transaction() as db:
        _, *exported = contributions.export(db, town.present.community.id)
        held = contributions.list_held(db, town.present.community.id)
    assert exported == []
    assert [row["words"] for row in held] == ["he hits me and i am scared"]


def test_paused_conversation_stays_quiet_about_the_flow_until_a_person_looked(town: Town) -> None:
    town.said("sms", ANN, "he hits me and i am scared")
    town.said("sms", ANN, "more benches")
    held = town.values("select id from contribution where held = 'safeguarding' order by id")

    for id in held:
        assert release(town.house, town.present, str(id), keep_out=False)
    town.answer()

    assert "paused" not in town.values("select status from conversation")
    assert town.values("select distinct held from contribution") == [""]
    assert not release(town.house, town.present, str(held[0]), keep_out=False)
    assert not release(town.house, town.present, "nonsense", keep_out=False)


def test_words_that_are_kept_out_stay_out(town: Town) -> None:
    town.said("sms", ANN, "he hits me and i am scared")
    held = town.values("select id from contribution")

    assert release(town.house, town.present, str(held[0]), keep_out=True)

    with town.house.database.transaction() as db:
        _, *exported = contributions.export(db, town.present.community.id)
    assert exported == []


def poison(town: Town, id: UUID) -> None:
    """Make the text fail whenever it is answered: nothing can be kept of it."""
    town.run(
        "create function refuse() returns trigger language plpgsql as "
        "'begin raise exception ''no''; end'"
    )
    town.run(
        f"create trigger poison before insert on contribution for each row "
        f"when (new.inbox_id = '{id}') execute function refuse()"
    )


def test_poison_text_is_a_dead_letter_after_three_tries_and_nobody_else_waits(town: Town) -> None:
    town.store(town.sms(ANN, "poison"), town.sms(ANN, "the bus stop"), town.telegram(CEM, "lights"))
    poison(town, town.values("select id from inbox where body = 'poison'")[0])

    town.answer()

    assert town.rows("select body, state, attempts from inbox order by id") == [
        {"body": "poison", "state": "dead", "attempts": 3},
        {"body": "the bus stop", "state": "done", "attempts": 0},
        {"body": "lights", "state": "done", "attempts": 0},
    ]
    with town.house.database.transaction() as db:
        assert inbox.count(db, town.present.community.id)["dead"] == 1
    assert len(replies(town)) == 2


def test_suppressed_number_that_texts_is_met_as_stopped_and_its_words_are_kept(town: Town) -> None:
    town.said("sms", ANN, "STOP")
    for table in ("message", "timer", "conversation", "address", "resident"):
        town.run(f"delete from {table} where true" + not_staff(table))  # noqa: S608

    town.said("sms", ANN, "more benches")

    assert town.values("select count(*) from message") == [0]
    assert town.values("select words from contribution") == ["more benches"]
    assert town.values("select stopped_at is not null from address where staff_id is null") == [
        True
    ]


def not_staff(table: str) -> str:
    return " and staff_id is null" if table == "address" else ""


def test_language_menu_changes_the_language_of_all_that_follows(town: Town) -> None:
    town.said("sms", ANN, "hello")
    town.said("sms", ANN, "2")
    town.said("sms", ANN, "daha fazla bank")

    assert town.rows("select language, language_known from resident") == [
        {"language": "tr", "language_known": True}
    ]
    assert "TÜRKÇE 2" in replies(town)[0]
    assert replies(town)[2].startswith("Teşekkür")


def test_staff_number_that_is_not_linked_hears_that_it_only_gets_alerts(town: Town) -> None:
    town.said("sms", GUARD, "who wrote that?")
    town.deliver()

    assert "only gets alerts" in town.handset("sms", GUARD)[0]
    assert town.values("select count(*) from resident") == [0]


@pytest.mark.parametrize("word", ["STOP", "please stop texting me", "wrong number"])
def test_stop_in_any_words_is_confirmed_once_and_drops_what_waited(town: Town, word: str) -> None:
    town.said("telegram", CEM, "more benches")
    town.said("telegram", CEM, word)
    town.deliver()
    town.said("telegram", CEM, "are you there?")
    town.deliver()

    assert town.states() == ["opted_out", "accepted"]
    assert len(town.handset("telegram", CEM)) == 1
    assert town.values("select count(*) from suppression") == [1]
    assert town.values("select body from inbox where state <> 'done'") == []


def test_stop_survives_an_import_of_the_same_number(town: Town) -> None:
    row = f"sms,{ANN},Ann,en,Marsh Lane,stall,consultation 2026-05-14"
    assert town.imports(row) == 1
    town.said("sms", ANN, "stop texting me please")

    assert town.imports(row) == 0
    town.run("delete from message")
    town.run("delete from conversation")
    town.run("delete from consent")
    town.run("delete from address where staff_id is null")
    assert town.imports(row) == 1

    assert town.values("select stopped_at is not null from address where staff_id is null") == [
        True
    ]


def test_start_opens_the_channel_again(open_with: Open) -> None:
    town = open_with(TWILIO_OPT_OUT="ours")
    town.said("sms", ANN, "STOP")
    town.said("sms", ANN, "START")
    town.deliver()

    assert town.values("select count(*) from suppression") == [0]
    assert len(town.handset("sms", ANN)) == 2
    assert town.handset("sms", ANN)[1].startswith("Welcome back")


@pytest.mark.parametrize("word", ["STOP", "start", "Help"])
def test_exact_opt_out_words_that_twilio_answers_are_acted_on_in_silence(
    town: Town, word: str
) -> None:
    town.said("sms", ANN, word)

    assert replies(town) == []
    stopped = word == "STOP"
    assert town.values("select stopped_at is not null from address where staff_id is null") == [
        stopped
    ]


def test_opt_out_in_a_sentence_is_answered_by_us_though_twilio_answers_its_words(
    town: Town,
) -> None:
    town.said("sms", ANN, "please stop texting me")

    assert len(replies(town)) == 1


def test_resident_who_blocks_the_bot_is_written_to_again_only_after_they_write(town: Town) -> None:
    town.said("telegram", CEM, "more benches")
    town.store(town.blocks(CEM))
    town.answer()
    town.deliver()
    assert town.values("select closed_why from address where staff_id is null") == ["blocked"]
    assert town.states() == ["opted_out"]

    town.said("telegram", CEM, "4")
    town.deliver()

    assert town.values("select closed_why from address where staff_id is null") == [""]
    assert len(town.handset("telegram", CEM)) == 1


def test_stranger_who_only_blocks_the_bot_has_no_conversation(town: Town) -> None:
    town.store(town.blocks(CEM))
    town.answer()

    assert town.values("select count(*) from conversation") == [0]
    assert town.values("select state from inbox") == ["done"]


def test_batch_waits_while_nobody_has_set_up_a_community(town: Town) -> None:
    town.store(town.sms(ANN, "hello"))
    town.run("truncate engagement cascade")

    town.answer()

    assert town.values("select state from inbox") == ["pending"]
