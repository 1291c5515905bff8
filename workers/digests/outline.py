"""The digest as a row of blocks, which every format lays out in its own way. Holds no layout."""

from collections.abc import Iterator
from dataclasses import dataclass

from insight.model import Digest, Fact, Line, Shown, Table
from insight.picking import pick_words, say_rest
from workers.digests.chart import Chart, draw_chart
from workers.digests.chosen import TITLE, part_tables
from workers.digests.html import RIGHT_TO_LEFT

CLEARED = "Words that a person has cleared to be shown. How many said the same is not told here."
FROZEN = "Frozen: the same figures always give the same page."


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of level 1 (the title), 2 or 3."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A paragraph; its part is "", headline, quiet, paste or cite."""

    text: str
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The first page's numbered lines."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """Words of residents, each by itself."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it went out."""

    language: str
    right_to_left: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A chart; the table of the same figures stands behind it."""

    title: str
    chart: Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A table of figures with its note."""

    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Terms, and what there is to say on each."""

    facts: tuple[Fact, ...]


Block = Heading | Words | Lines | Bullets | Question | Bars | Figures | Facts


def name_issue(shown: Shown) -> str:
    """Name the edition: whose digest, which number, and whether it is the last word."""
    kind = "Closing edition" if shown.closing else "Running edition"
    return f"{shown.community}. Digest {shown.number}, edition {shown.edition}. {kind}"


def say_period(shown: Shown) -> str:
    """Say of which days it is, and what else must be known at once."""
    return f"{shown.period}. {shown.note}" if shown.note else shown.period


def make_outline(digest: Digest) -> tuple[Block, ...]:
    """Lay the digest out as blocks, in the order they are read."""
    return tuple(_make_blocks(digest))


def _make_blocks(digest: Digest) -> Iterator[Block]:
    shown = digest.shown
    yield from _make_first_page(shown)
    yield from _make_topics(shown)
    answers, others = part_tables(shown)
    if answers:
        yield Heading(level=2, text=TITLE)
        for table in answers:
            yield Heading(level=3, text=table.title)
            yield from _make_figures(table)
    if others:
        yield Heading(level=2, text="Who answered, and what they raised")
        yield from (Figures(table=table) for table in others)
    yield Heading(level=2, text="The question, word for word")
    for question in shown.questions:
        yield Heading(level=3, text=question.language_name)
        yield Question(
            language=question.language,
            right_to_left=question.language in RIGHT_TO_LEFT,
            text=question.text,
        )
    yield Heading(level=2, text="How this was made, and its limits")
    yield from (Words(text=paragraph) for paragraph in shown.method)
    yield Heading(level=2, text="Who, when and which version")
    yield Facts(facts=shown.facts)
    yield Words(text=f"{FROZEN} Checksum (SHA-256): {digest.checksum}", part="quiet")


def _make_first_page(shown: Shown) -> Iterator[Block]:
    yield Heading(level=1, text=shown.title)
    yield Words(text=say_period(shown), part="quiet")
    yield Words(text=shown.headline, part="headline")
    yield Lines(lines=shown.lines)
    yield Heading(level=2, text="Paste this")
    yield Words(text=shown.paste, part="paste")
    yield Words(text=f"Cite as: {shown.cite}", part="cite")


def _make_figures(table: Table) -> Iterator[Block]:
    """Lay out a chart, where there is anything to draw, and the table of its figures."""
    chart = draw_chart(table)
    if chart is not None:
        yield Bars(title=table.title, chart=chart)
    yield Figures(table=table)


def _make_topics(shown: Shown) -> Iterator[Block]:
    yield Heading(level=2, text="Every topic")
    yield from _make_figures(shown.topics)
    if shown.heard:
        yield Heading(level=2, text="Some of what was said")
        yield Words(text=CLEARED)
        for heard in shown.heard:
            yield Heading(level=3, text=heard.topic)
            yield Bullets(texts=pick_words(heard))
            if say_rest(heard):
                yield Words(text=say_rest(heard), part="quiet")
