"""What was answered, and what is owed still: lines and facts of a digest. Holds no counting."""

from insight.answered import SAYS, Answered
from insight.disclosure import show_total
from insight.evidence import Evidence
from insight.findings import Findings
from insight.model import Fact, Line
from insight.wording import clean, say_date


def write_owed(findings: Findings) -> Line | None:
    """Write the line of the first page on what is owed: topics that were raised, unanswered."""
    evidence = findings.evidence
    raised = [topic.code for topic in findings.totals.raised]
    if not raised:
        return None
    answered = {one.topic for one in evidence.answered}
    waiting = [code for code in raised if code not in answered]
    if not waiting:
        all_ = "the 1 topic is" if len(raised) == 1 else f"all {len(raised)} topics are"
        return Line(key="owed", label="Owed", text=f"nothing: {all_} answered.")
    text = (
        f"{_unanswered(len(waiting), len(raised))}. Residents were promised one by"
        f" {say_date(evidence.promise_day)}, from {clean(evidence.decider)}."
    )
    return Line(key="owed", label="Owed", text=text)


def _unanswered(waiting: int, raised: int) -> str:
    if raised == 1:
        return "1 topic, no answer"
    return f"{waiting} of {raised} topics {'has' if waiting == 1 else 'have'} no answer"


def write_decided(evidence: Evidence) -> str:
    """Say what is recorded of decisions, in a sentence."""
    count = len(evidence.answered)
    if not count:
        return "No decision is recorded here yet."
    names = sorted({clean(one.decider) for one in evidence.answered})
    said = "1 answer is" if count == 1 else f"{count} answers are"
    return f"{said} recorded, from {'; '.join(names)}: see “What was answered”."


def write_answers(evidence: Evidence) -> tuple[Fact, ...]:
    """Write what was answered, a fact for each topic, in the order the answers came."""
    names = {topic.code: topic.name for topic in evidence.topics}
    return tuple(
        Fact(
            term=f"What was answered on {clean(names.get(one.topic, one.topic))}",
            text=_write(one, closing=evidence.closing),
        )
        for one in evidence.answered
    )


def _write(one: Answered, *, closing: bool) -> str:
    amended = f", version {one.version}" if one.version > 1 else ""
    parts = [
        f"{SAYS[one.answer]}, from {clean(one.decider)}, {say_date(one.made_on)}{amended}.",
        f"“{clean(one.words).rstrip('.')}.”",
    ]
    if one.because and one.because not in one.words:
        parts.append(f"Because: {clean(one.because).rstrip('.')}.")
    if one.because_kind:
        parts.append(f"What limits it: {_LIMITS[one.because_kind]}.")
    if one.on_day:
        when = "Asked again" if one.answer == "no" else "To be done by"
        parts.append(f"{when} {say_date(one.on_day)}.")

    def say(count: int) -> str:
        return show_total(count, closing=closing).text

    parts.append(f"Sent to {say(one.told)} people who raised it.")
    parts.append(
        f"Is this fair? Yes {say(one.fair)}, no {say(one.unfair)}; {say(one.reasons)} said why."
    )
    if one.done or one.undone:
        parts.append(f"Was it done? Yes {say(one.done)}, no {say(one.undone)}.")
    return " ".join(parts)


_LIMITS = {"money": "money", "practical": "what can be done in practice", "policy": "policy"}
