"""Publishing flows by command, and drawing them with their traffic."""

import json
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from flows.errors import InputError
from sayso.carriers.server import FakeCarriers
from tests.integration.command_line import invoke, write
from tests.integration.town import Town, make_environment

PARK = """\
id: park
title: The park
languages: [en, tr]
keywords: [parkland]
codes: [gate7]
purpose: service
promise: engagement
initial: what
states:
  what:
    say: >
      {community.name}: what should we mend in the park? By {promise.day} we text you what
      {promise.decider} says. {channel.call_line} No more texts: STOP
    expect: words
    record: idea
    on: {answered: which, skipped: close}
    after: {7d: {target: quiet}}
  which:
    say: Thank you. Which one is that for?
    expect: {choice: {bench: Benches, light: Lights}}
    save: what
    on: {answered: close, skipped: close, unclear: close}
    after: {7d: {target: quiet}}
  close: {say: "Thank you. {channel.call_line} No more texts: STOP", final: true}
  quiet: {final: true}
"""
FUZZY = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

#, fuzzy
msgid "Benches"
msgstr "Banklar"
"""
ANN = "+447700900001"


@pytest.fixture
def environment(
    town_url: str, redis_url: str, carriers: FakeCarriers, tmp_path: Path
) -> dict[str, object]:
    return make_environment(town_url, redis_url, carriers, tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "flows"
    made.mkdir()
    write(made, "park.yaml", PARK)
    write(made, "park.tr.po", FUZZY)
    return made


def run(environment: dict[str, object], *words: str) -> tuple[int, str]:
    result = invoke(environment, "flow", *words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout


def test_publish_opens_doors_and_says_what_it_did(
    environment: dict[str, object], folder: Path, town: Town
) -> None:
    path = str(folder / "park.yaml")

    code, said = run(environment, "publish", path, "--dry-run")
    assert (code, "would be published" in said) == (0, True), said
    assert town.values("select flow_id from flow_version") == ["needs"]

    code, said = run(environment, "publish", path)
    assert code == 0, said
    assert "It starts with: parkland, gate7." in said
    assert "tr: no native reader has checked" in said
    assert "--fuzzy-by NAME" in said
    town.said("sms", ANN, "parkland")
    assert "mend in the park" in town.values("select body from message")[0]

    code, said = run(environment, "publish", path, "--fuzzy-by", "Elif")
    assert "already published, nothing changed" in said
    assert "Elif says yes to them." in said
    assert town.values("select fuzzy_by from flow_version order by id") == ["", "Elif"]


def test_people_in_an_older_version_go_on_with_it_to_its_end(
    environment: dict[str, object], folder: Path, town: Town
) -> None:
    path = folder / "park.yaml"
    run(environment, "publish", str(path))
    town.said("sms", ANN, "parkland")
    path.write_text(PARK.replace('"Thank you.', '"Thanks a lot.'), "utf-8")

    code, said = run(environment, "publish", str(path), "--json")

    found = json.loads(said)
    assert code == 0
    assert found["published"]
    assert [(one["state"], one["people"]) for one in found["waiting"]] == [("what", 1)]
    town.said("sms", ANN, "mend them", "benches")
    town.said("sms", "+447700900002", "parkland", "mend them", "benches")
    last = [body.split(".")[0] for body in town.values("select body from message order by id")]
    assert [last[2], last[5]] == ["Thank you", "Thanks a lot"]


def test_errors_and_clashes_are_refused(
    environment: dict[str, object], folder: Path, town: Town
) -> None:
    broken = write(folder, "broken.yaml", "id: broken\n")
    code, said = run(environment, "publish", broken)
    assert code == 1
    assert "Not published: 1 error" in said

    run(environment, "publish", str(folder / "park.yaml"))
    (folder / "park.yaml").rename(folder / "green.yaml")
    (folder / "green.yaml").write_text(PARK.replace("id: park", "id: green"), "utf-8")
    result = invoke(environment, "flow", "publish", str(folder / "green.yaml"))
    assert isinstance(result.exception, InputError)
    assert "'gate7' starts the published flow park already" in str(result.exception)
    assert town.values("select flow_id from flow_version order by id") == ["needs", "park"]


def test_published_version_never_changes(town: Town) -> None:
    for statement in (
        "update flow_version set sources = '{}'",
        "update flow_version set flow_id = 'other'",
        "update flow_version set version = 'other'",
    ):
        with pytest.raises(DBAPIError, match="never changes"):
            town.run(statement)


def test_drawing_with_traffic_counts_people(
    environment: dict[str, object], folder: Path, town: Town
) -> None:
    path = str(folder / "park.yaml")
    run(environment, "publish", path)
    for number in range(3):
        town.said("sms", f"+44770090000{number}", "parkland", "mend them", "benches")
    town.said("sms", "+447700900009", "parkland")

    code, drawn = run(environment, "draw", path, "--traffic", "--format", "mermaid")

    assert code == 0
    assert "1 waiting" in drawn
    assert "3" in drawn
    result = invoke(environment, "flow", "draw", "needs", "--traffic")
    assert result.exit_code == 0
