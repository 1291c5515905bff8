"""Each finding of the checker has a flow that triggers it and nothing else."""

import random  # noqa: TID251
from datetime import datetime
from pathlib import Path

import pytest

from flows.checks.checker import check_sources
from flows.checks.finding import SEVERITIES
from flows.checks.grade import measure_grade
from flows.checks.lengths import make_longest_setting
from flows.checks.walks import Walker, tell_trouble
from flows.checks.wording import count_questions
from flows.conversation import Conversation
from flows.definition import Flow
from flows.engine import Step
from flows.grammar import FLOW_KEYS
from flows.grammar_states import OUTCOMES, STATE_KEYS, TARGET_KEYS, TIMER_KEYS
from flows.guards import MAX_CHARS
from flows.loading import find_played, load_flow
from flows.reader.reading import KINDS
from flows.templates import MOST_LETTERS, PLACEHOLDERS

CASES = Path(__file__).parent / "checks"
REFERENCE = Path(__file__).parents[3] / "docs" / "reference"
BY_WALKING = {"walk-failed"}


def read_case(code: str, shared: dict[str, str]) -> dict[str, str]:
    """Read a test flow; the shared texts count as checked by a native unless that is its point."""
    stem = code.replace("-", "_")
    own = {path.name: path.read_text("utf-8") for path in sorted(CASES.glob(f"{stem}.*"))}
    system = {name: text for name, text in shared.items() if name.startswith("system.")}
    if code != "translation-fuzzy":
        system = {name: text.replace("#, fuzzy\n", "") for name, text in system.items()}
    for played in find_played(own[f"{stem}.yaml"], f"{stem}.yaml"):
        own[f"{played}.yaml"] = (CASES / f"{played}.yaml").read_text("utf-8")
    return system | own


def make_walker(flow: Flow, now: datetime, seed: int = 0) -> Walker:
    dice = random.Random(seed)
    return Walker(flow, make_longest_setting("en"), pick=dice.randrange, now=now)


@pytest.mark.parametrize("code", sorted(set(SEVERITIES) - BY_WALKING))
def test_each_code_has_a_flow_that_triggers_exactly_it(code: str, sources: dict[str, str]) -> None:
    found = check_sources(read_case(code, sources), elsewhere={"needs": "needs"})

    assert {one.code for one in found} - {"cost"} == {code} - {"cost"}, found
    assert all(one.means for one in found)
    assert all(one.fix for one in found if one.code != "cost")
    if code == "cost":
        assert [one.code for one in found] == ["cost"]


def test_walk_failed_where_a_flow_runs_round(sources: dict[str, str], now: datetime) -> None:
    flow = load_flow(read_case("walk-failed", sources))
    walker = make_walker(flow, now)

    troubles = [walked.trouble for walked in (walker.walk() for _ in range(50)) if walked.trouble]

    assert {tell_trouble(flow, one).code for one in troubles} == {"walk-failed"}
    assert "50 states" in tell_trouble(flow, troubles[0]).means


def test_findings_name_the_line(sources: dict[str, str]) -> None:
    case = read_case("guard-never-holds", sources)
    found = check_sources(case)[0]

    line = case["guard_never_holds.yaml"].splitlines()[found.line - 1]
    assert "everybody" in line


def test_shipped_flows_have_no_errors(sources: dict[str, str]) -> None:
    assert [one for one in check_sources(sources) if one.severity == "error"] == []


def test_every_code_is_documented_in_order_and_nothing_else() -> None:
    rows = [
        row.split("|")
        for row in (REFERENCE / "flow-checks.md").read_text("utf-8").splitlines()
        if row.startswith("| `")
    ]

    assert [(row[1].strip(" `"), row[2].strip()) for row in rows] == list(SEVERITIES.items())


def test_every_placeholder_is_documented_with_its_length() -> None:
    rows = [
        row.split("|")
        for row in (REFERENCE / "placeholders.md").read_text("utf-8").splitlines()
        if row.startswith("| `")
    ]
    lengths = {row[1].strip(" `{}"): row[2].strip() for row in rows}

    assert list(lengths) == sorted(PLACEHOLDERS)
    assert {name: int(lengths[name]) for name in MOST_LETTERS} == MOST_LETTERS


def test_the_language_is_documented_key_by_key() -> None:
    page = (REFERENCE / "flow-language.md").read_text("utf-8")
    rows = [row.split("|")[1].strip(" `") for row in page.splitlines() if row.startswith("| `")]

    known = {*FLOW_KEYS, *STATE_KEYS, *KINDS, *OUTCOMES, *TARGET_KEYS, *TIMER_KEYS}
    assert set(rows) == known
    assert f"up to {MAX_CHARS} letters" in page


def test_the_example_of_the_language_is_a_flow_without_findings(sources: dict[str, str]) -> None:
    blocks = (REFERENCE / "flow-language.md").read_text("utf-8").split("```yaml\n")[1:3]
    system = {name: text for name, text in sources.items() if name.startswith("system.")}
    bench, day = (block.partition("```")[0] for block in blocks)

    found = check_sources({**system, "bench.yaml": bench, "bench_day.yaml": day})
    assert {one.code for one in found} == {"cost"}, found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("What would help?", 1),
        ("Is this real? Ring {community.phone}. What would help?", 1),
        ("What would help and who needs it?", 2),
        ("What would help? Who needs it?", 2),
        ("Thank you.", 0),
        ("Tehlikede misiniz? Arayın: 999. Sizi arayalım mı?", 1),
    ],
)
def test_questions_are_counted_unless_the_text_answers_them(text: str, count: int) -> None:
    assert count_questions(text) == count


@pytest.mark.parametrize(
    "asked",
    ["Are you a man or a woman?", "Has anyone at home hurt you?", "How much do you drink?",
     "Are you behind with your rent?", "Do you feel anxious?", "Are you married?"],
)  # fmt: skip
def test_private_matters_are_known_in_plain_words(asked: str, sources: dict[str, str]) -> None:
    case = read_case("sensitive-without-skip", sources)
    name = "sensitive_without_skip.yaml"
    told = case[name].replace("Are you disabled?", asked)

    assert asked in told
    assert {one.code for one in check_sources(case | {name: told})} - {"cost"} == {
        "sensitive-without-skip"
    }


@pytest.mark.parametrize("word", ["stakeholder", "Stakeholders", "service user", "respondents"])
def test_our_own_words_are_found_singly_and_together(word: str, sources: dict[str, str]) -> None:
    case = read_case("word-to-avoid", sources)
    name = "word_to_avoid.yaml"
    told = case[name].replace("It is anonymised.", f"A {word} said so.")

    assert {one.code for one in check_sources(case | {name: told})} - {"cost"} == {"word-to-avoid"}


def test_grade_rises_with_long_words_and_sentences() -> None:
    easy = "We ask what you need. We tell them. They say yes or no."
    hard = "Organisational representatives subsequently communicate their determinations to us."
    assert measure_grade(easy) < 2 < 10 < measure_grade(hard)


def test_shipped_flow_is_walked_without_trouble(needs: Flow, now: datetime) -> None:
    walker = make_walker(needs, now)

    walks = [walker.walk() for _ in range(100)]

    assert [walked.trouble for walked in walks if walked.trouble] == []
    assert set(needs.states) <= frozenset().union(*(walked.states for walked in walks))


def test_stop_ends_from_every_state(needs: Flow, now: datetime) -> None:
    def go_on(_: Flow, at: Conversation, *__: object, **___: object) -> Step:
        return Step(at, ())

    assert make_walker(needs, now).stop_everywhere() is None
    dice = random.Random(0)
    deaf = Walker(needs, make_longest_setting("en"), pick=dice.randrange, now=now, advance=go_on)
    trouble = deaf.stop_everywhere()
    assert trouble
    assert "after STOP" in trouble.what


def test_same_seed_walks_the_same(needs: Flow, now: datetime) -> None:
    first, second = (make_walker(needs, now, seed=7) for _ in range(2))
    assert [first.walk() for _ in range(20)] == [second.walk() for _ in range(20)]


def test_walk_tells_of_an_engine_that_raises_or_says_nothing(needs: Flow, now: datetime) -> None:
    def raise_always(*_: object, **__: object) -> Step:
        raise ZeroDivisionError("seven")

    def keep_silent(_: Flow, at: Conversation, *__: object, **___: object) -> Step:
        return Step(at, ())

    dice = random.Random(0)
    for broken, word in ((raise_always, "seven"), (keep_silent, "0 texts")):
        walker = Walker(
            needs, make_longest_setting("en"), pick=dice.randrange, now=now, advance=broken
        )
        troubles = [walked.trouble for walked in (walker.walk() for _ in range(20))]
        assert any(word in one.what for one in troubles if one), word


ASKS = """\
id: asks
title: What would help here
languages: [en]
purpose: consultation
promise: engagement
initial: ask
states:
  ask:
    say: "{community.name}: what would help? By {promise.day} {promise.decider} says. Text STOP"
    expect: words
    record: need
    on: {answered: mid, skipped: close}
    after:
      7d: {target: quiet}
  mid:
    say: Thank you. Which one is it?
    expect: {choice: {me: Just me, many: Lots of us}}
    save: which
    on: {answered: close, skipped: close}
  close: {say: Thank you. That counts., final: true}
  quiet: {final: true}
"""
KIND = "{choice: {me: Just me, many: Lots of us}}"
ANSWERED = "{answered: close, skipped: close}"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        (KIND, "{rank: {a: Parks, b: Buses, c: Bins}}", "", 0),
        (KIND, "{choices: {a: Parks, b: Parks and gardens}}", "", 0),
        (KIND, "{ballot: {a: Bench, b: Bench}}", "option-ambiguous", 17),
        (KIND, "{choice: {a: 2 rooms, b: 1 room}}", "option-ambiguous", 17),
        (KIND, "{choice: {a: 1 room, b: 2 rooms}}", "", 0),
        (KIND, "{choice: {a: Buses, b: Needs}}", "option-shadowed", 17),
        (KIND, "{choice: {a: White British, b: Black British}}", "", 0),
        ("promise: engagement", "promise: engagement\ncodes: [needs]", "keyword-clash", 6),
        ("promise: engagement", "promise: engagement\ncodes: [agree]", "keyword-shadowed", 6),
        ("promise: engagement", "promise: engagement\nkeywords: [unquote]", "keyword-shadowed", 6),
        (KIND, "{choice: {a: Buses, b: Unquote}}", "option-shadowed", 17),
        ("promise: engagement", "promise: engagement\nkeywords: ['2']", "keyword-shadowed", 6),
        ("promise: engagement", "promise: engagement\nsensitive: true", "", 0),
        (ANSWERED, "{answered: close, sensitive: x}", "not-a-flow", 19),
        (ANSWERED, "{answered: close}\n    sensitive: true", "sensitive-without-skip", 20),
        (ANSWERED, "{answered: mid, skipped: mid}", "no-way-out", 15),
        (ANSWERED, "{answered: close, skipped: close, done: close}", "outcome-unreachable", 19),
        (ANSWERED, ANSWERED + "\n    after: {7d: {target: close}}", "stop-unsaid", 21),
        (
            ANSWERED,
            ANSWERED + "\n    after: {7d: {target: quiet}, 1w: {target: quiet}}",
            "timer-unreachable",
            20,
        ),
        (
            ANSWERED,
            "{answered: [{target: end, guard: 'answers.which == \"x\"'}, {target: close}]}\n"
            "  end: {say: Thank you., final: true}",
            "guard-never-holds",
            19,
        ),
    ],
    ids=lambda value: str(value)[:30],
)
def test_small_changes_bring_one_finding_with_its_line(
    sources: dict[str, str], old: str, new: str, code: str, line: int
) -> None:
    system = {name: text for name, text in sources.items() if name.startswith("system.")}

    found = check_sources(
        {**system, "asks.yaml": ASKS.replace(old, new, 1)}, elsewhere={"needs": "needs"}
    )
    told = {(one.code, one.line) for one in found if one.code != "cost"}

    assert told == ({(code, line)} if code else set()), found


def test_staff_are_asked_without_promise_stop_and_grade(sources: dict[str, str]) -> None:
    system = {name: text for name, text in sources.items() if name.startswith("system.")}
    staff = ASKS.replace("promise: engagement", "audience: staff").replace(
        '"{community.name}: what would help? By {promise.day} {promise.decider} says. Text STOP"',
        "Organisational representatives subsequently communicate determinations, do they not?",
    )

    assert {one.code for one in check_sources({**system, "asks.yaml": staff})} == {"cost"}


def test_what_concerns_a_played_flow_points_to_its_invoke_line(sources: dict[str, str]) -> None:
    system = {name: text for name, text in sources.items() if name.startswith("system.")}
    played = ASKS.replace("id: asks", "id: played")
    parent = ASKS.replace(ANSWERED, "{answered: more, skipped: close}").replace(
        "  close:", "  more:\n    invoke: played\n    on: {done: close, quiet: quiet}\n  close:"
    )

    found = check_sources({**system, "asks.yaml": parent, "played.yaml": played})

    told = {(one.code, one.line) for one in found if one.code != "cost"}
    assert told == {("too-many-questions", 21), ("answer-clash", 21)}
    assert parent.splitlines()[20] == "    invoke: played"
