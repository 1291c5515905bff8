"""The `themes` job: sorts what nobody has looked at yet by its engagement's code frame."""

from uuid import UUID

from insight.sorting import Sorter
from storage import contributions, examples, topics
from storage.communities import Community
from storage.database import Db
from storage.engagements import Engagement
from workers.house import House
from workers.languages import identify_languages

BATCH_ROWS = 2_000
MOST_EXAMPLES = 1_000  # what people decided last teaches the sorter


def sort_themes(house: House) -> int:
    """Sort what is unsorted, in batches. May run twice; a person's decision always stands.

    Returns:
        How many contributions were looked at.
    """
    with house.database.transaction() as db:
        present = house.find_present(db)
    if present is None:
        return 0
    return sum(_sort_all(house, present.community, one) for one in present.every.values())


def _sort_all(house: House, community: Community, engagement: Engagement) -> int:
    done = 0
    while True:
        looked_at = _sort_some(house, community, engagement)
        done += looked_at
        if looked_at < BATCH_ROWS:
            return done


def _sort_some(house: House, community: Community, engagement: Engagement) -> int:
    with house.database.transaction() as db:
        claimed = contributions.claim_unsorted(db, community.id, engagement.id, limit=BATCH_ROWS)
        if not claimed:
            return 0
        unsorted = identify_languages(claimed, community.languages)
        sorter = _find_sorter(house, db, community.id, engagement.id)
        found = sorter.sort([one.words for one in unsorted], [one.language for one in unsorted])
        codings = [
            {"contribution_id": one.id, "theme": code, "score": score}
            for one, there in zip(unsorted, found, strict=True)
            for code, score in there.suggested.items()
        ]
        ids = [one.id for one in unsorted]
        changed = [new for old, new in zip(claimed, unsorted, strict=True) if new != old]
        contributions.write_languages(db, community.id, changed)
        contributions.write_codings(db, community.id, ids, codings, now=house.clock())
    return len(unsorted)


def _find_sorter(house: House, db: Db, community: UUID, engagement: UUID) -> Sorter:
    frame = topics.read_frame(db, community, engagement)
    decided = examples.list_decided(db, community, engagement, limit=MOST_EXAMPLES)
    return house.frames.find(engagement, frame, decided)
