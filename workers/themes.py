"""The `themes` job: sorts what nobody has looked at yet by its engagement's code frame."""

from storage import contributions, topics
from storage.communities import Community
from storage.engagements import Engagement
from workers.house import House
from workers.languages import identify_languages

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
        matcher = house.frames.find(topics.read_frame(db, community.id, engagement.id))
        claimed = contributions.claim_unsorted(db, community.id, engagement.id, limit=BATCH_ROWS)
        unsorted = identify_languages(claimed, community.languages)
        codings = [
            {"contribution_id": one.id, "theme": suggestion.code, "score": suggestion.score}
            for one in unsorted
            for suggestion in matcher.suggest(one.words, one.language)
        ]
        ids = [one.id for one in unsorted]
        changed = [new for old, new in zip(claimed, unsorted, strict=True) if new != old]
        contributions.write_languages(db, community.id, changed)
        contributions.write_codings(db, community.id, ids, codings, now=house.clock())
    return len(unsorted)
