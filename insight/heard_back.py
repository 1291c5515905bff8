"""Did we hear you right: how many were asked back, and what they said. Holds no counting."""

from insight.disclosure import THRESHOLD, show_total
from insight.evidence import Evidence, HeardBack
from insight.findings import Findings
from insight.model import Fact, Line
from insight.wording import clean

HALF_FROM, HALF_TO = 40, 60  # per cent that are about half


def write_heard_back(findings: Findings) -> Line | None:
    """Write the line of the first page on whether we heard people right."""
    evidence = findings.evidence
    everybody = evidence.heard_back_all
    if everybody is None:
        return None
    closing = evidence.closing
    asked = show_total(everybody.asked, closing=closing).text
    replied = show_total(everybody.replied, closing=closing).text
    text = f"of {asked} asked back, {replied} replied{_say_share(everybody)}."
    if everybody.added:
        text += f" {_capital(show_total(everybody.added, closing=False).text)} added something."
    if everybody.waiting:
        waiting = _capital(show_total(everybody.waiting, closing=False).text)
        why = "asked for a good time first" if everybody.veiled else "on phones that others use too"
        text += f" {waiting} more, {why}, have not opened the question."
    names = {topic.code: topic.name for topic in evidence.topics}
    topics = dict.fromkeys(clean(names.get(one.topic, one.topic)) for one in evidence.heard_back)
    text += f" Played back: {'; '.join(topics)}."
    return Line(key="heard_back", label="Did we hear right?", text=text)


def write_played_back(evidence: Evidence) -> tuple[Fact, ...]:
    """Write each topic that was played back, what people were told we heard, and the replies."""
    names = {topic.code: topic.name for topic in evidence.topics}
    return tuple(
        Fact(term=f"Played back on {clean(names.get(one.topic, one.topic))}", text=_write(one))
        for one in evidence.heard_back
    )


def _write(one: HeardBack) -> str:
    """Write one topic to the nearest 5: with exact totals above it a small one would show."""

    def say(count: int) -> str:
        return show_total(count, closing=False).text

    added = f"; {say(one.added)} added something" if one.added else ""
    said = f"“{clean(one.words).rstrip('.')}.” To the nearest 5: "
    return f"{said}{say(one.asked)} asked, {say(one.replied)} replied{_say_share(one)}{added}."


def _say_share(one: HeardBack) -> str:
    """Say in a word how many agreed; a number would tell how many did not."""
    if one.replied < THRESHOLD:
        return ""
    percent = 100 * one.agreed // one.replied
    if percent > HALF_TO:
        return ": most said yes"
    return ": about half said yes" if percent >= HALF_FROM else ": most did not say yes"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
