"""Cuts one frozen edition of a digest from evidence. Holds no counting and no page design."""

from collections.abc import Callable

from insight.breakdowns import Split, lay_out, share_row, split_people
from insight.counting import Breakdown, Counts, count_evidence, exact_counts
from insight.disclosure import MIN_BREAKDOWN, MIN_DENOMINATOR, Figure, show_total
from insight.evidence import Evidence, Participant
from insight.findings import Findings
from insight.first_page import (
    write_headline,
    write_lines,
    write_paste,
    write_period,
)
from insight.heard_back import write_played_back
from insight.model import Column, Digest, Fact, Heard, Question, Row, Shown, Table
from insight.owed import write_answers
from insight.silence import find_silence
from insight.totals import Totals, show_totals
from insight.wording import clean, name_channel, name_language, say_date, say_moment

PROTECTED = (
    f"To the nearest 5. Columns and rows of fewer than {MIN_BREAKDOWN} people are left out. Hidden:"
    " fewer than 5 people, or a figure that would give such a one away."
)
LAG_POINTS = 10  # a language whose unsorted share is further above the first one's is named


def cut_digest(evidence: Evidence) -> Digest:
    """Cut one edition.

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
    counts = count_evidence(evidence)
    totals = show_totals(evidence, counts)
    # Readers know how many were written down: as a column it would give a small one beside it away.
    topics_by_channel = _split_topics(counts, totals, _channel, (), without=counts.written)
    silent = find_silence(counts, _language)
    few = tuple(silence.code for silence in silent if not silence.none)
    topics_by_language = _split_topics(counts, totals, _language, few)
    findings = Findings(
        evidence=evidence,
        counts=counts,
        totals=totals,
        topics_by_channel=topics_by_channel,
        silent_languages=silent,
        silent_areas=find_silence(counts, lambda person: person.area),
        unsorted_languages=_lagging(topics_by_language, evidence.wordings[0].language)
        if evidence.wordings
        else (),
    )
    names = _row_names(totals)
    tables = (
        _reach_table(counts, totals, _channel, "channel", name_channel, ()),
        _reach_table(counts, totals, _language, "language", name_language, few),
        _topics_table(topics_by_channel, "channel", name_channel, names),
        _topics_table(topics_by_language, "language", name_language, names),
    )
    shown = Shown(
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
        topics=_main_table(totals),
        tables=tuple(table for table in tables if table is not None),
        heard=_heard(evidence, totals),
        questions=tuple(
            Question(
                language=wording.language,
                language_name=name_language(wording.language),
                text=clean(wording.text),
            )
            for wording in evidence.wordings
        ),
        facts=(*_facts(evidence), *write_played_back(evidence), *write_answers(evidence)),
        method=_method(evidence),
    )
    return Digest(exact=exact_counts(evidence, counts), shown=shown)


def _heard(evidence: Evidence, totals: Totals) -> tuple[Heard, ...]:
    """Gather cleared words by topic; those on topics of few people stand on the first page."""
    cleared = [one for one in evidence.contributions if one.cleared and not one.held]
    found = []
    for topic in totals.raised:
        on_it = {clean(one.words) for one in cleared if topic.code in dict(one.themes)}
        if on_it and topic.people.value:
            found.append(Heard(code=topic.code, topic=topic.name, words=tuple(sorted(on_it))))
    return tuple(found)


def _channel(person: Participant) -> str:
    return person.channel


def _language(person: Participant) -> str:
    return person.language


def _split_topics(
    counts: Counts,
    totals: Totals,
    by: Breakdown,
    few: tuple[str, ...],
    *,
    without: frozenset[str] = frozenset(),
) -> Split | None:
    rows = {"base": totals.base_ids}
    rows |= {topic.code: counts.topics[topic.code] for topic in totals.topics}
    rows["unsorted"] = counts.unsorted
    left = {code: ids - without for code, ids in rows.items()}
    return split_people(counts, totals, left, by, few=few)


def _reach_table(
    counts: Counts,
    totals: Totals,
    by: Breakdown,
    what: str,
    column_name: Callable[[str], str],
    few: tuple[str, ...],
) -> Table | None:
    names = {"asked": "Asked", "reached": "Reached", "answered": "Answered", "stopped": "Stopped"}
    rows = {
        "asked": counts.asked,
        "reached": counts.reached,
        "answered": counts.answered,
        "stopped": counts.stopped & counts.asked,
    }
    split = split_people(counts, totals, rows, by, few=few)
    if split is None:
        return None
    table = lay_out(
        split,
        id=f"reach_by_{what}",
        title=f"Who was asked and who answered, by {what}",
        note=PROTECTED,
        heading="People",
        row_names=names,
        column_name=column_name,
    )
    if "answered" not in split.cells or "reached" not in split.cells:
        return table
    rate = Row(
        code="answer_share",
        name="Answered, of those reached",
        figures=share_row(split, "answered", "reached"),
    )
    return _with_row(table, rate)


def _topics_table(
    split: Split | None, what: str, column_name: Callable[[str], str], names: dict[str, str]
) -> Table | None:
    if split is None:
        return None
    table = lay_out(
        split,
        id=f"topics_by_{what}",
        title=f"Topics by {what}",
        note=PROTECTED,
        heading="Topic",
        row_names=names,
        column_name=column_name,
    )
    if "unsorted" not in split.cells:
        return table
    share = Row(
        code="unsorted_share",
        name="Not sorted, of all above",
        figures=share_row(split, "unsorted", "base"),
    )
    return _with_row(table, share)


def _with_row(table: Table, row: Row) -> Table:
    return Table(
        id=table.id,
        title=table.title,
        note=table.note,
        heading=table.heading,
        columns=table.columns,
        rows=(*table.rows, row),
    )


def _row_names(totals: Totals) -> dict[str, str]:
    names = {topic.code: topic.name for topic in totals.topics}
    base = totals.base_name[:1].upper() + totals.base_name[1:]
    return {"base": base, **names, "unsorted": "Not sorted under a topic yet"}


def _main_table(totals: Totals) -> Table:
    rows = [
        Row(code=topic.code, name=topic.name, figures=(topic.people, _share(topic.share)))
        for topic in totals.topics
    ]
    if totals.unsorted.value != 0:
        figures = (totals.unsorted, _share(None))
        rows.append(Row(code="unsorted", name="Not sorted under a topic yet", figures=figures))
    how = "exact from 5" if totals.closing else "to the nearest 5"
    return Table(
        id="topics",
        title="How many people raised each topic",
        note=f"One person counts once in a topic and may raise several. Numbers are {how}. Share:"
        f" of the {totals.base.text} {totals.base_name}, not of all residents; none under"
        f" {MIN_DENOMINATOR}.",
        heading="Topic",
        columns=(Column(code="people", name="People"), Column(code="share", name="Share")),
        rows=tuple(rows),
    )


def _share(share: int | None) -> Figure:
    return Figure("not shown", None) if share is None else Figure(f"{share}%", share)


def _lagging(split: Split | None, first: str) -> tuple[str, ...]:
    """Find languages whose answers wait for sorting far more than those in the first one."""
    if split is None or "unsorted" not in split.cells:
        return ()
    shares = dict(zip(split.columns, share_row(split, "unsorted", "base"), strict=True))
    own = shares.get(first)
    if own is None or own.value is None:
        return ()
    return tuple(
        code
        for code, share in sorted(shares.items())
        if share.value is not None and share.value > own.value + LAG_POINTS
    )


def _cite(evidence: Evidence) -> str:
    kind = "closing edition" if evidence.closing else "running edition"
    community = evidence.community
    return (
        f"{clean(community.name)}, Digest {evidence.number}, edition {evidence.edition} ({kind}),"
        f" cut {say_moment(evidence.cut, evidence.zone)}. {clean(community.address)}. Contact:"
        f" {clean(community.contact)}, {clean(community.phone)}."
    )


def _facts(evidence: Evidence) -> tuple[Fact, ...]:
    closed = "still open"
    if evidence.closed is not None:
        closed = say_moment(evidence.closed, evidence.zone)
    community = evidence.community
    facts = {
        "Question opened": say_moment(evidence.opened, evidence.zone),
        "Question closed": closed,
        **_late(evidence),
        "This edition cut": say_moment(evidence.cut, evidence.zone),
        "Asked by": f"{clean(community.name)}, {clean(community.address)}",
        "Contact": f"{clean(community.contact)}, {clean(community.phone)}",
        "Decided by": clean(evidence.decider),
        "Answer promised by": say_date(evidence.promise_day),
        "Conversation": f"{evidence.flow_id}, version {evidence.flow_version}",
    }
    return tuple(Fact(term=term, text=text) for term, text in facts.items())


def _late(evidence: Evidence) -> dict[str, str]:
    """Say how many wrote after it closed, where anybody did."""
    if not evidence.late:
        return {}
    figure = show_total(evidence.late, closing=evidence.closing)
    return {"Came after it closed": f"{figure.text} people; kept, and not counted here"}


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
        "How answers were sorted. A list of keywords in several languages suggests topics; one"
        f" answer may have several. {_sorted_note(evidence)} Words held back as abusive or for"
        " safeguarding are in no topic.",
        f"How numbers are protected. {numbers} From 1 to 4 we write “fewer than 5”. Breakdowns are"
        f" made of {MIN_BREAKDOWN} people or more, always to the nearest 5. Percentages are worked"
        f" out from the numbers you see, and left out under {MIN_DENOMINATOR} people.",
        "What it cannot tell. People chose to reply; those with no phone, no credit or no trust are"
        " missing. It says what those who answered raised, not how many residents would agree. No"
        " age, disability or ethnicity was counted, so it cannot show how needs differ by those.",
        "Words. Nobody's name, number or own words are here, except words a person has cleared.",
    )


def _sorted_note(evidence: Evidence) -> str:
    sure = [person for c in evidence.contributions if not c.held for _, person in c.themes]
    if sure and all(sure):
        return "A person has confirmed each of them."
    return (
        "A person has confirmed some of them." if any(sure) else "No person has checked them yet."
    )
