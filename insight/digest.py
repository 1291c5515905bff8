"""Cuts one frozen edition of a digest from evidence. Holds no counting and no page design."""

from collections.abc import Mapping
from dataclasses import replace

from insight.answers_given import lay_out_answers
from insight.attack import Learnt, Released, attack, read_cells, release
from insight.caution import Caution
from insight.counting import Counts, count_evidence, exact_counts
from insight.disclosure import MIN_BREAKDOWN, MIN_DENOMINATOR
from insight.dropping_off import lay_out_drop_off
from insight.equality import find_gaps, lay_out_gaps
from insight.evidence import Evidence, Passed
from insight.facts import list_facts
from insight.findings import Findings
from insight.first_page import (
    write_headline,
    write_lines,
    write_note,
    write_paste,
    write_period,
)
from insight.heard_back import write_played_back
from insight.lag import name_lagging
from insight.model import Digest, Heard, Question, Shown, Table
from insight.owed import write_answers
from insight.quoting import find_shown
from insight.silence import Silence, find_silence
from insight.subtracting import Part, attack_together, attack_with, make_part
from insight.tables import (
    BREAKDOWNS,
    Broken,
    Splits,
    break_down,
    lay_out_all,
    make_topics,
    make_totals,
    split_all,
)
from insight.totals import Totals, show_totals
from insight.wording import clean, find_question, name_language, say_moment

MOST_CAUTION = 20  # times that a digest is laid out anew before its breakdowns go


def cut_digest(evidence: Evidence) -> Digest:
    """Cut one edition. It is attacked before anybody sees it, until the attack finds nothing.

    Args:
        evidence: rows of one engagement up to one instant.

    Returns:
        The same digest for the same evidence, whatever the order of its rows.

    Raises:
        ValueError: the rows contradict each other (see `counting.count_evidence`), or a closing
            edition is cut before the question closed.
    """
    if evidence.closing and (evidence.closed is None or evidence.closed > evidence.cut):
        raise ValueError("a closing edition is cut after the question closed")
    evidence = _with_cells(evidence)
    counts = count_evidence(evidence)
    silent = {name: find_silence(counts, by) for name, (by, _) in BREAKDOWNS.items()}
    broken = break_down(counts, show_totals(evidence, counts))
    earlier, others = _list_before(evidence)
    known = frozenset(attack_together(others))
    caution = Caution()
    for _ in range(MOST_CAUTION):
        shown = _show(evidence, counts, silent, broken, caution)
        part = as_part(evidence, shown)
        found = attack(part.released, earlier) or attack_with(part, others, known)
        if not found:
            break
        caution = caution.heed(found)
    else:
        shown = _show(evidence, counts, silent, broken, caution.without_tables(shown.tables))
    return Digest(exact=exact_counts(evidence, counts), shown=shown)


def as_part(evidence: Evidence, shown: Shown) -> Part:
    """Say which people a digest is of, beside others on the same question."""
    return make_part(
        release(shown),
        evidence.scope,
        opened=evidence.opened,
        closed=evidence.closed,
        cut=evidence.cut,
        zone=evidence.zone,
    )


def _with_cells(evidence: Evidence) -> Evidence:
    """Give an area's digest what the whole one would show of it, beside all that came out."""
    if evidence.whole is None:
        return evidence
    number, edition = evidence.number, evidence.edition
    whole = cut_digest(replace(evidence.whole, number=number, edition=edition))
    return replace(evidence, cells=read_cells(whole.shown.tables, evidence.scope.area))


def _list_before(evidence: Evidence) -> tuple[list[Learnt], list[Part]]:
    """List what came out before: the whole ones as learnt, and all of them."""
    number, edition = evidence.number, evidence.edition
    learnt = [one for one in evidence.earlier if _is_before(one, number, edition)]
    parts = [one for one in evidence.released if _is_before(one.released, number, edition)]
    return [] if evidence.scope.area else learnt, parts


def _is_before(one: Learnt | Released, number: int, edition: int) -> bool:
    """Tell whether it came out before: first editions, and those this one stands in place of."""
    if one.number == number:
        return one.edition < edition
    return one.number < number and one.edition == 1


def _show(
    evidence: Evidence,
    counts: Counts,
    silent: Mapping[str, tuple[Silence, ...]],
    broken: Broken,
    caution: Caution,
) -> Shown:
    totals = show_totals(evidence, counts, caution)
    few = {name: tuple(one.code for one in found if not one.none) for name, found in silent.items()}
    splits = split_all(broken, totals, few, caution)
    whole = not evidence.scope.area  # a breakdown of one area would be one of three dimensions
    by_group = splits.topics if whole else {}
    gaps = find_gaps(evidence.profile, evidence.told, by_group, totals.base, caution)
    findings = Findings(
        evidence=evidence,
        counts=counts,
        totals=totals,
        topics_by_channel=splits.topics["channel"] if whole else None,
        silent_languages=silent["language"],
        silent_areas=silent["area"],
        topics_by_language=splits.topics["language"] if whole else None,
        gaps=gaps if whole else (),
        unsorted_languages=name_lagging(counts, splits.topics["language"], evidence.first_language)
        if whole
        else (),
    )
    return Shown(
        community=clean(evidence.community.name),
        title=clean(evidence.title),
        number=evidence.number,
        edition=evidence.edition,
        closing=evidence.closing,
        period=write_period(evidence),
        headline=write_headline(findings),
        lines=write_lines(findings),
        paste=write_paste(findings),
        cite=_cite(evidence),
        topics=make_topics(totals),
        tables=(make_totals(totals), *(_further(findings, splits, caution) if whole else ())),
        heard=_heard(evidence, totals),
        questions=tuple(
            Question(
                language=wording.language,
                language_name=name_language(wording.language),
                text=clean(wording.text),
            )
            for wording in evidence.wordings
        ),
        facts=(*list_facts(findings), *write_played_back(evidence), *write_answers(evidence)),
        method=_method(evidence),
        note=write_note(evidence),
    )


def _further(findings: Findings, splits: Splits, caution: Caution) -> tuple[Table, ...]:
    """Lay out what is not shown of one area alone."""
    counts, evidence = findings.counts, findings.evidence
    first = Passed(
        name=_find_first_question(evidence),
        saw=len(counts.reached),
        answered=len(counts.answered),
    )
    apart = (
        lay_out_drop_off((first, *evidence.passed), caution),
        lay_out_gaps(findings.gaps),
    )
    return (
        *lay_out_answers(evidence.closed_questions, closing=evidence.closing, caution=caution),
        *lay_out_all(splits, findings.totals),
        *(table for table in apart if table is not None),
    )


def _find_first_question(evidence: Evidence) -> str:
    """Find it as it went out in English, or else in the language that is first."""
    wordings = sorted(evidence.wordings, key=lambda one: (one.language != "en", one.language))
    asked = next((find_question(one.text) for one in wordings), "")
    return asked or "the first"


def _heard(evidence: Evidence, totals: Totals) -> tuple[Heard, ...]:
    """Gather words that may be shown; those on topics of few people stand on the first page."""
    shown = find_shown(evidence)
    said = [one for one in evidence.contributions if one.id in shown]
    found = []
    for topic in totals.raised:
        on_it = {words for one in said if topic.code in dict(one.themes) for words in shown[one.id]}
        if on_it and topic.people.value:
            found.append(Heard(code=topic.code, topic=topic.name, words=tuple(sorted(on_it))))
    return tuple(found)


def _cite(evidence: Evidence) -> str:
    kind = "closing edition" if evidence.closing else "running edition"
    community = evidence.community
    return (
        f"{clean(community.name)}, Digest {evidence.number}, edition {evidence.edition} ({kind}),"
        f" cut {say_moment(evidence.cut, evidence.zone)}. {clean(community.address)}. Contact:"
        f" {clean(community.contact)}, {clean(community.phone)}."
    )


def _method(evidence: Evidence) -> tuple[str, ...]:
    numbers = (
        "This is the closing edition: totals over everyone are exact from 5 up."
        if evidence.closing
        else "This is a running edition, cut while the question is open: every number is to the"
        " nearest 5."
    )
    return (
        "How people were asked. Residents got the question by text and answered in their own words,"
        " in any language. One resident is one voice, however many texts they sent and whichever"
        " phone they used.",
        "What the words mean. Asked: the carrier took the question. Reached: delivered to the phone"
        " (SMS), or taken by Telegram, which does not say more. Answered: they said something in"
        " reply. People who wrote without being asked count in the topics and are a line of their"
        " own; they are in no answer rate. So do people whose words came on paper or through a"
        " helper. A meeting is one entry with how many were there; nobody there counts in a topic.",
        "How answers were sorted. A machine suggests topics, by keywords and by sayings; one"
        f" answer may have several. {_sorted_note(evidence)} Words held back as abusive or for"
        " safeguarding are in no topic.",
        f"How numbers are protected. {numbers} From 1 to 4 we write “fewer than 5”. Breakdowns are"
        f" made of {MIN_BREAKDOWN} people or more, always to the nearest 5. Percentages are worked"
        f" out from the numbers you see, and left out under {MIN_DENOMINATOR} people.",
        "What it cannot tell. People chose to reply; those with no phone, no credit or no trust are"
        " missing. It says what those who answered raised, not how many residents would agree. Age,"
        " gender, ethnicity and disability are asked apart and tied to nothing that was said, so it"
        " cannot show how needs differ by those.",
        *_say_chosen(evidence),
        "Words. Nobody's name or number is here. Residents' own words are here only where they"
        " agreed to these very words; what an organiser put in other words says so.",
    )


def _say_chosen(evidence: Evidence) -> tuple[str, ...]:
    """Say how answers were counted that people chose, where there are any."""
    if not evidence.closed_questions or evidence.scope.area:
        return ()
    return (
        "What people chose. Of questions with answers to choose from, each person's last answer"
        " counts, as it was read; what could not be surely read is a line of its own. Questions"
        f" that fewer than {MIN_BREAKDOWN} people answered are left out, and so is one whose"
        " numbers would give few people away beside all others. Answers are not broken down by"
        " channel, language or area. Private questions are in no such table.",
    )


def _sorted_note(evidence: Evidence) -> str:
    sure = [person for c in evidence.contributions if not c.held for _, person in c.themes]
    if sure and all(sure):
        return "A person has confirmed each of them."
    return (
        "A person has confirmed some of them." if any(sure) else "No person has checked them yet."
    )
