import json
from pathlib import Path

import orjson
import pytest

from flows.errors import InputError
from flows.loading import load_flow
from insight.disclosure import HIDDEN
from insight.model import Digest
from sayso.carriers.server import FakeCarriers
from storage import digests, flow_versions
from storage.library import read_flow_sources
from tests.integration.command_line import invoke, write
from tests.integration.town import Town, make_environment
from workers.digest import build_digest, cut_again

CSV = "group,value,people\nlanguage,en,2000\nlanguage,tr,340\nage,0 to 24,1000\nage,25 to 64,3000\n"


@pytest.fixture
def environment(
    town: Town, town_url: str, redis_url: str, carriers: FakeCarriers, tmp_path: Path
) -> dict[str, object]:
    return make_environment(town_url, redis_url, carriers, tmp_path)


def told_in_private(town: Town, name: str, value: str, people: int) -> None:
    for _ in range(people):
        town.run(
            "insert into answer_apart (community_id, id, flow_id, name, value_sealed, given_on)"
            " values (:community, gen_random_uuid(), 'about-you', :name, :sealed, '2026-01-02')",
            community=town.present.community.id,
            name=name,
            sealed=town.house.keys.seal(value),
        )


def test_a_digest_sets_who_was_heard_beside_who_lives_here(
    town: Town, environment: dict[str, object], tmp_path: Path
) -> None:
    file = write(tmp_path, "profile.csv", CSV)
    for words in (("profile", "import", file, "--json"), ("profile", "show", "--json")):
        result = invoke(environment, *words)
        assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)[2] == {"group": "age", "value": "young", "people": 1000}
    said = invoke(environment, "facts", "set", "who_gains", "It wants the grant")
    assert said.exit_code == 0, said.output
    told_in_private(town, "age", "young", 5)
    told_in_private(town, "age", "adult", 20)
    told_in_private(town, "origin", "unsaid", 12)
    town.said("sms", "+447700900001", "more benches")

    built = build_digest(town.house)
    assert built is not None
    with town.house.database.transaction() as db:
        frozen = digests.find_by_number(db, town.present.community.id, built.number)
        assert frozen is not None
        town_again = cut_again(db, town.present, frozen)
    shown = Digest.from_json(orjson.loads(frozen.model)).shown

    table = next(one for one in shown.tables if one.id == "equality")
    rows = {row.code: [figure.text for figure in row.figures] for row in table.rows}
    assert rows["age:young"] == ["1,000", "25%", "5", "20%", "-5", "5"]
    assert not any(code.startswith("ethnicity") for code in rows)
    assert "It wants the grant" in json.dumps([fact.text for fact in shown.facts])
    assert town_again == frozen.model


def test_a_profile_with_a_row_that_cannot_be_taken_changes_nothing(
    town: Town, environment: dict[str, object], tmp_path: Path
) -> None:
    result = invoke(
        environment, "profile", "import", write(tmp_path, "bad.csv", CSV + "age,old,9\n")
    )

    assert result.exit_code == 1
    assert town.values("select count(*) from profile_group") == [0]


def test_a_dry_run_changes_nothing(
    town: Town, environment: dict[str, object], tmp_path: Path
) -> None:
    file = write(tmp_path, "profile.csv", CSV)

    assert invoke(environment, "profile", "import", file, "--dry-run").exit_code == 0
    assert town.values("select count(*) from profile_group") == [0]


def test_gender_and_own_words_for_it_are_kept_apart_and_counted_in_digests(
    town: Town, environment: dict[str, object]
) -> None:
    flow = load_flow(read_flow_sources("about-you-more"))
    with town.house.database.transaction() as db:
        flow_versions.publish(
            db,
            town.present.community.id,
            flow_id=flow.id,
            version=flow.version,
            sources=read_flow_sources("about-you-more"),
            now=town.house.clock(),
        )
    told_in_private(town, "gender", "woman", 30)
    town.said("sms", "+447700900001", "moreaboutme", "3", "genderfluid")
    town.said("sms", "+447700900002", "moreaboutme", "woman")
    town.said("sms", "+447700900003", "moreaboutme", "rather not say")

    looks = ("profile", "words", "--by", "Rosa", "--because", "a complaint")
    assert "genderfluid" not in invoke(environment, *looks).stdout
    town.run("update answer_apart set given_on = '2026-01-02'")
    assert "genderfluid" in invoke(environment, *looks, "--json").stdout
    refused = invoke(environment, "profile", "words")
    built = build_digest(town.house)

    assert isinstance(refused.exception, InputError)
    assert town.rows("select who, what, why from view") == [
        {"who": "Rosa", "what": "told", "why": "a complaint"}
    ]
    assert town.values("select count(*) from answer") == [0]
    assert town.values("select count(*) from contribution") == [0]
    assert "genderfluid" not in str(town.values("select state from conversation"))
    assert town.values("select name from answer_apart where given_on > '2026-01-02'") == []
    assert built is not None
    with town.house.database.transaction() as db:
        frozen = digests.find_by_number(db, town.present.community.id, built.number)
    assert frozen is not None
    assert "genderfluid" not in frozen.model
    shown = Digest.from_json(orjson.loads(frozen.model)).shown
    rows = {row.code: row for one in shown.tables if one.id == "equality" for row in one.rows}
    assert rows["gender:woman"].figures[2].text == HIDDEN
