"""The first page's line on how far to trust it. Holds no counting."""

from itertools import pairwise

from insight.breakdowns import OTHER, rank_on_channels
from insight.counting import count_evidence
from insight.disclosure import THRESHOLD
from insight.findings import Findings
from insight.model import Line
from insight.totals import loose_pairs
from insight.wording import capitalise, clean, join_words, name_language, say_means
from insight.writers import find_heavy_helpers

MOST_RANKED = 6


def write_trust(findings: Findings) -> Line | None:
    """Write how far the figures may be trusted; None before anybody was heard."""
    totals = findings.totals
    if totals.base.value == 0:
        return None
    sentences = ["those who answered, not a sample"]
    if totals.leading and totals.leading[0].share is not None:
        share = totals.leading[0].share
        sentences[0] += f"; do not write “{share}% of residents”"
    sentences += [*_how_first(findings), *_in_languages(findings)]
    sentences += [*_loose_order(findings), *_without_helpers(findings)]
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
        said.append(f"{top.name}: first {say_means(firm)}")
    if broken:
        said.append(f"not first {say_means(broken)}")
    if not firm and not broken:
        said.append("too few people on each channel to say whether the first place holds on each")
    return [capitalise(", ".join(said))]


def _in_languages(findings: Findings) -> list[str]:
    """Say where the first place does not hold among those who wrote in one language."""
    if len(findings.totals.leading) < 2:
        return []
    _, broken, _ = rank_on_channels(findings.topics_by_language, findings.totals)
    named = [name_language(code) for code in sorted(broken) if code != OTHER]
    top = findings.totals.leading[0].name
    return [f"{top}: not first among those who use {join_words(named)}"] if named else []


def _loose_order(findings: Findings) -> list[str]:
    _, _, pairs = rank_on_channels(findings.topics_by_channel, findings.totals)
    loose = loose_pairs(findings.totals, pairs)
    runs: list[list[str]] = []
    joined = False
    for upper, lower in pairwise(findings.totals.leading[:MOST_RANKED]):
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
    heavy = _heavy_helpers(findings)
    if len(helped) < THRESHOLD or not leading:
        return heavy
    topics = count_evidence(evidence, without_helpers=True).topics
    most = max(len(ids) for ids in topics.values())
    holds = len(topics[leading[0].code]) == most
    holding = "holds" if holds else "does not hold"
    return [f"Without paper forms and helpers' entries the first place {holding}", *heavy]


def _heavy_helpers(findings: Findings) -> list[str]:
    """Warn where one helper brought over a third of a group."""
    heavy = find_heavy_helpers(findings.evidence.participants)
    languages = {f"{name_language(one.code)} speakers" for one in heavy if one.by == "language"}
    areas = {f"people in {clean(one.code)}" for one in heavy if one.by == "area"}
    if not heavy:
        return []
    groups = join_words([*sorted(languages), *sorted(areas)])
    return [f"One helper wrote down over a third of what came from {groups}"]
