import json
from pathlib import Path

import orjson
import pytest

from insight.model import Digest
from sayso.carriers.server import FakeCarriers
from storage import digests
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
