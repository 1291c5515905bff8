"""retention: which words are still kept, until when, and what for. Deletes nothing."""

from zoneinfo import ZoneInfo

from flows.amounts import amount
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from storage.retention import KEEP_WORDS_DAYS
from workers.sweeping.retention import Standing, read_standing


def retention(as_json: Json = False) -> None:
    """Show, question by question, whose words go when, and what they still wait for.

    What is due goes by itself, once a day, while Sayso runs.
    """
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        standing = read_standing(db, house, present)
    zone = ZoneInfo(present.community.zone)
    days = present.community.profile.get("keep_words_days", KEEP_WORDS_DAYS)
    if as_json:
        print_json({"keep_words_days": days, "questions": [_describe(one) for one in standing]})
        return
    say(f"Words are kept for {amount(days, 'day')} after the last text that was promised.")
    for one in standing:
        say(f"{one.engagement.title}: {_say(one, zone)}")


def _describe(one: Standing) -> dict[str, object]:
    return {
        "question": one.engagement.flow_id,
        "id": str(one.engagement.id),
        "words": one.kept.words,
        "waits": list(one.waits),
        "last": one.kept.last.isoformat(timespec="seconds"),
        "due": one.due_at.isoformat(timespec="seconds") if one.due_at else None,
        "gone": one.kept.words_gone_at.isoformat(timespec="seconds")
        if one.kept.words_gone_at
        else None,
    }


def _say(one: Standing, zone: ZoneInfo) -> str:
    if one.kept.words_gone_at and not one.kept.words:
        return f"the words were deleted on {one.kept.words_gone_at.astimezone(zone):%d %b %Y}."
    held = f"the words of {amount(one.kept.words, 'reply', 'replies')}"
    if one.due_at is None:
        return f"{held} are kept: {'; '.join(one.waits)}."
    return f"{held} are deleted on {one.due_at.astimezone(zone):%d %b %Y}."
