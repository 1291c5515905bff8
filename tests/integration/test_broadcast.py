import pytest

from flows.errors import InputError, SettingsError
from sayso.sending import order, preview
from storage import broadcasts
from tests.integration.conftest import Open
from tests.integration.town import NOON, Town
from workers.broadcast import broadcast
from workers.sweep import sweep

PEOPLE = [
    f"{channel},{address},Name,{language},Marsh Lane,stall,{consent}"
    for channel, address, language, consent in [
        ("sms", "+447700900101", "en", "consultation 2026-05-14"),
        ("sms", "+447700900102", "tr", "consultation 2026-05-14"),
        ("telegram", "2101", "en", "consultation"),
        ("telegram", "2102", "en", "consultation 2026-05-14"),
        ("sms", "+447700900103", "en", "promotion 2026-05-14"),
        ("sms", "+447700900104", "en", "service 2026-05-14"),
        ("sms", "+447700900105", "en", "consultation 2026-05-14"),
        ("sms", "+447700900106", "en", "consultation 2026-05-14"),
    ]
]


@pytest.fixture
def peopled(town: Town) -> Town:
    """Eight people: one has stopped, one spoke already, two did not agree to be asked."""
    assert town.imports(*PEOPLE) == 8
    town.said("sms", "+447700900105", "please stop texting me")
    town.said("sms", "+447700900106", "more benches")
    town.run("delete from message")
    return town


NOT_ASKED = {"said stop": 1, "spoke already": 1, "no consent to consultation": 2}


def test_preview_counts_whom_it_reaches_and_what_it_costs(peopled: Town) -> None:
    shown = preview(peopled.house, peopled.present, "needs", "")
    ordered = order(peopled.house, peopled.present, "", unchecked_by="Rosa")
    segments = peopled.values("select sum(segments) from message where channel = 'sms'")[0]

    assert (shown["people"], ordered["asked"], shown["segments"]) == (4, 4, segments)
    assert (shown["pence"], shown["starts"]) == (None, NOON.isoformat(timespec="seconds"))


def test_preview_tells_the_price_and_when_it_starts(open_with: Open) -> None:
    town = open_with(SAYSO_SEGMENT_PENCE="4.5")
    town.imports(*PEOPLE)
    town.hands.now = NOON.replace(hour=23)

    shown = preview(town.house, town.present, "needs", "")
    assert shown["pence"] == 4.5 * shown["segments"]
    assert shown["starts"] == "2026-11-25T08:00:00+00:00"
    assert preview(town.house, town.present, "needs", "flood")["starts"].startswith("2026-11-24T23")


def test_preview_refuses_what_cannot_be_asked(town: Town) -> None:
    with pytest.raises(InputError, match="needs"):
        preview(town.house, town.present, "no such", "")
    town.run("update address set staff_id = null")
    with pytest.raises(SettingsError, match="worrying"):
        preview(town.house, town.present, "needs", "")


def test_whoever_is_not_asked_has_a_line_that_says_why(peopled: Town) -> None:
    assert order(peopled.house, peopled.present, "", unchecked_by="Rosa")["not_asked"] == NOT_ASKED
    peopled.deliver()

    handsets = peopled.carriers.ledger.handsets
    assert set(handsets("sms")) == {"+447700900101", "+447700900102"}
    assert set(handsets("telegram")) == {"2101", "2102"}
    assert "Merhaba" in peopled.handset("sms", "+447700900102")[0]
    assert peopled.values("select count(*) from conversation where status = 'open'") == [5]


def test_second_order_asks_nobody_twice(peopled: Town) -> None:
    first = order(peopled.house, peopled.present, "", unchecked_by="Rosa")
    second = order(peopled.house, peopled.present, "", unchecked_by="Rosa")

    assert (first["asked"], second["asked"]) == (4, 0)
    assert second["not_asked"] == {**NOT_ASKED, "already asked": 4}
    assert len(peopled.states()) == 4


def test_two_orders_at_once_ask_everybody_once(peopled: Town) -> None:
    make(peopled)
    make(peopled)
    broadcast(peopled.house)
    broadcast(peopled.house)

    assert len(peopled.states()) == 4
    assert peopled.values("select count(*) from broadcast where done_at is null") == [0]


def make(town: Town) -> None:
    with town.house.database.transaction() as db:
        broadcasts.make(
            db,
            town.present.community.id,
            town.present.engagement.id,
            reason="",
            now=town.hands.now,
            expires_at=NOON.replace(day=27),
        )


def test_broadcast_that_was_cut_off_is_found_by_the_sweep_and_finished(peopled: Town) -> None:
    make(peopled)
    assert peopled.states() == []

    sweep(peopled.house)
    assert peopled.house.redis.llen("rq:queue:background") >= 1
    broadcast(peopled.house)

    assert len(peopled.states()) == 4
    community, id = peopled.present.community.id, peopled.values("select id from broadcast")[0]
    with peopled.house.database.transaction() as db:
        went = broadcasts.progress(db, community, id)
    assert (went.asked, went.queued, went.not_asked) == (4, 4, NOT_ASKED)


def test_stop_while_a_broadcast_waits_keeps_its_question_back(peopled: Town) -> None:
    order(peopled.house, peopled.present, "", unchecked_by="Rosa")
    peopled.said("sms", "+447700900101", "please stop texting me")
    peopled.deliver()

    assert len(peopled.handset("sms", "+447700900101")) == 1
    assert "No more texts from us" in peopled.handset("sms", "+447700900101")[0]


def test_answer_to_a_broadcast_goes_on_with_its_conversation(peopled: Town) -> None:
    order(peopled.house, peopled.present, "", unchecked_by="Rosa")
    peopled.deliver()
    peopled.said("telegram", "2101", "the lift is broken")

    assert peopled.values("select words from contribution order by id") == [
        "more benches",
        "the lift is broken",
    ]
    assert peopled.values("select count(*) from conversation") == [6]


def test_broadcast_outside_sending_hours_waits_unless_there_is_a_reason(peopled: Town) -> None:
    peopled.hands.now = NOON.replace(hour=23)
    order(peopled.house, peopled.present, "", unchecked_by="Rosa")
    peopled.deliver()
    assert set(peopled.states()) == {"queued"}

    peopled.imports("telegram,2103,Name,en,Marsh Lane,stall,consultation")
    order(peopled.house, peopled.present, "the river rises", unchecked_by="Rosa")
    peopled.deliver()
    assert len(peopled.handset("telegram", "2103")) == 1


def test_texts_nobody_has_checked_need_a_named_persons_yes(peopled: Town) -> None:
    plan = preview(peopled.house, peopled.present, "needs", "")
    assert plan["unchecked_by"] == "Sam"
    assert list(plan["unchecked"]) == ["tr"]
    with pytest.raises(InputError, match="name who says yes"):
        order(peopled.house, peopled.present, "")
    assert peopled.values("select count(*) from broadcast") == [0]

    order(peopled.house, peopled.present, "", unchecked_by="Rosa")

    assert peopled.values("select fuzzy_by from flow_version") == ["Rosa"]
