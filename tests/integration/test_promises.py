import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.sms import count_segments
from sayso.sending import order
from storage import engagements
from tests.integration.command_line import invoke
from tests.integration.test_staffing import ROSA, hear, link
from tests.integration.town import NOON, Town
from workers.digest import build_digest
from workers.house import Present
from workers.sweeping.evening import send_evening_texts
from workers.sweeping.promises import keep_promises
from workers.themes import sort_themes

ANN, BEA, CEM, DEV = "+447700900001", "+447700900002", "2001", "+447700900004"
DAY = date(2026, 12, 12)  # a Saturday
ON_DAY = datetime(2026, 12, 12, 9, 0, tzinfo=UTC)
LATE = "%we said you would hear by 12 Dec%"


def read_present(town: Town) -> Present:
    with town.house.database.transaction() as db:
        present = town.house.find_present(db)
    assert present is not None
    return present


@pytest.fixture(autouse=True)
def promised(town: Town) -> None:
    town.run("update engagement set hear_back_by = :day", day=DAY)
    town.run("update engagement_change set hear_back_by = :day", day=DAY)
    town.present = read_present(town)


def keep(town: Town, at: datetime = ON_DAY) -> None:
    town.hands.now = at
    sort_themes(town.house)
    keep_promises(town.house, read_present(town))


def count_late(town: Town, words: str = LATE) -> int:
    found = town.values(
        "select count(*) from message where kind = 'receipt' and body like :w", w=words
    )
    return int(found[0])


def test_whoever_waits_is_told_on_the_day_in_one_text(town: Town) -> None:
    town.said("sms", ANN, "the flat is damp and cold")
    town.said("telegram", CEM, "more benches please")

    keep(town)
    town.deliver()

    told = town.handset("sms", ANN)[-1]
    assert told.startswith("Marsh Lane Hall: we said you would hear by 12 Dec.")
    assert "text you by 16 Jan" in told
    assert count_segments(told).segments == 1
    assert "by 16 Jan" in town.handset("telegram", CEM)[-1]
    assert read_present(town).engagement.hear_back_by == date(2027, 1, 16)


def test_nobody_is_told_twice_of_one_day_however_many_look(town: Town) -> None:
    for n in range(5):
        town.said("sms", f"+44770090010{n}", "the flat is damp and cold")
    town.hands.now = ON_DAY
    present = read_present(town)

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda _: keep_promises(town.house, present), range(6)))

    assert count_late(town) == 5
    assert town.values("select count(*) from engagement_change where what = 'late'") == [1]


def test_they_are_told_again_on_the_next_day_and_once_more(town: Town) -> None:
    town.said("sms", ANN, "the flat is damp and cold")
    keep(town)
    keep(town, ON_DAY + timedelta(days=34))
    assert count_late(town, "%we said you would hear%") == 1

    keep(town, ON_DAY + timedelta(days=35))

    assert count_late(town, "%by 16 Jan. %by 20 Feb%") == 1


def test_a_kill_in_the_middle_leaves_nobody_out_and_keeps_to_the_day_it_named(town: Town) -> None:
    town.said("sms", ANN, "the flat is damp and cold")
    keep(town)
    town.run("update late_round set done_at = null")  # killed before its end, with one told
    town.run("update engagement set hear_back_by = :day", day=DAY)
    town.said("sms", BEA, "the buses are late")

    keep(town, ON_DAY + timedelta(days=1, hours=4))

    assert count_late(town, "%text you by 16 Jan%") == 2
    assert read_present(town).engagement.hear_back_by == date(2027, 1, 16)


def test_late_texts_wait_for_sending_hours(town: Town) -> None:
    town.said("sms", ANN, "the flat is damp and cold")

    keep(town, datetime(2026, 12, 12, 5, 0, tzinfo=UTC))

    assert count_late(town) == 0


def test_whoever_stopped_or_may_be_in_danger_is_not_told(town: Town) -> None:
    town.said("sms", ANN, "the flat is damp and cold", "STOP")
    town.said("sms", BEA, "more benches please", "he hits me and i am scared")
    town.said("sms", DEV, "more benches please")

    keep(town)

    assert count_late(town) == 1
    town.deliver()
    assert "12 Dec" in town.handset("sms", DEV)[-1]


def test_words_in_no_topic_are_owed_too(town: Town) -> None:
    town.said("sms", ANN, "qwertyuiop zxcvbnm asdfgh")

    keep(town)

    assert town.values("select count(*) from coding") == [0]
    assert count_late(town) == 1


def test_day_on_which_nothing_is_owed_only_moves_on(town: Town) -> None:
    keep(town)

    assert town.states() == []
    assert read_present(town).engagement.hear_back_by == date(2027, 1, 16)


def test_a_later_day_is_told_on_the_day_people_know_of(
    town: Town, town_environment: dict[str, object]
) -> None:
    town.said("sms", ANN, "the flat is damp and cold")
    said = invoke(town_environment, "promise", "--by", "2098-03-01")
    assert said.exit_code == 0, said.output
    assert "hears of 2098-03-01" in said.output
    assert read_present(town).engagement.hear_back_by == DAY

    keep(town)

    assert count_late(town, "%text you by 1 Mar%") == 1
    assert read_present(town).engagement.hear_back_by == date(2098, 3, 1)


def test_an_earlier_day_holds_at_once(town: Town) -> None:
    town.said("sms", ANN, "the flat is damp and cold")
    with town.house.database.transaction() as db:
        community, engagement = town.present.community.id, town.present.engagement.id
        day = date(2026, 12, 1)
        waits = engagements.promise(db, community, engagement, by=day, now=town.hands.now)

    assert not waits
    assert read_present(town).engagement.hear_back_by == date(2026, 12, 1)


def test_closed_questions_keep_their_promises(
    town: Town, town_environment: dict[str, object]
) -> None:
    town.said("sms", ANN, "the flat is damp and cold")
    assert invoke(town_environment, "close", "--now", "--yes").exit_code == 0

    keep(town)

    assert count_late(town) == 1


def test_organisers_are_told_a_week_before_and_the_day_before_and_on_the_day(town: Town) -> None:
    link(town)
    town.said("sms", ANN, "the flat is damp and cold")
    for days in (9, 7, 6, 3, 1, 1):
        keep(town, ON_DAY - timedelta(days=days))
    keep(town)

    told = [one for one in hear(town) if "sayso respond" in one]

    assert len(told) == 3
    assert "by 12 Dec people hear from the council" in told[0]
    assert "1 waiting for an answer" in told[0]
    assert "1 told so today. They hear by 16 Jan." in told[2]


def test_organisers_hear_nothing_where_nobody_waits(town: Town) -> None:
    link(town)
    before = len(hear(town))

    keep(town, ON_DAY - timedelta(days=1))

    assert len(hear(town)) == before


def test_digests_keep_to_the_day_that_was_promised_when_they_were_cut(town: Town) -> None:
    town.said("sms", ANN, "the flat is damp and cold")
    town.hands.now = NOON + timedelta(hours=1)
    build_digest(town.house)
    keep(town)
    town.hands.move(hours=1)
    build_digest(town.house)

    models = town.values("select model from digest order by number")

    assert "12 December 2026" in models[0]
    assert "16 January 2027" in models[1]
    assert "16 January 2027" not in models[0]


def test_evening_text_and_how_and_status_say_what_is_owed(
    town: Town, town_environment: dict[str, object]
) -> None:
    link(town)
    town.imports(f"sms,{BEA},Name,en,Marsh Lane,stall,consultation 2026-05-14")
    order(town.house, town.present, "", unchecked_by="Rosa")
    town.said("sms", ANN, "the flat is damp and cold")
    town.hands.now = datetime(2026, 12, 5, 18, 30, tzinfo=UTC)
    town.said("sms", BEA, "more benches please")

    assert send_evening_texts(town.house)
    town.said("sms", ROSA, "HOW")

    *_, evening, how = hear(town)
    assert "Answer owed by 12 Dec: 2." in evening
    assert count_segments(evening).segments == 1
    assert "2 waiting for an answer by 12 Dec." in how
    town.run("update contribution set received_at = now()")  # commands have their own clock
    status = invoke(town_environment, "status", "--json")
    assert json.loads(status.stdout)["owed"][0]["people"] == 2
    assert "2 people wait" in invoke(town_environment, "status").output
