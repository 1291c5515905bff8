from pathlib import Path

import pytest

from sayso.sending import order
from storage import contributions, decisions, topic_changes
from storage.topic_changes import Act
from tests.integration.test_digest_days import close
from tests.integration.test_topics import topic
from tests.integration.town import Town
from workers.digest import build_digest
from workers.themes import sort_themes

LIFT = "the lift to the prayer room has been broken since May"
SAID = (
    "the street lights are broken",
    "more benches in the park",
    "buses stop too early",
    "my flat is damp and cold",
    "the bins are overflowing",
)


@pytest.fixture
def town_of_306(town: Town) -> Town:
    """Three hundred raise five things, six a sixth that nothing sorts by itself."""
    with town.house.database.transaction() as db:
        topic_changes.add_topic(
            db,
            town.present.community.id,
            town.present.engagement.id,
            topic("lift", "The lift", "prayer room"),
            Act(who="Rosa", why="new", now=town.hands.now),
        )
    town.imports(
        *[
            f"sms,+447700{900000 + n},Name,en,Marsh Lane,stall,consultation 2026-05-14"
            for n in range(306)
        ]
    )
    order(town.house, town.present, "", unchecked_by="Rosa")
    town.deliver()
    for n in range(306):
        words = SAID[n % 5] if n < 300 else f"{LIFT} {n}"
        town.store(town.sms(f"+447700{900000 + n}", words))
    town.answer()
    town.hands.move(minutes=1)
    sort_themes(town.house)
    return town


def read_first_page(town: Town) -> str:
    built = build_digest(town.house)
    assert built is not None
    html = next(path for path in built.paths if path.suffix == ".html" and "plain" not in path.name)
    return Path(html).read_text(encoding="utf-8").split('<section class="second"')[0]


@pytest.mark.parametrize("closed", [False, True])
def test_top_need_of_six_beside_three_hundred_stands_on_page_one_in_words(
    town_of_306: Town, closed: bool
) -> None:
    town = town_of_306
    community, engagement = town.present.community.id, town.present.engagement.id
    six = town.values("select id from contribution where words like :lift", lift=f"{LIFT}%")
    assert len(six) == 6
    with town.house.database.transaction() as db:
        decisions.decide(db, community, engagement, six, ["lift"], who="Rosa", now=town.hands.now)
    if closed:
        close(town)
    town.hands.move(minutes=1)

    assert LIFT not in read_first_page(town)

    with town.house.database.transaction() as db:
        contributions.clear(db, community, six[0], words=LIFT, now=town.hands.now)
    town.hands.move(minutes=1)

    assert LIFT in read_first_page(town)
