"""New topics from what fits none: proposed to a person, who names one or leaves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flows.errors import InputError
from insight.frame import Theme
from insight.proposing import Proposal, propose_topics
from storage import topic_changes, waiting
from storage.database import Db
from storage.topic_changes import Act
from workers.house import House, Present
from workers.sorting import show_words
from workers.themes import sort_themes

MOST_READ = 20_000
EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal with some of what was said, as it may be shown."""

    proposal: Proposal
    shown: tuple[UUID, ...]
    examples: tuple[str, ...]


def propose(db: Db, present: Present) -> list[Proposed]:
    """Propose topics for what is left over. Nothing is stored."""
    community, engagement = present.community.id, present.engagement.id
    left = waiting.list_left_over(db, community, engagement, limit=MOST_READ)
    words = {one.id: one.words for one in left}
    return [
        Proposed(
            proposal=one,
            shown=tuple(UUID(id) for id in one.ids[:EXAMPLES]),
            examples=tuple(show_words(words[id]) for id in one.ids[:EXAMPLES]),
        )
        for one in propose_topics(left)
    ]


def accept(
    house: House,
    present: Present,
    word: str,
    *,
    code: str,
    names: dict[str, str],
    description: str = "",
    keywords: Mapping[str, tuple[str, ...]],
    act: Act,
) -> Theme:
    """Make a topic of a proposal, under the name a person gave it, and sort by it.

    Args:
        word: of the proposal.
        keywords: language -> words; none: the proposal's own.

    Raises:
        InputError: there is no such proposal any more, or the topic cannot be added.
    """
    community, engagement = present.community.id, present.engagement.id
    with house.database.transaction() as db:
        found = {one.proposal.word: one.proposal for one in propose(db, present)}
        if word not in found:
            there = ", ".join(found) or "none now"
            raise InputError(f"Nothing is proposed under {word[:40]!r}; there is: {there}")
        proposal = found[word]
        theme = Theme(
            code=code,
            names=names,
            description=description,
            keywords=keywords or {proposal.language: proposal.keywords},
        )
        topic_changes.add_topic(db, community, engagement, theme, act)
    sort_themes(house)
    return theme
