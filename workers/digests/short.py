"""Renders a digest as a text of three SMS segments at most, for residents. Holds no counting."""

from flows.sms import count_segments, make_cheaper
from insight.model import Digest, Shown
from insight.wording import clean

MOST_SEGMENTS = 3
UNSORTED = "unsorted"
OWED = "owed"


def render_short(digest: Digest) -> bytes:
    """Render the text: what came first, what else was raised, and who owes an answer by when.

    Returns:
        UTF-8. Topics that no longer fit are left out from the end; the answer that is owed stays.
    """
    shown = digest.shown
    others = _list_others(shown)
    while True:
        text = _write(shown, others)
        if not others or count_segments(text).segments <= MOST_SEGMENTS:
            return f"{text}\n".encode("utf-8", "replace")
        others = others[:-1]


def _list_others(shown: Shown) -> list[str]:
    """List the topics behind the first whose number is shown."""
    raised = [row for row in shown.topics.rows if row.figures[0].value and row.code != UNSORTED]
    return [f"{row.name} {row.figures[0].text}" for row in raised[1:]]


def _write(shown: Shown, others: list[str]) -> str:
    owed = next((line.text for line in shown.lines if line.key == OWED), "")
    parts = [f"{shown.community}. {shown.title}?".replace("??", "?"), shown.headline]
    parts += [f"Also: {', '.join(others)}."] if others else []
    return make_cheaper(clean(" ".join([*parts, owed])))
