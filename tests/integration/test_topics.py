from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest

from flows.errors import InputError
from insight.frame import Theme, parse_frame
from storage import audiences, decisions, digests, erasing, topic_changes, topics
from storage.database import Db
from storage.topic_changes import Act
from tests.integration.town import Town
from workers.digest import build_digest, recount
from workers.themes import sort_themes

Change = Callable[[Db, UUID, UUID, Act], object]
BENCHES, LIGHTS = "parks", "lights"


@pytest.fixture
def spoken(town: Town) -> Town:
    """Twelve people wrote, half of them about benches, and two of what no topic knows."""
    for n in range(6):
        town.store(town.sms(f"+4477009001{n:02}", f"more benches in the park {n}"))
        town.store(town.sms(f"+4477009002{n:02}", "the street lights are broken"))
    town.store(town.sms("+447700900301", "our banjos"))
    town.store(town.sms("+447700900302", "banjos banjos"))
    town.answer()
    sort_themes(town.house)
    return town


def change(town: Town, how: Change, *, why: str = "two names for one thing") -> None:
    act = Act(who="Rosa", why=why, now=town.hands.now)
    with town.house.database.transaction() as db:
        how(db, town.present.community.id, town.present.engagement.id, act)
    sort_themes(town.house)


def live(town: Town, at: datetime | None = None) -> list[str]:
    community, engagement = town.present.community.id, town.present.engagement.id
    with town.house.database.transaction() as db:
        return [one.code for one in topics.list_topics(db, community, engagement, at=at)]


def tied(town: Town) -> dict[str, int]:
    rows = town.rows("select theme, count(*) as n from coding group by theme order by theme")
    return {row["theme"]: row["n"] for row in rows}


def topic(code: str, name: str, *keywords: str) -> Theme:
    return Theme(code=code, names={"en": name}, description="", keywords={"en": keywords})


def add(theme: Theme) -> Change:
    return lambda db, c, e, act: topic_changes.add_topic(db, c, e, theme, act)


def merge(*codes: str, into: str) -> Change:
    return lambda db, c, e, act: topic_changes.merge_topics(db, c, e, codes, into, act)


def test_topics_are_the_engagement_s_frame_until_somebody_changes_them(town: Town) -> None:
    frame = town.present.engagement.frame
    codes = [one.code for one in parse_frame(frame["source"], frame["name"]).themes]

    assert live(town) == live(town, town.hands.now) == codes
    change(town, add(topic("banjos", "Banjos", "banjo*")))
    assert live(town) == [*codes, "banjos"]


def test_added_topic_is_suggested_for_what_waits_and_for_nothing_else(spoken: Town) -> None:
    before = tied(spoken)
    change(spoken, add(topic("banjos", "Banjos", "banjo*")))

    assert tied(spoken) == {**before, "banjos": 2}


def test_merged_topic_takes_its_codings_along_and_a_person_s_stay_a_person_s(
    spoken: Town,
) -> None:
    before = tied(spoken)
    first = spoken.values("select contribution_id from coding where theme = :t", t=BENCHES)[0]
    community, engagement = spoken.present.community.id, spoken.present.engagement.id
    with spoken.house.database.transaction() as db:
        decisions.decide(
            db, community, engagement, [first], [BENCHES], who="Rosa", now=spoken.hands.now
        )
    change(spoken, merge(BENCHES, into=LIGHTS))

    assert BENCHES not in live(spoken)
    assert tied(spoken) == {
        **{code: n for code, n in before.items() if code != BENCHES},
        LIGHTS: before[BENCHES] + before[LIGHTS],
    }
    by_person = "select contribution_id from coding where theme = :t and tied_by = 'person'"
    assert spoken.values(by_person, t=LIGHTS) == [first]
    with spoken.house.database.transaction() as db:
        assert str(audiences.find_audience(db, community, f"topic:{LIGHTS}")) == f"topic:{LIGHTS}"
        with pytest.raises(InputError, match="There is no topic"):
            audiences.find_audience(db, community, f"topic:{BENCHES}")


def test_digest_of_before_a_merge_counts_as_it_did(spoken: Town) -> None:
    built = build_digest(spoken.house)
    assert built is not None
    before = live(spoken)
    at = spoken.hands.now
    spoken.hands.move(hours=1)
    change(spoken, merge(BENCHES, into=LIGHTS))

    assert live(spoken, at) == before
    assert recounted(spoken, built.number)
    later = build_digest(spoken.house)
    assert later is not None
    assert recounted(spoken, later.number)


def recounted(town: Town, number: int) -> bool:
    with town.house.database.transaction() as db:
        frozen = digests.find_by_number(db, town.present.community.id, number)
        assert frozen is not None
        kept, again = recount(db, town.present, frozen)
    return kept == again


def test_split_and_retired_topics_send_what_was_under_them_back_to_be_sorted(
    spoken: Town,
) -> None:
    before = tied(spoken)
    ids = spoken.values("select contribution_id from coding where theme = :t", t=BENCHES)
    community, engagement = spoken.present.community.id, spoken.present.engagement.id
    with spoken.house.database.transaction() as db:
        decisions.decide(
            db, community, engagement, ids[:1], [BENCHES], who="Rosa", now=spoken.hands.now
        )
    seats, play = topic("seats", "Seats", "bench*"), topic("play", "Play", "swing*")
    change(
        spoken,
        lambda db, c, e, act: topic_changes.split_topic(db, c, e, BENCHES, [seats, play], act),
    )

    assert tied(spoken)["seats"] == before[BENCHES]
    assert BENCHES not in tied(spoken)
    assert spoken.values("select count(*) from decision where ended_at is null") == [0]

    change(spoken, lambda db, c, e, act: topic_changes.retire_topic(db, c, e, "seats", act))
    assert "seats" not in tied(spoken)
    assert "seats" not in live(spoken)


def test_history_says_who_changed_what_and_why(spoken: Town) -> None:
    change(spoken, add(topic("banjos", "Banjos")), why="five people wrote of them")
    spoken.hands.move(minutes=5)
    change(
        spoken,
        lambda db, c, e, act: topic_changes.rename_topic(
            db, c, e, "banjos", act, names={"tr": "Ebabil"}, keywords={"en": ("banjo*",)}
        ),
        why="so that Turkish speakers know it",
    )
    community, engagement = spoken.present.community.id, spoken.present.engagement.id
    with spoken.house.database.transaction() as db:
        first, second = topic_changes.read_history(db, community, engagement)
        found = {one.code: one for one in topics.list_topics(db, community, engagement)}

    assert (first.what, first.codes, first.who, first.why) == (
        "add",
        ("banjos",),
        "Rosa",
        "five people wrote of them",
    )
    assert (second.what, second.made_at) == ("rename", spoken.hands.now)
    assert found["banjos"].names == {"en": "Banjos", "tr": "Ebabil"}
    assert found["banjos"].keywords == {"en": ("banjo*",)}
    assert tied(spoken)["banjos"] == 2


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (add(topic("homes", "Homes")), "was used before"),
        (add(topic("a b", "Homes")), "is not a code"),
        (merge("homes", into="homes"), "and not homes itself"),
        (merge("nothing", into="homes"), "There is no topic 'nothing' in use"),
    ],
)
def test_change_that_cannot_be_is_refused_in_one_line(town: Town, how: Change, said: str) -> None:
    with pytest.raises(InputError, match=said):
        change(town, how)
    with pytest.raises(InputError, match="need a few words"):
        change(town, add(topic("new", "New")), why=" ")

    assert "new" not in live(town)


def test_next_question_begins_with_the_topics_as_people_left_them(spoken: Town) -> None:
    change(spoken, merge(BENCHES, into=LIGHTS))
    community, engagement = spoken.present.community.id, spoken.present.engagement.id
    with spoken.house.database.transaction() as db:
        frame = topics.copy_frame(db, community, engagement)
        themes = topics.list_topics(db, community, engagement)

    assert parse_frame(frame["source"], frame["name"]).themes == themes


def test_erasing_a_resident_takes_what_was_sorted_with_them(spoken: Town) -> None:
    community, engagement = spoken.present.community.id, spoken.present.engagement.id
    (row,) = spoken.rows(
        "select c.id, c.resident_id from contribution c join coding k on k.contribution_id = c.id"
        " where k.theme = :t limit 1",
        t=BENCHES,
    )
    with spoken.house.database.transaction() as db:
        now = spoken.hands.now
        decisions.decide(db, community, engagement, [row["id"]], [], who="Rosa", now=now)
        erasing.erase(db, community, row["resident_id"], keys=spoken.house.keys, now=now)

    for table in ("decision", "past_coding", "coding"):
        query = f"select count(*) from {table} where contribution_id = :id"  # noqa: S608
        assert spoken.values(query, id=row["id"]) == [0]
