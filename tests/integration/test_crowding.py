from storage import inbox
from storage.inbox import MOST_OF_ONE
from tests.integration.town import Town


def flood(town: Town, chat: str, texts: int) -> None:
    town.store(*[town.telegram(chat, f"flood {n}") for n in range(texts)])


def claim(town: Town) -> list[inbox.Claimed]:
    with town.house.database.transaction() as db:
        return inbox.claim(db, town.present.community.id, limit=200)


def test_address_that_fills_the_inbox_leaves_room_for_those_behind_it(town: Town) -> None:
    flood(town, "6000", 700)
    town.store(*[town.telegram(str(7000 + n), "benches") for n in range(150)])

    claimed = claim(town)

    assert [one.body for one in claimed].count("benches") == 150
    assert len(claimed) == 150 + MOST_OF_ONE
    floods = [one.body for one in claimed if one.body != "benches"]
    assert floods == [f"flood {n}" for n in range(MOST_OF_ONE)]


def test_address_that_is_alone_has_the_whole_claim(town: Town) -> None:
    flood(town, "6000", 300)

    assert len(claim(town)) == 200


def test_others_are_claimed_while_another_worker_holds_the_crowd(town: Town) -> None:
    flood(town, "6000", 300)
    with town.house.database.transaction() as held:
        assert len(inbox.claim(held, town.present.community.id, limit=200)) == 200
        town.store(town.telegram("7000", "benches"))

        assert [one.body for one in claim(town)] == ["benches"]
