"""The digest's first page: its headline, ten lines, and the paragraph to paste. Holds no counting.

A line that cannot be known yet is left out, never made up: where people disagree and whether we
heard right come with the parts that ask it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from zoneinfo import ZoneInfo

from insight.breakdowns import Split, rank_on_channels
from insight.counting import Counts, count_evidence
from insight.disclosure import THRESHOLD, Figure, percentage
from insight.evidence import Evidence
from insight.model import Line
from insight.silence import Silence
from insight.totals import RankedTopic, Totals, loose_pairs
from insight.wording import (
    capitalise,
    clean,
    join_words,
    name_language,
    name_means,
    say_date,
    say_days,
    say_figure,
)

LISTED = 5
MOST_QUOTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that the first page speaks from, protected where it is a number."""

    evidence: Evidence
    counts: Counts
    totals: Totals
    topics_by_channel: Split | None
    silent_languages: tuple[Silence, ...]
    silent_areas: tuple[Silence, ...]
    unsorted_languages: tuple[str, ...]

    def say(self, figure: Figure) -> str:
        """Write one of the totals within a sentence."""
        return say_figure(figure, closing=self.totals.closing)


def write_lines(findings: Findings) -> tuple[Line, ...]:
    """Write the lines that are known, in their order."""
    lines = (write(findings) for write in LINES)
    return tuple(line for line in lines if line is not None)


def write_headline(findings: Findings) -> str:
    """Write the one sentence that stands above all."""
    totals = findings.totals
    if totals.base.value == 0:
        return "Nobody has answered yet."
    if not totals.leading:
        return "No topic has been raised by 5 people or more yet."
    top = totals.leading[0]
    of_all = f"of {'the ' if totals.closing else ''}{findings.say(totals.base)} {totals.base_name}"
    equal = [topic for topic in totals.leading if topic.people == top.people]
    if len(equal) > 1:
        names = join_words([topic.name for topic in equal])
        return f"{names}: raised most, by {findings.say(top.people)} people each {of_all}."
    return f"{top.name}: raised most, by {findings.say(top.people)} {of_all}."


def write_period(evidence: Evidence) -> str:
    """Write from when to when people were heard, in the community's own days."""
    zone = ZoneInfo(evidence.zone)
    last = evidence.closed if evidence.closed and evidence.closed <= evidence.cut else evidence.cut
    return say_days(evidence.opened.astimezone(zone).date(), last.astimezone(zone).date())


def write_paste(findings: Findings) -> str:
    """Write the paragraph an officer can put into a report as it stands."""
    evidence, totals = findings.evidence, findings.totals
    if totals.base.value == 0:
        return f"{clean(evidence.community.name)} has asked residents; nobody has answered yet."
    sentences = [
        f"In the period {write_period(evidence)} {clean(evidence.community.name)} asked"
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
    sentences += [f"{_not_heard(findings)}."] if _not_heard(findings) else []
    sentences.append(
        f"An answer from {clean(evidence.decider)} is promised by {say_date(evidence.promise_day)}."
    )
    if not totals.closing:
        sentences.append("The question is still open; figures are to the nearest 5.")
    return " ".join(sentences)


def _asked_by(counts: Counts) -> str:
    channels = {counts.people[id].channel for id in counts.asked}
    return f" {_by_means(channels)}" if channels else ""


def _by_means(channels: Iterable[str]) -> str:
    return join_words(sorted(name_means(channel) for channel in channels))


def _raised_most(top: RankedTopic, findings: Findings) -> str:
    firm, _, pairs = rank_on_channels(findings.topics_by_channel, findings.totals)
    if top.code in loose_pairs(findings.totals, pairs):
        second = findings.totals.leading[1]
        return (
            f"Raised most were “{top.name}” ({findings.say(top.people)} people) and"
            f" “{second.name}” ({findings.say(second.people)} people)"
        )
    where = f", first {_by_means(firm)}" if len(firm) > 1 else ""
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
    few = [topic.name for topic in totals.raised if topic.people.value is None]
    if few:
        text += f" Fewer than 5 people each: {'; '.join(few)}."
    if totals.unsorted.value != 0:
        text += f" Not sorted under a topic yet: {totals.unsorted.text}"
        languages = join_words([name_language(code) for code in findings.unsorted_languages])
        text += f", more of them in {languages}." if languages else "."
    if not totals.closing:
        text += " To the nearest 5."
    return Line(key="most_raised", label="Most raised (one person counts once)", text=text)


def _said_by_few(findings: Findings) -> Line | None:
    small = {topic.code for topic in findings.totals.raised if topic.people.value is None}
    used = [c for c in findings.evidence.contributions if not c.held]
    few = [c for c in used if not c.themes or all(code in small for code, _ in c.themes)]
    if not few:
        return None
    quotes = dict.fromkeys(clean(c.words) for c in sorted(few, key=lambda c: c.id) if c.cleared)
    return Line(
        key="said_by_few",
        label="Said by a few, not to be lost",
        text=""
        if quotes
        else "comes here in their words, without count or place, once a person has cleared it.",
        quotes=tuple(sorted(quotes))[:MOST_QUOTES],
    )


def _heard_from(findings: Findings) -> Line | None:
    totals, evidence = findings.totals, findings.evidence
    text = (
        f"{totals.asked.text} asked (their carrier took the question), {totals.reached.text}"
        f" reached (SMS delivered, Telegram accepted), {totals.answered.text} answered"
        f"{_of_reached(totals, brackets=True)}, {totals.stopped.text} stopped."
    )
    apart = []
    if totals.own.value != 0:
        apart.append(f"{totals.own.text} who came on their own")
    if evidence.paper_forms:
        apart.append(f"{evidence.paper_forms} paper forms")
    if evidence.meetings:
        apart.append(f"{evidence.meetings} meetings with {evidence.meeting_people} people")
    if apart:
        text += f" Counted apart: {join_words(apart)}."
    return Line(key="heard_from", label="Heard from", text=text)


def _of_reached(totals: Totals, *, brackets: bool = False) -> str:
    share = percentage(totals.answered, totals.reached)
    if share is None:
        return ""
    return f" ({share}%)" if brackets else f" ({share}% of those reached)"


def _not_heard(findings: Findings) -> str:
    parts = [
        *(f"{name_language(s.code)} speakers, {_how_few(s)}" for s in findings.silent_languages),
        *(f"people in {clean(s.code)}, {_how_few(s)}" for s in findings.silent_areas),
    ]
    return f"Not heard: {'; '.join(parts)}" if parts else ""


def _how_few(silence: Silence) -> str:
    count = "none" if silence.none else f"fewer than {THRESHOLD}"
    if not silence.expected:
        return f"{count} answered"
    return f"{count} where about {silence.expected} would be expected"


def _not_heard_yet(findings: Findings) -> Line | None:
    silent = _not_heard(findings).removeprefix("Not heard: ")
    if not silent:
        return None
    text = f"{silent}. Age, disability and ethnicity are not in this digest."
    return Line(key="not_heard", label="Not heard yet", text=text)


def _trust(findings: Findings) -> Line | None:
    totals = findings.totals
    if totals.base.value == 0:
        return None
    sentences = ["those who answered, not a sample"]
    if totals.leading and totals.leading[0].share is not None:
        share = totals.leading[0].share
        sentences[0] += f"; do not write “{share}% of residents”"
    sentences += [*_how_first(findings), *_loose_order(findings), *_without_helpers(findings)]
    text = f"{'. '.join(sentences)}."
    return Line(key="trust", label="How far to trust it", text=text)


def _how_first(findings: Findings) -> list[str]:
    if len(findings.totals.leading) < 2:
        return []
    top = findings.totals.leading[0]
    firm, broken, pairs = rank_on_channels(findings.topics_by_channel, findings.totals)
    if top.code in loose_pairs(findings.totals, pairs):
        return []
    said = []
    if firm:
        said.append(f"{top.name}: first {_by_means(firm)}")
    if broken:
        said.append(f"not first {_by_means(broken)}")
    if not firm and not broken:
        said.append("too few people on each channel to say whether the first place holds on each")
    return [capitalise(", ".join(said))]


def _loose_order(findings: Findings) -> list[str]:
    _, _, pairs = rank_on_channels(findings.topics_by_channel, findings.totals)
    loose = loose_pairs(findings.totals, pairs)
    runs: list[list[str]] = []
    joined = False
    for upper, lower in pairwise(findings.totals.leading[: LISTED + 1]):
        if upper.code not in loose:
            joined = False
            continue
        if not joined:
            runs.append([upper.name])
        runs[-1].append(lower.name)
        joined = True
    if not runs:
        return []
    which = "; ".join(join_words(run) for run in runs)
    why = "5 people or fewer apart, or the other way round on one channel"
    return [f"No firm order between {which} ({why})"]


def _without_helpers(findings: Findings) -> list[str]:
    evidence, leading = findings.evidence, findings.totals.leading
    helped = {c.resident_id for c in evidence.contributions if c.helper and not c.held}
    if len(helped) < THRESHOLD or not leading:
        return []
    topics = count_evidence(evidence, without_helpers=True).topics
    most = max(len(ids) for ids in topics.values())
    holds = len(topics[leading[0].code]) == most
    return [f"Without helpers' entries the first place {'holds' if holds else 'does not hold'}"]


def _who_asked(findings: Findings) -> Line | None:
    evidence, totals = findings.evidence, findings.totals
    decider = clean(evidence.decider)
    text = f"{clean(evidence.community.name)} asked. {_who_sorted(evidence)} "
    if evidence.who_gains:
        text += f"{clean(evidence.who_gains).rstrip('.')}. "
    text += f"{capitalise(decider)} decides. No decision is recorded here yet. "
    held = "nothing" if totals.held.value == 0 else f"words of {totals.held.text} people"
    why = "" if totals.held.value == 0 else ", as abusive or for safeguarding"
    text += f"Held back: {held}{why}."
    if evidence.held_back_note:
        text += f" {clean(evidence.held_back_note).rstrip('.')}."
    return Line(key="who", label="Who asked, who decides, who gains", text=text)


def _who_sorted(evidence: Evidence) -> str:
    """Say who sorted the answers; never that people did it when a list of keywords did."""
    sure = [person for c in evidence.contributions if not c.held for _, person in c.themes]
    if not sure:
        return "No answer has been sorted under a topic yet."
    if all(sure):
        return "A person sorted the answers under topics."
    checked = "a person has checked some of it" if any(sure) else "no person has checked it yet"
    return f"A list of keywords sorted the answers under topics; {checked}."


def _limits(findings: Findings) -> Line | None:
    limits = [clean(limit).rstrip(".") for limit in findings.evidence.limits_told]
    if not limits:
        return None
    return Line(
        key="limits", label="People were told this cannot change", text=f"{'; '.join(limits)}."
    )


def _owed(findings: Findings) -> Line | None:
    raised, evidence = len(findings.totals.raised), findings.evidence
    if not raised:
        return None
    topics = f"{raised} of {raised} topics have no answer" if raised > 1 else "1 topic, no answer"
    text = (
        f"{topics}. Residents were promised one by"
        f" {say_date(evidence.promise_day)}, from {clean(evidence.decider)}."
    )
    return Line(key="owed", label="Owed", text=text)


LINES: tuple[Callable[[Findings], Line | None], ...] = (
    _most_raised,
    _said_by_few,
    _heard_from,
    _not_heard_yet,
    _trust,
    _who_asked,
    _limits,
    _owed,
)
