"""The first week of an organiser, on the fake handsets: from a table of people and a phone."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document

from sayso.carriers.server import FakeCarriers
from sayso.starting import write_example
from storage.clock import utc_now
from tests.integration.command_line import invoke, write
from tests.integration.test_composing import compose
from tests.integration.test_staffing import code_in, hear, last
from tests.integration.town import Town, make_environment, open_town
from workers.broadcast import broadcast
from workers.sweeping.evening import send_evening_texts
from workers.themes import sort_themes

NUMBERS = [f"+4477009001{n:02}" for n in range(28)]
CHATS = [f"30{n:02}" for n in range(12)]
REPLIES = {
    NUMBERS[0]: "the damp in my flat makes my kids ill",
    NUMBERS[1]: "mould in the bedroom again",
    NUMBERS[2]: "buses stop at seven",
    NUMBERS[3]: "our flat is freezing",
    NUMBERS[4]: "damp walls in block B",
    NUMBERS[5]: "bins not collected",
    CHATS[0]: "duvarlarda küf var",
    CHATS[1]: "the 43 bus never comes",
}
CALLERS = (NUMBERS[6], CHATS[2])
STOPPED = NUMBERS[7]
FORMS = [
    "cold flat, the boiler is broken",
    "somewhere for teenagers in the evening",
    "the damp",
    "a bench by the shops",
    "later buses",
    "mould in the kitchen",
]
HEAD = "kind,writer,consent,words,headcount,place,key"


class Week:
    """One installation: its commands, its handsets, and a clock."""

    def __init__(self, environment: dict[str, object], folder: Path, town: Town) -> None:
        self.environment, self.folder, self.town = environment, folder, town

    def run(self, *words: str) -> str:
        """Run a command as an organiser types it; what it printed."""
        result = invoke(self.environment, *words)
        assert result.exit_code == 0, (words, result.output, result.exception)
        return result.output

    def file(self, name: str, *lines: str) -> str:
        return write(self.folder, name, "\n".join([*lines, ""]))

    def said(self, address: str, *texts: str) -> None:
        """One resident texts us."""
        channel = "sms" if address.startswith("+") else "telegram"
        self.town.said(channel, address, *texts)

    def handset(self, address: str) -> list[str]:
        return self.town.handset("sms" if address.startswith("+") else "telegram", address)


@pytest.fixture
def week(bare_url: str, redis_url: str, tmp_path: Path, carriers: FakeCarriers) -> Iterator[Week]:
    environment = make_environment(bare_url, redis_url, carriers, tmp_path)
    community = write(tmp_path, "community.yaml", write_example(today=utc_now().date()))
    started = invoke(environment, "start", "--from", community)
    assert started.exit_code == 0, started.output
    with open_town(bare_url, redis_url, tmp_path, carriers=carriers) as town:
        noon = utc_now().replace(hour=12, minute=0, second=0, microsecond=0)
        town.hands.now = noon - timedelta(days=1)  # commands go by the machine's own clock
        town.run("update engagement set opened_at = opened_at - interval '2 days'")
        yield Week(environment, tmp_path, town)


def test_first_week_from_an_empty_table_to_the_answer_on_every_handset(week: Week) -> None:
    town = week.town
    rosa = "+447700900500"

    # Monday: forty people from a spreadsheet, and a phone to work from
    rows = [f"sms,{one},en,Marsh Lane,drop-in May,consultation 2026-05-14" for one in NUMBERS]
    rows += [f"telegram,{one},en,Mill Road,stall,consultation 2026-05-14" for one in CHATS]
    people = week.file("people.csv", "channel,address,language,area,source,consent", *rows)
    assert json.loads(week.run("import", people, "--json"))["new"] == 40
    shown = week.run("staff", "add", "Rosa", "--role", "organiser", "--sms", rosa)
    week.said(rosa, code_in(shown))
    assert "linked" in last(town)

    # one question from the phone, looked at before it goes
    day = (town.hands.now + timedelta(days=40)).date().isoformat()
    answers = (
        "What would make your home better?",
        "the council",
        "2",
        "NONE",
        day,
        "Rosa",
        "1",
        "1",
    )
    heard = compose(town, *answers, "1", "1")
    assert "goes to 40 people" in heard[-1]
    week.said(rosa, code_in(heard[-1]))
    broadcast(town.house)
    hear(town)
    asked = [one for one in (*NUMBERS, *CHATS) if "your home better" in week.handset(one)[-1]]
    assert len(asked) == 40

    # replies come; two people want to be rung; one has had enough
    for address, words in REPLIES.items():
        week.said(address, words)
    for address in CALLERS:
        week.said(address, "CALL")
    week.said(STOPPED, "stop")
    hear(town)
    assert all(len(week.handset(address)) == 2 for address in REPLIES)
    assert "No more texts" in week.handset(STOPPED)[-1]

    # ringing back: the list shows the numbers, and DONE ticks them off
    week.said(rosa, "CALLS")
    calls = last(town)
    assert NUMBERS[6] in calls
    for number in re.findall(r"\b(\d+) (?:\+|no number)", calls):
        week.said(rosa, f"DONE {number}")
    week.said(rosa, "CALLS")
    assert NUMBERS[6] not in last(town)

    # six paper forms and a meeting, typed in
    written = [f'paper,Rosa,yes,"{words}",,,form {n}' for n, words in enumerate(FORMS)]
    written.append('meeting,Rosa,yes,"later buses\nsomewhere to sit",31,tea at the hall,tea')
    week.run("write-down", "--from", week.file("written.csv", HEAD, *written))
    week.run("write-down", "--from", week.file("written.csv", HEAD, *written))
    kinds = "select kind, count(*) as n from entry group by kind order by kind"
    assert town.rows(kinds) == [{"kind": "meeting", "n": 1}, {"kind": "paper", "n": 6}]

    # the evening text says what came in
    town.hands.now = town.hands.now.replace(hour=18, minute=30)
    sort_themes(town.house)
    assert send_evening_texts(town.house)
    evening = last(town)
    assert "replies" in evening
    assert "1 stopped" in evening
    assert evening.endswith("Reply READ")
    week.said(rosa, "READ")
    assert any(words[:10] in last(town) for words in REPLIES.values())

    # a Word page for whoever decides, with forms and the meeting counted apart
    built = json.loads(week.run("digest", "build", "--json"))
    [page] = [path for path in built["paths"] if path.endswith(".docx")]
    text = "\n".join(paragraph.text for paragraph in Document(page).paragraphs)
    assert "31 people" in text
    assert "damp in my flat makes" not in text

    # the decider's answer: on every handset that raised it and did not stop, on no other
    late = NUMBERS[3]
    week.said(late, "stop")
    hear(town)
    before = {one: len(week.handset(one)) for one in (*NUMBERS, *CHATS)}
    raised = json.loads(week.run("responses", "--json"))
    topics = [row["topic"] for row in raised]
    assert all(row["owed"] for row in raised)
    on = (town.hands.now + timedelta(days=90)).date().isoformat()
    for topic in topics:
        given = ("--words", f"we look into {topic}", "--decider", "Ann Khan, Housing", "--on", on)
        week.run("respond", topic, "--yes", *given, "--send", "--now", "a test")
    town.hands.now = utc_now()
    for _ in topics:  # two answers do not come within the same hour
        hear(town)
        town.age(3_700)
    reached = {one for one, n in before.items() if len(week.handset(one)) > n}
    assert reached == set(REPLIES) - {late}
    receipts = [one for one in week.handset(NUMBERS[0]) if "Ann Khan, Housing says YES" in one]
    assert receipts
    assert not [one for one in receipts if "kids" in one]

    # what they think of it, and the page that says that nothing is owed
    week.said(NUMBERS[0], "1")
    week.said(NUMBERS[1], "no", "block B is left out")
    hear(town)
    answered = json.loads(week.run("responses", "--json"))
    assert not [row for row in answered if row["owed"]]
    assert sum(row["sent"] for row in answered) >= len(reached)
    built = json.loads(week.run("digest", "build", "--json"))
    [page] = [path for path in built["paths"] if path.endswith(".docx")]
    words = "\n".join(paragraph.text for paragraph in Document(page).paragraphs)
    assert "Ann Khan, Housing" in words
    assert "block B" not in words
