from pathlib import Path

import orjson

from sayso.demo.acting import Play
from sayso.demo.cast import read_cast
from sayso.demo.neighbourhood import neighbourhood
from storage import digests
from storage.settings import load_settings
from workers.digest import recount
from workers.digests.formats import FORMATS


def test_demo_answers_everybody_once_and_its_digest_can_be_recounted(tmp_path: Path) -> None:
    settings = load_settings(SAYSO_DATA_DIR=str(tmp_path))
    wrote = [one for one in read_cast() if one.turns]

    with neighbourhood(settings, lambda _: None) as place:
        outcome = Play(place, lambda *_: None).act()
        place.carriers.sends("sms", "+447700900899", "STOP").posted.result(10)
        stopped = [one.text for one in place.carriers.ledger.handset("sms", "+447700900899")]
        with place.house.database.transaction() as db:
            present = place.house.find_present(db)
            assert present is not None
            frozen = digests.find_by_number(db, present.community.id, 1)
            assert frozen is not None
            before, now = recount(db, present, frozen)

    assert "Done. No more texts from us on any app" in stopped[-1]
    assert outcome.summary["inbound"] == sum(len(one.turns) for one in wrote)
    assert outcome.summary["answered"] == len(wrote)
    assert (outcome.summary["lost"], outcome.summary["duplicates_sent"]) == (0, 0)
    assert outcome.summary["receipts"] >= 5
    assert outcome.summary["topics_unanswered"] >= 1
    [fact] = [one.text for one in now.shown.facts if one.term.startswith("What was answered on")]
    assert fact.startswith("YES, from Ann Khan, Housing")
    assert before.exact == now.exact
    assert before.exact["answered"] == orjson.loads(frozen.model)["exact"]["answered"] > 0
    names = [Path(path).name for path in outcome.summary["digests"]]
    assert names == [f"digest-1.{ending}" for ending in FORMATS]
