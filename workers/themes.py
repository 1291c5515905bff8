"""The `themes` job: sorts what nobody has looked at yet by its engagement's code frame."""

from uuid import UUID

from storage import contributions
from storage.engagements import Engagement
from workers.house import House

BATCH_ROWS = 500


def sort_themes(house: House) -> int:
    """Sort what is unsorted, in batches. May run twice; a person's decision always stands.

    Returns:
        How many contributions were looked at.
    """
    with house.database.transaction() as db:
        present = house.find_present(db)
    if present is None:
        return 0
    return sum(_sort_all(house, present.community.id, one) for one in present.every.values())


def _sort_all(house: House, community: UUID, engagement: Engagement) -> int:
    done = 0
    while True:
        looked_at = _sort_some(house, community, engagement)
        done += looked_at
        if looked_at < BATCH_ROWS:
            return done


def _sort_some(house: House, community: UUID, engagement: Engagement) -> int:
    matcher = house.frames.find(engagement.frame)
    with house.database.transaction() as db:
        unsorted = contributions.claim_unsorted(db, community, engagement.id, limit=BATCH_ROWS)
        codings = [
            {"contribution_id": one.id, "theme": suggestion.code, "score": suggestion.score}
            for one in unsorted
            for suggestion in matcher.suggest(one.words, one.language)
        ]
        ids = [one.id for one in unsorted]
        contributions.write_codings(db, community, ids, codings, now=house.clock())
    return len(unsorted)
