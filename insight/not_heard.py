"""The first page's line on who was not heard yet, and what could help. Holds no counting."""

from insight.disclosure import THRESHOLD
from insight.equality import TOLD, Gap, find_missing
from insight.findings import Findings
from insight.model import Line
from insight.silence import Silence
from insight.wording import clean, join_words, name_language

MOST_GAPS = 2
HELPS = {
    "language": "a helper who speaks it, and a native reader for our texts",
    "area": "paper forms and a meeting there",
    "young": "a youth club or a school that asks with you",
    "older": "paper forms, and a call back",
    "ethnicity": "a group they trust that asks with you",
    "disability": "a call back, large print, a meeting place without steps",
    "gender": "a meeting at another time, with childcare",
}
"""What could help, by kind of group or by value. Short and honest: nothing here is sure to."""


def say_not_heard(findings: Findings) -> str:
    """Write who was asked and hardly answered; "" for nobody."""
    parts = [
        *(f"{name_language(s.code)} speakers, {_how_few(s)}" for s in findings.silent_languages),
        *(f"people in {clean(s.code)}, {_how_few(s)}" for s in findings.silent_areas),
    ]
    return f"Not heard: {'; '.join(parts)}" if parts else ""


def write_not_heard(findings: Findings) -> Line | None:
    """Write who was not heard yet; None where nothing is known of it."""
    silent = say_not_heard(findings).removeprefix("Not heard: ")
    behind = find_missing(_not_named(findings), MOST_GAPS)
    parts = [*([silent] if silent else []), *(_how_far(gap) for gap in behind)]
    if not parts:
        return None
    text = f"{'; '.join(parts)}.{_what_helps(findings, behind)}"
    if not findings.evidence.told:
        text += " Age, gender, disability and ethnicity are not in this digest."
    return Line(key="not_heard", label="Not heard yet", text=text)


def _not_named(findings: Findings) -> list[Gap]:
    named = {one.code for one in (*findings.silent_languages, *findings.silent_areas)}
    return [gap for gap in findings.gaps if gap.value not in named]


def _how_far(gap: Gap) -> str:
    whom = "those who told us" if gap.kind in TOLD else "those heard"
    name = (
        gap.name[:1].lower() + gap.name[1:] if gap.kind in ("area", "age", "gender") else gap.name
    )
    return f"{name}, {gap.heard_share}% of {whom} and {gap.residents_share}% of residents"


def _what_helps(findings: Findings, behind: tuple[Gap, ...]) -> str:
    kinds = [
        *(["language"] if findings.silent_languages else []),
        *(["area"] if findings.silent_areas else []),
        *(gap.value if gap.kind == "age" else gap.kind for gap in behind),
    ]
    helps = list(dict.fromkeys(HELPS[kind] for kind in kinds if kind in HELPS))
    return f" What could help: {join_words(helps)}." if helps else ""


def _how_few(silence: Silence) -> str:
    count = "none" if silence.none else f"fewer than {THRESHOLD}"
    if not silence.expected:
        return f"{count} answered"
    return f"{count} where about {silence.expected} would be expected"
