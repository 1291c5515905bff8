"""A town in which thirty people were asked and twenty have spoken."""

from sayso.sending import order
from storage import contributions
from tests.integration.town import Town


def speak(town: Town) -> None:
    """Let it happen; the fixture `speaking_town` is a clone of what comes of it."""
    town.imports(
        *[
            f"sms,+4477009001{n:02},Name,en,Marsh Lane,stall,consultation 2026-05-14"
            for n in range(30)
        ]
    )
    order(town.house, town.present, "", unchecked_by="Rosa")
    town.deliver()
    for n in range(20):
        words = "more benches in the park" if n % 2 else "the street lights are broken"
        town.store(town.sms(f"+4477009001{n:02}", words))
    town.answer()


def clear_one(town: Town, words: str) -> None:
    """Let words into digests that stand for what one person said."""
    id = town.values("select id from contribution order by id limit 1")[0]
    with town.house.database.transaction() as db:
        contributions.clear(db, town.present.community.id, id, words=words, now=town.hands.now)
    town.hands.move(minutes=1)
