"""Sorting the answers: what comes next, what a person says it is about, and taking that back.

The terminal's `sayso sort` and pages use the same functions. Words are shown masked.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from flows.errors import InputError
from insight.duplicates import find_near, fold_words
from insight.lag import Progress, find_lagging
from insight.masking import mask
from insight.wording import clean, name_language
from storage import decisions, topics, translations, waiting
from storage.database import Db
from storage.numbers import REPLY
from storage.views import record_view
from storage.waiting import Waiting
from workers.house import House, Present

LOADED = 1_000
WHY_SEEN = "sort"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one key sorts: a contribution, and those that say nearly the same.

    Attributes:
        ids: of the contributions, the one shown first.
        words: of each, as they may be shown.
        suggested: codes that a machine suggests, the surest first.
        translation: a person's, of the first one; "" where there is none.
    """

    ids: tuple[UUID, ...]
    words: tuple[str, ...]
    language: str
    suggested: tuple[str, ...]
    translation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is left to do.

    Attributes:
        by_language: the languages that lag most first.
        unconfirmed: what a machine sorted and no person has looked at.
    """

    by_language: Mapping[str, Progress]
    unconfirmed: int

    @property
    def waiting(self) -> int:
        """How many contributions are under no topic."""
        return sum(one.waiting for one in self.by_language.values())


def show_words(words: str) -> str:
    """Write somebody's words as they may be shown to whoever sorts them: masked, on one line."""
    return clean(mask(words))


def count_left(db: Db, present: Present) -> Left:
    """Count what is left to sort. Unprotected: for staff."""
    community, engagement = present.community.id, present.engagement.id
    found = waiting.count_progress(db, community, engagement)
    lagging = sorted(found, key=lambda code: (-found[code].share, code))
    return Left(
        by_language={code: found[code] for code in lagging},
        unconfirmed=waiting.count_unconfirmed(db, community, engagement),
    )


def list_pieces(
    db: Db, present: Present, *, skipped: Collection[UUID] = (), limit: int = LOADED
) -> list[Piece]:
    """List what waits, near-duplicates as one, the languages that lag most first.

    Args:
        skipped: contributions to leave out.
        limit: how many contributions are looked at.
    """
    languages = list(count_left(db, present).by_language)
    found = waiting.list_waiting(
        db,
        present.community.id,
        present.engagement.id,
        languages=languages,
        limit=limit + len(skipped),
    )
    return _join_near([one for one in found if one.id not in skipped])


def _join_near(found: Sequence[Waiting]) -> list[Piece]:
    """Join what says nearly the same in one language and has the same suggestions."""
    alike: dict[tuple[str, tuple[str, ...]], list[Waiting]] = {}
    for one in found:
        alike.setdefault((one.language, one.suggested), []).append(one)
    leaders: dict[UUID, list[Waiting]] = {}
    for some in alike.values():
        left, folded = list(some), [fold_words(one.words) for one in some]
        while left:
            near = {0, *find_near(folded[0], folded)}
            leaders[left[0].id] = [left[at] for at in sorted(near)]
            left = [one for at, one in enumerate(left) if at not in near]
            folded = [one for at, one in enumerate(folded) if at not in near]
    return [_as_piece(leaders[one.id]) for one in found if one.id in leaders]


def _as_piece(same: Sequence[Waiting]) -> Piece:
    first = same[0]
    return Piece(
        ids=tuple(one.id for one in same),
        words=tuple(show_words(one.words) for one in same),
        language=first.language,
        suggested=first.suggested,
        translation=show_words(first.translation),
    )


def with_translation(piece: Piece, words: str) -> Piece:
    """Give a piece as it is shown with a translation."""
    return replace(piece, translation=show_words(words))


def find_piece(db: Db, present: Present, id: UUID) -> Piece | None:
    """Find one contribution to sort, decided on or not; None where it is not there."""
    found = waiting.find_said(db, present.community.id, present.engagement.id, id)
    return None if found is None else _as_piece([found])


def decide(
    house: House,
    present: Present,
    contributions: Sequence[UUID],
    codes: Sequence[str],
    *,
    who: str,
    because: str = "",
    kept_out: bool = False,
) -> list[UUID]:
    """Write down what a person says these are about.

    Args:
        codes: of topics in use; empty: about none of them.
        kept_out: they are abusive, and stay out of digests.

    Returns:
        The decisions, by which they can be taken back.

    Raises:
        InputError: a topic is not in use, or there is nothing to sort under these ids.
    """
    community, engagement = present.community.id, present.engagement.id
    with house.database.transaction() as db:
        live = topics.name_topics(topics.read_frame(db, community, engagement).themes)
        for code in codes:
            if code not in live:
                there = ", ".join(live)
                raise InputError(f"There is no topic {code[:40]!r} in use; there is: {there}")
        made = decisions.decide(
            db,
            community,
            engagement,
            contributions,
            codes,
            kept_out=kept_out,
            who=who,
            because=because.strip(),
            now=house.clock(),
        )
        if not made:
            raise InputError("There is nothing to sort under this id: it is held or taken back")
    return made


def undo(house: House, present: Present, made: Sequence[UUID]) -> list[UUID]:
    """Take decisions back: what stood before stands again; gives the contributions."""
    community, engagement = present.community.id, present.engagement.id
    with house.database.transaction() as db:
        live = [one.code for one in topics.read_frame(db, community, engagement).themes]
        return decisions.undo(db, community, made, live=live, now=house.clock())


def translate(house: House, present: Present, contribution: UUID, words: str, *, who: str) -> None:
    """Write a person's translation beside somebody's words, in the community's first language.

    Raises:
        InputError: there are no words.
    """
    if not words.strip():
        raise InputError("A translation needs words")
    with house.database.transaction() as db:
        translations.add_translation(
            db,
            present.community.id,
            contribution,
            language=present.community.languages[0],
            words=words.strip(),
            who=who,
            now=house.clock(),
        )


def note_seen(db: Db, house: House, present: Present, ids: Sequence[UUID], *, who: str) -> None:
    """Write down who looks at somebody's words, before they see them."""
    community, now = present.community.id, house.clock()
    record_view(db, community, who=who, what=REPLY, subjects=ids, why=WHY_SEEN, now=now)


class LagError(InputError):
    """A closing digest waits until the answers in some language are sorted."""


def refuse_lag(db: Db, present: Present) -> None:
    """Refuse a closing digest while one language is sorted over 10 points less than the first.

    Raises:
        LagError: one line that names the language and says what to do.
    """
    progress = waiting.count_progress(db, present.community.id, present.engagement.id)
    first = present.community.languages[0]
    behind = find_lagging(progress, first)
    if not behind:
        return
    worst, own = progress[behind[0]], progress.get(first, Progress(waiting=0, heard=0))
    also = ", ".join(name_language(code) for code in behind[1:])
    raise LagError(
        f"The closing digest waits: of the answers in {name_language(behind[0])}"
        f" {worst.share:.0f} % are not sorted, in {name_language(first)} {own.share:.0f} %"
        f"{f' (also behind: {also})' if also else ''}. Sort them with `sayso sort`"
    )
