"""What the texts cost at their longest: segments, letters that make them dear, the whole talk."""

from collections.abc import Iterator
from datetime import date

from flows.checks.case import Case
from flows.checks.finding import Finding
from flows.checks.graph import list_edges, measure_longest
from flows.effects import Say
from flows.rendering import Setting, format_day, render
from flows.sms import Segments, count_segments
from flows.templates import MOST_LETTERS, find_placeholders

MOST_SEGMENTS = {"GSM-7": 2, "UCS-2": 4}
"""How many a text may have: two, and where a language's own letters halve them, four."""
QUOTING = 1.5
"""How many times as long the one text may be that says somebody's own words."""
STAFF_SHARE = 2
"""How many times as long texts for staff and helpers may be."""
FEW_SIGNS = 3
_DAYS = [date(2026, month, day) for month in range(1, 13) for day in (9, 28)]
_GIVEN = ("quote.words", "response.words", "topic.name", "topic.summary")


def make_longest_setting(language: str) -> Setting:
    """Fill every placeholder with the longest value it may have."""

    def fill(name: str, letter: str = "m") -> str:
        return letter * MOST_LETTERS[name]

    def measure(day: date) -> int:
        return len(format_day(day, language))

    return Setting(
        community_name=fill("community.name"),
        community_address=fill("community.address"),
        phone=fill("community.phone", "0"),
        contact=fill("contact.name"),
        decider=fill("promise.decider"),
        promise_day=max(_DAYS, key=measure),
        source=max(_DAYS, key=measure).isoformat(),
        given={"link.code": fill("link.code", "0")} | {name: fill(name) for name in _GIVEN},
        own_number="+447700900000",
        emergency={name: "0" * MOST_LETTERS[f"emergency.{name}"] for name in ("danger", "talk")},
    )


def measure_text(case: Case, key: str, language: str) -> Segments:
    """Count what a text costs at the longest value of everything in it."""
    echo = "m" * MOST_LETTERS["reading.echo"]
    say = Say(key, language, options=case.options(key, language), echo=echo)
    return count_segments(render(case.flow, say, make_longest_setting(language)))


def check_lengths(case: Case) -> Iterator[Finding]:
    """Check that every text in every language is within its segments, and tell the cost."""
    for language in case.flow.languages:
        costs = {key: measure_text(case, key, language) for key in case.said_keys()}
        own = {key: cost for key, cost in costs.items() if not key.startswith("system.")}
        plain = sum(cost.encoding == "GSM-7" for cost in costs.values())
        for key, cost in costs.items():
            yield from _check_one(case, key, language, cost)
            if cost.encoding == "UCS-2" and plain * 2 > len(costs):
                yield from _name_costly_signs(case, key, language)
        yield _tell_cost(case, language, own)


def _check_one(case: Case, key: str, language: str, cost: Segments) -> Iterator[Finding]:
    most = int(MOST_SEGMENTS[cost.encoding] * _find_share(case, key))
    if cost.segments > most:
        yield case.at(
            "too-long",
            key,
            f"{key} in {language} takes {cost.segments} segments ({cost.units} {cost.encoding} "
            "units) at its longest: a resident may get it in pieces, or pay for each",
            f"cut it to {most} segments",
        )


def _find_share(case: Case, key: str) -> float:
    if not case.is_for_residents and not key.startswith("system."):
        return STAFF_SHARE
    return (
        QUOTING
        if "quote.words" in find_placeholders(case.flow.text(key, case.flow.languages[0]))
        else 1
    )


def _name_costly_signs(case: Case, key: str, language: str) -> Iterator[Finding]:
    text = render(case.flow, Say(key, language), make_longest_setting(language))
    signs = sorted({sign for sign in text if count_segments(sign).encoding == "UCS-2"})
    if 0 < len(signs) <= FEW_SIGNS:
        yield case.at(
            "costly-signs",
            key,
            f"{' '.join(signs)} in {key} ({language}) makes the whole text UCS-2, twice as dear",
            "write it with other signs",
        )


def _tell_cost(case: Case, language: str, costs: dict[str, Segments]) -> Finding:
    total = sum(cost.segments for cost in costs.values())
    most = max(costs.values(), key=lambda cost: cost.segments)
    way = measure_dearest_way(case, language)
    encodings = " and ".join(sorted({cost.encoding for cost in costs.values()}))
    return case.at(
        "cost",
        "languages",
        f"{language}: {len(costs)} texts, {total} segments of {encodings} at their longest, "
        f"{most.segments} at most in one; a resident who answers everything gets {way}",
    )


def measure_dearest_way(case: Case, language: str) -> int:
    """Count the segments of the dearest way of answering, on which no question comes twice."""
    edges = [edge for edge in list_edges(case.flow) if edge.outcome in ("answered", "entered")]
    weights: dict[str, int] = {}
    for name, state in case.flow.states.items():
        for key in filter(None, (state.say, state.welcome)):
            segments = measure_text(case, key, language).segments
            weights[name] = max(weights.get(name, 0), segments)
    return measure_longest(case.flow.initial, edges, weights)[0]
