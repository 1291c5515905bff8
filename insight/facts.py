"""Who asked, when, in which version; and the four facts a lawful consultation stands on.

The four are those of R v Brent LBC, ex parte Gunning (1985): was it open, what were people told,
how long had they, what was taken into account.
"""

from insight.disclosure import show_total
from insight.evidence import Evidence
from insight.findings import Findings
from insight.model import Fact
from insight.wording import capitalise, clean, say_date, say_moment

NOT_SAID = "The organiser has not said."


def list_facts(findings: Findings) -> tuple[Fact, ...]:
    """List the facts of an edition: the four first, then who gains, then the rest."""
    evidence = findings.evidence
    facts = {
        "Was it still open? (1 of 4)": _say_open(evidence),
        "What were people told? (2 of 4)": _say_told(evidence),
        "How long had they? (3 of 4)": _say_long(evidence),
        "What is taken into account? (4 of 4)": _say_taken(evidence),
        "Who asked, and what they stand to gain": _say_gains(evidence),
        "What was held back, and why": _say_held(findings),
        **_say_rest(evidence),
    }
    return tuple(Fact(term=term, text=text) for term, text in facts.items())


def _say_open(evidence: Evidence) -> str:
    could = _sentence(evidence.could_change) or f"What could still change: {NOT_SAID.lower()}"
    return f"{could} No decision is recorded here."


def _say_told(evidence: Evidence) -> str:
    languages = len(evidence.wordings)
    wording = f"The question stands word for word above, in {languages} languages."
    if languages == 1:
        wording = "The question stands word for word above, in one language."
    if not languages:
        wording = "Nobody has been asked yet."
    limits = "; ".join(clean(limit).rstrip(".") for limit in evidence.limits_told)
    told = f"They were told that this cannot change: {limits}." if limits else ""
    promised = f"They were promised an answer by {say_date(evidence.promise_day)}."
    return " ".join(part for part in (wording, told, promised) if part)


def _say_long(evidence: Evidence) -> str:
    last = evidence.closed if evidence.closed and evidence.closed <= evidence.cut else evidence.cut
    days = max(0, (last - evidence.opened).days)
    span = f"{days} full day{'' if days == 1 else 's'}"
    return f"{span}, and still open." if last == evidence.cut else f"{span}, until it closed."


def _say_taken(evidence: Evidence) -> str:
    taken = _sentence(evidence.taken_in) or f"How they take it into account: {NOT_SAID.lower()}"
    return f"{capitalise(clean(evidence.decider))} decides. {taken}"


def _say_gains(evidence: Evidence) -> str:
    gains = _sentence(evidence.who_gains) or f"What they stand to gain: {NOT_SAID.lower()}"
    return f"{clean(evidence.community.name)}. {gains}"


def _say_held(findings: Findings) -> str:
    held, note = findings.totals.held, _sentence(findings.evidence.held_back_note)
    words = "Nothing." if held.value == 0 else f"Words of {held.text} people, as abusive or for"
    words += "" if held.value == 0 else " safeguarding: a person looks at each."
    small = "Numbers under 5, and those that would give such a one away: to hide who, never what."
    return " ".join(part for part in (words, small, note) if part)


def _say_rest(evidence: Evidence) -> dict[str, str]:
    closed = "still open"
    if evidence.closed is not None:
        closed = say_moment(evidence.closed, evidence.zone)
    community = evidence.community
    return {
        "Question opened": say_moment(evidence.opened, evidence.zone),
        "Question closed": closed,
        **_say_late(evidence),
        "This edition cut": say_moment(evidence.cut, evidence.zone),
        "Asked by": f"{clean(community.name)}, {clean(community.address)}",
        "Contact": f"{clean(community.contact)}, {clean(community.phone)}",
        "Decided by": clean(evidence.decider),
        "Answer promised by": say_date(evidence.promise_day),
        "Conversation": f"{evidence.flow_id}, version {evidence.flow_version}",
    }


def _say_late(evidence: Evidence) -> dict[str, str]:
    """Say how many wrote after it closed, where anybody did."""
    if not evidence.late:
        return {}
    figure = show_total(evidence.late, closing=evidence.closing)
    return {"Came after it closed": f"{figure.text} people; kept, and not counted here"}


def _sentence(text: str) -> str:
    words = clean(text)
    return f"{capitalise(words.rstrip('.'))}." if words else ""
