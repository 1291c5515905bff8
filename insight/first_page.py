"""The digest's first page: its headline, ten lines, and the paragraph to paste. Holds no counting.

A line that cannot be known yet is left out, never made up: where people disagree and whether we
heard right come with the parts that ask it.
"""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from insight.breakdowns import OTHER, rank_on_channels
from insight.counting import Counts
from insight.disclosure import FEW, THRESHOLD, percentage, show_total
from insight.evidence import Evidence
from insight.findings import Findings
from insight.heard_back import write_heard_back
from insight.model import Line
from insight.not_heard import say_not_heard, write_not_heard
from insight.owed import write_decided, write_owed
from insight.said_by_few import LISTED, write_said_by_few
from insight.totals import RankedTopic, Totals, loose_pairs
from insight.trust import write_trust
from insight.wording import (
    capitalise,
    clean,
    join_words,
    name_language,
    say_date,
    say_days,
    say_means,
)


def write_lines(findings: Findings) -> tuple[Line, ...]:
    """Write the lines that are known, in their order."""
    lines = (write(findings) for write in LINES)
    return tuple(line for line in lines if line is not None)


def write_headline(findings: Findings) -> str:
    """Write the one sentence that stands above all."""
    totals = findings.totals
    if totals.base.value == 0:
        return _say_nobody(findings.evidence)
    if not totals.leading:
        return "No topic has been raised by 5 people or more yet."
    top = totals.leading[0]
    of_all = f"of {'the ' if totals.closing else ''}{findings.say(totals.base)} {totals.base_name}"
    equal = [topic for topic in totals.leading if topic.people == top.people]
    if len(equal) > 1:
        names = join_words([topic.name for topic in equal])
        return f"{names}: raised most, by {findings.say(top.people)} people each {of_all}."
    return f"{top.name}: raised most, by {findings.say(top.people)} {of_all}."


def _say_nobody(evidence: Evidence) -> str:
    """Say that nobody is heard; some may have chosen an answer and said nothing beside it."""
    if evidence.closed_questions:
        return "Nobody has said anything in their own words yet."
    return "Nobody has answered yet."


def write_period(evidence: Evidence) -> str:
    """Write from when to when people were heard, in the community's own days."""
    if evidence.scope.first and evidence.scope.last:
        return say_days(evidence.scope.first, evidence.scope.last)
    zone = ZoneInfo(evidence.zone)
    last = evidence.closed if evidence.closed and evidence.closed <= evidence.cut else evidence.cut
    return say_days(evidence.opened.astimezone(zone).date(), last.astimezone(zone).date())


def write_note(evidence: Evidence) -> str:
    """Write what must be known beside the period."""
    parts = [evidence.scope.say(), "" if evidence.closing else say_rounding(evidence)]
    if evidence.because:
        before = evidence.edition - 1
        parts.append(f"this edition is in the place of edition {before}: {evidence.because}")
    return ". ".join(capitalise(part) for part in parts if part)


def _write_when(evidence: Evidence) -> str:
    period = write_period(evidence)
    return f"{'In the period' if ' to ' in period else 'On'} {period}"


def say_rounding(evidence: Evidence) -> str:
    """Say how numbers over everyone were rounded in an edition that is not the closing one."""
    is_open = evidence.closed is None or evidence.closed > evidence.cut
    return f"{'The question is still open; n' if is_open else 'N'}umbers are to the nearest 5"


def write_paste(findings: Findings) -> str:
    """Write the paragraph an officer can put into a report as it stands."""
    evidence, totals = findings.evidence, findings.totals
    if totals.base.value == 0:
        nobody = _say_nobody(evidence)
        return (
            f"{clean(evidence.community.name)} has asked residents; {nobody[0].lower()}{nobody[1:]}"
        )
    sentences = [
        f"{_write_when(evidence)} {clean(evidence.community.name)} asked"
        f" {findings.say(totals.asked)} residents{_asked_by(findings.counts)}:"
        f" “{clean(evidence.title)}”.",
        f"{capitalise(findings.say(totals.answered))} replied{_of_reached(totals)}.",
    ]
    if totals.own.value != 0:
        sentences.append(f"{capitalise(findings.say(totals.own))} more wrote without being asked.")
    if totals.leading:
        top = totals.leading[0]
        sentences.append(f"{_raised_most(top, findings)}.")
    sentences.append("People chose to reply, so this describes them and not all residents.")
    sentences += [f"{say_not_heard(findings)}."] if say_not_heard(findings) else []
    sentences.append(
        f"An answer from {clean(evidence.decider)} is promised by {say_date(evidence.promise_day)}."
    )
    if evidence.scope.area:
        sentences.insert(0, f"{capitalise(evidence.scope.say())}.")
    if not totals.closing:
        sentences.append(f"{say_rounding(evidence).replace('numbers', 'figures')}.")
    return " ".join(sentences)


def _asked_by(counts: Counts) -> str:
    channels = {counts.people[id].channel for id in counts.asked}
    return f" {say_means(channels)}" if channels else ""


def _raised_most(top: RankedTopic, findings: Findings) -> str:
    firm, _, pairs = rank_on_channels(findings.topics_by_channel, findings.totals)
    if top.code in loose_pairs(findings.totals, pairs):
        second = findings.totals.leading[1]
        return (
            f"Raised most were “{top.name}” ({findings.say(top.people)} people) and"
            f" “{second.name}” ({findings.say(second.people)} people)"
        )
    where = f", first {say_means(firm)}" if len(firm) > 1 else ""
    return f"“{top.name}” was raised most ({findings.say(top.people)} people{where})"


def _most_raised(findings: Findings) -> Line | None:
    totals = findings.totals
    if not totals.raised:
        return None
    parts = [f"{t.name} {t.people.text}" for t in totals.leading[:LISTED]]
    further = len(totals.leading) - LISTED
    text = f"{'; '.join(parts)}." if parts else "no topic by 5 people or more yet."
    if further > 0:
        text += f" {further} more on page two."
    few = [topic.name for topic in totals.raised if topic.people.text == FEW]
    if few:
        text += f" Fewer than 5 people each: {'; '.join(few)}."
    if totals.unsorted.value != 0:
        text += f" Not sorted under a topic yet: {totals.unsorted.text}"
        languages = join_words([_name_lagging(code) for code in findings.unsorted_languages])
        text += f", more of them in {languages}." if languages else "."
    if not totals.closing:
        text += " To the nearest 5."
    return Line(key="most_raised", label="Most raised (one person counts once)", text=text)


def _name_lagging(code: str) -> str:
    return "languages that few people wrote in" if code == OTHER else name_language(code)


def _heard_from(findings: Findings) -> Line | None:
    totals, evidence = findings.totals, findings.evidence
    text = (
        f"{totals.asked.text} asked (their carrier took the question), {totals.reached.text}"
        f" reached (SMS delivered, Telegram accepted), {totals.answered.text} answered"
        f"{_of_reached(totals, brackets=True)}, {totals.stopped.text} stopped."
    )
    apart = [f"{totals.own.text} who came on their own"] if totals.own.value != 0 else []
    apart += _written_down(findings)
    if evidence.meetings:
        people = _count(evidence.meeting_people, "person", "people")
        apart.append(f"{_count(evidence.meetings, 'meeting', 'meetings')} with {people}")
    if evidence.views:
        apart.append(_count(evidence.views, "helper's own view", "helpers' own views"))
    if apart:
        text += f" Counted apart: {join_words(apart)}."
    raised = [clean(t.name) for t in evidence.topics if t.code in evidence.meeting_topics]
    if raised:
        text += f" Raised at meetings: {'; '.join(raised)}."
    return Line(key="heard_from", label="Heard from", text=text)


def _written_down(findings: Findings) -> list[str]:
    """Count paper forms and helpers' entries; together, where one of them is of fewer than 5."""
    counts, totals = findings.counts, findings.totals
    parts = counts.split(counts.written, lambda person: person.channel)
    if any(n < THRESHOLD for n in parts.values()) and len(parts) > 1:
        return [f"{totals.written.text} on paper or through a helper"]
    names = {"paper": "paper forms"}
    shown = {code: show_total(n, closing=totals.closing) for code, n in sorted(parts.items())}
    return [
        f"{figure.text} {names.get(code, 'people through helpers')}"
        for code, figure in reversed(shown.items())
    ]


def _count(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def _of_reached(totals: Totals, *, brackets: bool = False) -> str:
    share = percentage(totals.answered, totals.reached)
    if share is None:
        return ""
    return f" ({share}%)" if brackets else f" ({share}% of those reached)"


def _who_asked(findings: Findings) -> Line | None:
    evidence, totals = findings.evidence, findings.totals
    decider = clean(evidence.decider)
    text = f"{clean(evidence.community.name)} asked. {_who_sorted(evidence)} "
    if evidence.who_gains:
        text += f"{clean(evidence.who_gains).rstrip('.')}. "
    text += f"{capitalise(decider)} decides. {write_decided(evidence)} "
    held = "nothing" if totals.held.value == 0 else f"words of {totals.held.text} people"
    why = "" if totals.held.value == 0 else ", as abusive or for safeguarding"
    text += f"Held back: {held}{why}."
    if evidence.held_back_note:
        text += f" {clean(evidence.held_back_note).rstrip('.')}."
    return Line(key="who", label="Who asked, who decides, who gains", text=text)


def _who_sorted(evidence: Evidence) -> str:
    """Say who sorted the answers; never that people did it when a machine did."""
    sure = [person for c in evidence.contributions if not c.held for _, person in c.themes]
    if not sure:
        return "No answer has been sorted under a topic yet."
    if all(sure):
        return "A person sorted the answers under topics."
    checked = "a person has checked some of it" if any(sure) else "no person has checked it yet"
    return f"A machine sorted the answers under topics; {checked}."


def _limits(findings: Findings) -> Line | None:
    limits = [clean(limit).rstrip(".") for limit in findings.evidence.limits_told]
    if not limits:
        return None
    return Line(
        key="limits", label="People were told this cannot change", text=f"{'; '.join(limits)}."
    )


LINES: tuple[Callable[[Findings], Line | None], ...] = (
    _most_raised,
    write_said_by_few,
    _heard_from,
    write_not_heard,
    write_trust,
    write_heard_back,
    _who_asked,
    _limits,
    write_owed,
)
