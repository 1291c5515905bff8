import csv
import io
import json
from collections.abc import Iterator

import pytest

from sayso.sending import order
from storage import contributions, digests
from tests.integration.serving import Web, serving
from tests.integration.town import Town
from workers.digest import build_digest, recount
from workers.digests.formats import FORMATS
from workers.themes import sort_themes


@pytest.fixture
def spoken(town: Town) -> Town:
    """Thirty people were asked, twenty answered, one wrote something worrying."""
    town.imports(
        *[
            f"sms,+4477009001{n:02},Name,en,Marsh Lane,stall,consultation 2026-05-14"
            for n in range(30)
        ]
    )
    order(town.house, town.present, "", unchecked_by="Rosa")
    town.deliver()
    for n in range(19):
        words = "more benches in the park" if n % 2 else "the street lights are broken"
        town.store(town.sms(f"+4477009001{n:02}", words))
    town.store(town.sms("+447700900119", "he hits me and i am scared"))
    town.answer()
    return town


@pytest.fixture
def web(town: Town) -> Iterator[Web]:
    with serving(town) as served:
        yield served


def test_themes_are_sorted_once_each_as_they_come(spoken: Town) -> None:
    assert sort_themes(spoken.house) == 20
    assert sort_themes(spoken.house) == 0
    before = spoken.values("select count(*) from coding")[0]
    assert before > 0

    spoken.said("sms", "+447700900120", "more benches please")
    assert sort_themes(spoken.house) == 1
    assert spoken.values("select count(*) from coding")[0] > before


def test_decision_of_a_person_stands_when_themes_are_sorted_again(spoken: Town) -> None:
    sort_themes(spoken.house)
    spoken.run("update coding set tied_by = 'person'")
    spoken.run("update contribution set sorted_at = null")
    sort_themes(spoken.house)

    assert spoken.values("select distinct tied_by from coding") == ["person"]


def test_digest_counts_what_the_database_holds(spoken: Town) -> None:
    built = build_digest(spoken.house)
    assert built is not None
    with spoken.house.database.transaction() as db:
        frozen = digests.find_by_number(db, spoken.present.community.id, built.number)
        assert frozen is not None
        kept, again = recount(db, spoken.present, frozen)

    assert kept == again
    assert [path.name for path in built.paths] == [f"digest-1.{ending}" for ending in FORMATS]
    assert "hits me" not in frozen.model
    assert "+4477009" not in frozen.model


def test_digest_is_numbered_and_the_older_one_stays_as_it_was(spoken: Town) -> None:
    first = build_digest(spoken.house)
    assert first is not None
    html = first.paths[0].read_bytes()
    spoken.said("sms", "+447700900120", "more benches please")
    second = build_digest(spoken.house)
    assert second is not None

    assert (first.number, second.number) == (1, 2)
    assert first.token != second.token
    assert first.paths[0].read_bytes() == html


def test_digest_opens_behind_its_link_and_nowhere_else(spoken: Town, web: Web) -> None:
    built = build_digest(spoken.house)
    assert built is not None
    status, page = web.ask(f"/digests/{built.token}", method="GET")
    assert (status, page) == (200, built.paths[0].read_bytes())

    for ending, path in zip(FORMATS, built.paths, strict=True):
        status, table = web.ask(f"/digests/{built.token}/digest.{ending}", method="GET")
        assert (status, table) == (200, path.read_bytes())
    _, table = web.ask(f"/digests/{built.token}/digest.csv", method="GET")
    assert len(list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))) > 5

    for wrong in ("guess", f"{built.token}x", f"{built.token}/digest.exe", "..%2f..%2fetc"):
        assert web.ask(f"/digests/{wrong}", method="GET")[0] == 404
    assert built.token not in "".join(
        spoken.values("select encode(token_hash, 'hex') from digest_link")
    )

    spoken.hands.move(days=61)
    assert web.ask(f"/digests/{built.token}", method="GET")[0] == 404


def test_naughty_words_reach_the_digest_as_text(town: Town, web: Web) -> None:
    naughty = "<script>alert(1)</script> =1+1 benches"
    town.said("telegram", "2001", "benches")
    ids = town.values("select id from contribution")
    with town.house.database.transaction() as db:
        contributions.clear(
            db, town.present.community.id, ids[0], words=naughty, now=town.hands.now
        )
    built = build_digest(town.house)
    assert built is not None

    page = web.ask(f"/digests/{built.token}", method="GET")[1]
    assert b"<script" not in page


def test_drop_off_names_each_question_by_its_words(spoken: Town) -> None:
    for n in range(12):
        spoken.said("sms", f"+4477009001{n:02}", "4")
    built = build_digest(spoken.house)
    assert built is not None
    with spoken.house.database.transaction() as db:
        frozen = digests.find_by_number(db, spoken.present.community.id, built.number)
    assert frozen is not None

    tables = json.loads(frozen.model)["shown"]["tables"]
    (found,) = [table for table in tables if table["id"] == "drop_off"]
    assert found["rows"][-1]["name"] == "2. Who needs it most?"
