from datetime import date
from uuid import UUID

import pytest

from sayso.sending import order
from storage import closing, engagements
from tests.integration.town import Town
from workers.themes import sort_themes

WHOSE = """
    select words from contribution where engagement_id = :engagement order by received_at, id
"""


@pytest.fixture
def first(town: Town) -> UUID:
    return town.present.engagement.id


def open_second(town: Town) -> UUID:
    """Ask the same again, eight days later; the town is now at this question."""
    town.hands.move(days=8)
    asked = town.present.engagement
    with town.house.database.transaction() as db:
        made = engagements.open_engagement(
            db,
            town.present.community.id,
            title="The bins",
            version=asked.flow_version_id,
            decider="the council",
            hear_back_by=date(2099, 12, 12),
            frame=asked.frame,
            now=town.hands.now,
        )
        present = town.house.find_present(db)
    assert present is not None
    assert present.engagement.id == made
    town.present = present
    return made


def close(town: Town, engagement: UUID) -> None:
    with town.house.database.transaction() as db:
        community = town.present.community.id
        assert closing.close(db, community, engagement, now=town.hands.now)


def test_texts_belong_to_what_somebody_was_asked_last(town: Town, first: UUID) -> None:
    town.said("sms", "+447700900111", "more benches")
    second = open_second(town)

    town.said("sms", "+447700900111", "me")
    town.said("sms", "+447700900112", "the bins are full")

    assert town.values(WHOSE, engagement=first) == ["more benches"]
    assert town.values(WHOSE, engagement=second) == ["the bins are full"]


def test_a_new_question_ends_the_reminders_of_the_one_before(town: Town, first: UUID) -> None:
    town.imports("sms,+447700900111,Name,en,Marsh Lane,stall,consultation 2026-05-14")
    order(town.house, town.present, "", unchecked_by="Rosa")
    town.deliver()
    town.hands.move(days=8)  # nobody is asked twice in a week
    second = open_second(town)
    order(town.house, town.present, "", unchecked_by="Rosa")
    town.deliver()

    town.said("sms", "+447700900111", "the bins are full")

    assert town.values(WHOSE, engagement=second) == ["the bins are full"]
    left = (
        "select distinct c.engagement_id from timer t join conversation c on c.id = conversation_id"
    )
    assert set(town.values(left)) == {second}


def test_a_question_that_has_not_left_yet_was_not_asked(town: Town, first: UUID) -> None:
    town.said("sms", "+447700900111", "more benches")
    town.imports("sms,+447700900111,Name,en,Marsh Lane,stall,consultation 2026-05-14")
    town.run(
        "insert into consent (community_id, id, resident_id, purpose, how, recorded_at)"
        " select community_id, id, id, 'consultation', 'stall', now() from resident"
    )
    second = open_second(town)
    order(town.house, town.present, "", unchecked_by="Rosa")
    assert town.states()[-1] == "queued"

    town.said("sms", "+447700900111", "me")
    answered = """
        select c.engagement_id from answer a join conversation c on c.id = a.conversation_id
    """
    assert town.values(answered) == [first]
    town.deliver()
    town.said("sms", "+447700900111", "the bins are full")

    assert town.values(WHOSE, engagement=second) == ["the bins are full"]


def test_words_of_every_open_question_are_sorted(town: Town, first: UUID) -> None:
    town.said("sms", "+447700900111", "more benches")
    open_second(town)
    town.said("sms", "+447700900112", "more benches please")

    assert sort_themes(town.house) == 2


def test_a_closed_question_takes_no_more_texts(town: Town, first: UUID) -> None:
    town.said("sms", "+447700900111", "more benches", "all of us", "the square")
    close(town, first)
    second = open_second(town)

    town.said("sms", "+447700900111", "the bins are full")

    assert town.values(WHOSE, engagement=second) == ["the bins are full"]
