import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from flows.errors import InputError
from insight.model import Digest
from sayso.carriers.server import FakeCarriers
from sayso.response_list import list_responses
from storage import digests
from storage.clock import utc_now
from tests.integration.command_line import invoke
from tests.integration.town import Town, make_environment, open_town
from workers.digest import build_digest, cut_again
from workers.sweep import sweep
from workers.themes import sort_themes

DAMP = [f"+4477009003{n:02}" for n in range(6)]
BUS = "+447700900350"
SILENT = "+447700900351"


@dataclass
class Place:
    """A town, and its commands."""

    environment: dict[str, object]
    town: Town

    def run(self, *words: str, given: str | None = None, code: int = 0) -> str:
        result = invoke(self.environment, *words, given=given)
        assert result.exit_code == code, (result.output, result.exception)
        return result.output

    def respond(self, *words: str) -> dict[str, object]:
        day = (self.town.hands.now + timedelta(days=60)).date().isoformat()
        given = ("--decider", "Ann Khan, Housing", "--on", day, "--send", "--json", *words)
        found: dict[str, object] = json.loads(self.run("respond", *given))
        self.town.hands.now = utc_now().replace(hour=12, minute=0) + timedelta(days=1)
        return found

    def list(self) -> dict[str, dict[str, object]]:
        return {row["topic"]: row for row in list_responses(self.town.house, self.town.present)}


@pytest.fixture
def place(town_url: str, redis_url: str, tmp_path: Path, carriers: FakeCarriers) -> Iterator[Place]:
    with open_town(town_url, redis_url, tmp_path, carriers=carriers) as town:
        town.hands.now = utc_now().replace(hour=12, minute=0) - timedelta(days=1)
        for number in DAMP:
            town.said("sms", number, "the damp in my flat", "skip")
        town.said("sms", BUS, "later buses", "skip")
        town.said("sms", SILENT, "good morning to you all", "skip")
        sort_themes(town.house)
        town.deliver()
        yield Place(make_environment(town_url, redis_url, carriers, tmp_path), town)


def find_topic(place: Place, number: str) -> str:
    """The topic that what somebody said was sorted under."""
    hash = place.town.receiver.seal(place.town.sms(number, "")).address_hash
    [topic] = place.town.values(
        "select distinct k.theme from coding k join contribution c on c.id = k.contribution_id"
        " join address a on a.resident_id = c.resident_id where a.hash = :hash",
        hash=hash,
    )
    return str(topic)


def test_an_answer_on_a_sensitive_topic_first_says_only_that_there_is_one(place: Place) -> None:
    place.run("topics", "rename", "homes", "--sensitive", "--why", "Shelter asked for it")

    place.respond("homes", "--yes", "--words", "new boilers in every block")
    place.town.deliver()

    told = place.town.handset("sms", DAMP[0])[-1].casefold()
    assert "answer" in told
    assert not [word for word in ("boiler", "homes", "damp") if word in told]


def test_answer_reaches_whoever_raised_the_topic_and_nobody_else(place: Place) -> None:
    topic = find_topic(place, DAMP[0])
    place.town.said("sms", DAMP[5], "STOP")
    place.town.deliver()

    told = place.respond(topic, "--yes", "--words", "new boilers in blocks A to C")
    place.town.deliver()

    assert told["queued"] == 5
    assert told["not_told"] == {"said stop": 1}
    for number in DAMP[:5]:
        last = place.town.handset("sms", number)[-1]
        assert "Ann Khan, Housing says YES: new boilers in blocks A to C (by" in last
        assert "in my flat" not in last
    for number in (DAMP[5], BUS, SILENT):
        assert "boilers" not in place.town.handset("sms", number)[-1]


def test_preview_says_who_gets_it_and_sends_nothing(place: Place) -> None:
    topic = find_topic(place, DAMP[0])
    given = ("--no", "--because", "money: no budget before 2029", "--decider", "TfL")
    shown = place.run("respond", topic, *given, "--on", "2031-05-01", given="n\n", code=1)
    place.town.deliver()

    assert "people         6" in shown
    assert "TfL says NO: no budget before 2029 (asked again 1 May)" in shown
    assert place.town.values("select count(*) from response") == [0]
    assert "TfL" not in place.town.handset("sms", DAMP[0])[-1]


def test_everything_is_asked_where_nothing_is_given(place: Place) -> None:
    topic = find_topic(place, DAMP[0])
    day = "2031-03-31"
    answers = (topic, "4", "3", "no money", "policy: rents are frozen", "TfL", "soon", day)
    shown = place.run("respond", given="\n".join([*answers, "", "n", "y", ""]))

    assert "On its way to 6 people" in shown
    [kept] = place.town.rows("select answer, because_kind, because, decider, on_day from response")
    assert (kept["answer"], kept["because_kind"]) == ("no", "policy")
    assert kept["because"] == "rents are frozen"
    assert str(kept["on_day"]) == day


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("nothing",), "There is no topic"),
        (("--yes", "--decider", "TfL", "--on", "2031-01-01"), "in their words"),
        (("--yes", "--words", "yes", "--on", "2031-01-01"), "who decides"),
        (("--yes", "--words", "yes", "--decider", "TfL"), "is no day"),
        (("--yes", "--words", "yes", "--decider", "TfL", "--on", "2020-01-01"), "not after today"),
        (("--no", "--decider", "TfL", "--on", "2031-01-01"), "needs a reason"),
        (("--yes", "--words", "b" * 130, "--decider", "TfL", "--on", "2031-01-01"), "too long"),
        (("--yes", "--no"), "Choose one"),
    ],
)
def test_answer_that_cannot_be_taken_is_told_in_a_line(
    place: Place, given: tuple[str, ...], said: str
) -> None:
    topic = [find_topic(place, DAMP[0])] if given[0] != "nothing" else ["no-such"]
    rest = given if given[0] != "nothing" else ("--yes",)
    result = invoke(place.environment, "respond", *topic, *rest, "--send")

    assert isinstance(result.exception, InputError)
    assert said in str(result.exception)
    assert "\n" not in str(result.exception)


def test_fair_and_not_fair_are_counted_with_small_numbers_protected(place: Place) -> None:
    topic = find_topic(place, DAMP[0])
    place.respond(topic, "--yes", "--words", "new boilers")
    place.town.deliver()
    for number in DAMP[:5]:
        place.town.said("sms", number, "1")
    place.town.said("sms", DAMP[5], "no", "block D is left out")

    row = place.list()[topic]

    assert (row["fair"], row["unfair"], row["reasons"]) == ("5", "fewer than 5", "fewer than 5")
    assert (row["sent"], row["owed"]) == (6, False)
    assert place.list()[find_topic(place, BUS)]["owed"] is True


def test_reason_given_for_an_answer_is_in_no_topic(place: Place) -> None:
    topic = find_topic(place, DAMP[0])
    place.respond(topic, "--yes", "--words", "new boilers")
    place.town.deliver()
    place.town.said("sms", DAMP[0], "no", "what about the buses and the bins")
    sort_themes(place.town.house)

    said = "select kind from contribution c where state = 'response.why' and sorted_at is null"
    assert place.town.values(said) == ["other"]


def test_digest_says_what_was_answered_and_what_is_owed(place: Place) -> None:
    topic = find_topic(place, DAMP[0])
    before = shown(place)
    assert "No decision is recorded" in before["who"]

    place.respond(topic, "--yes", "--words", "new boilers in blocks A to C")
    place.town.deliver()
    for number in DAMP[:5]:
        place.town.said("sms", number, "1")
    after = shown(place)

    assert "2 of 2 topics have no answer" in before["owed"]
    assert "1 of 2 topics has no answer" in after["owed"]
    assert "1 answer is recorded, from Ann Khan, Housing" in after["who"]
    [fact] = [text for term, text in after.items() if term.startswith("What was answered on")]
    assert fact.startswith("YES, from Ann Khan, Housing")
    assert "Is this fair? Yes 5, no 0" in fact


def test_vote_that_is_changed_later_changes_no_digest_that_was_cut(place: Place) -> None:
    place.respond(find_topic(place, DAMP[0]), "--yes", "--words", "new boilers")
    place.town.deliver()
    for number in DAMP[:5]:
        place.town.said("sms", number, "1")
    built = build_digest(place.town.house)
    assert built is not None
    place.town.run("update answer set value = 'false' where name = 'response.fair'")

    with place.town.house.database.transaction() as db:
        frozen = digests.find_by_number(db, place.town.present.community.id, built.number)
        assert frozen is not None
        assert cut_again(db, place.town.present, frozen) == frozen.model


def test_amended_answer_is_a_new_version_and_the_earlier_one_is_kept(place: Place) -> None:
    topic = find_topic(place, DAMP[0])
    place.respond(topic, "--yes", "--words", "new boilers")
    second = place.respond(topic, "--no", "--because", "money: the grant was refused")

    full = json.loads(place.run("responses", "--history", "--json"))
    versions = next(row["history"] for row in full if row["topic"] == topic)
    assert [one["version"] for one in versions] == [1, 2]
    assert second["version"] == 2
    assert second["queued"] == 6


def test_answer_that_was_kept_but_not_told_is_told_by_the_sweeper(place: Place) -> None:
    topic = find_topic(place, DAMP[0])
    place.respond(topic, "--yes", "--words", "new boilers")
    for table in ("timer", "answer"):
        place.town.run(
            f"delete from {table} where conversation_id in"  # noqa: S608
            " (select id from conversation where subject <> '')"
        )
    place.town.run("delete from message where kind = 'receipt'")
    place.town.run("delete from round_line")
    place.town.run("delete from conversation where subject <> ''")
    place.town.run("update response set told_at = null")

    sweep(place.town.house)
    sweep(place.town.house)
    place.town.deliver()

    assert place.list()[topic]["sent"] == 6


def test_people_are_asked_once_whether_it_was_done_when_the_day_has_passed(place: Place) -> None:
    topic = find_topic(place, DAMP[0])
    place.respond(topic, "--yes", "--words", "new boilers")
    place.town.deliver()
    sweep(place.town.house)
    place.town.deliver()
    assert "Was it done?" not in place.town.handset("sms", DAMP[0])[-1]

    place.town.run("update response set on_day = current_date - 1")
    sweep(place.town.house)
    sweep(place.town.house)
    place.town.age(3_700)
    place.town.deliver()
    asked = [one for one in place.town.handset("sms", DAMP[0]) if "Was it done?" in one]
    assert len(asked) == 1
    for number in DAMP:
        place.town.said("sms", number, "1")

    assert place.list()[topic]["done"] == "5"  # to the nearest 5: it is not closed


def shown(place: Place) -> dict[str, str]:
    """The first page's lines and the facts of a digest that is cut now."""
    assert build_digest(place.town.house) is not None
    [model] = place.town.values("select model from digest order by number desc limit 1")
    digest = Digest.from_json(json.loads(model))
    lines = {line.key: line.text for line in digest.shown.lines}
    return lines | {fact.term: fact.text for fact in digest.shown.facts}
