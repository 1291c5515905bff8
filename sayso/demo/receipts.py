"""What the demo's decider answers to the first topic, and what its residents make of it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sayso.carriers.server import FakeCarriers
from sayso.demo.cast import Resident
from sayso.responding import Said, draft, find_topic, keep
from sayso.response_list import list_responses
from storage import responses
from storage.responses import YES
from workers.house import House, Present
from workers.responses import tell

DECIDER = "Ann Khan, Housing"
WORDS = {
    "en": "work begins in blocks A to C",
    "tr": f"{DECIDER}: EVET, A ile C arası bloklarda iş başlıyor",
}
DONE_WITHIN = timedelta(days=120)
SPOKEN_EVERY, UNFAIR_EVERY = 2, 5
"""Every so many of those who got it say whether it is fair; every so many of these say no."""


def answer_first(house: House, present: Present) -> str:
    """Answer the topic that most people raised, and tell them all; "" where nobody raised any."""
    raised = _rank(house, present)
    if not raised:
        return ""
    said = Said(
        answer=YES,
        words=WORDS["en"],
        because="",
        decider=DECIDER,
        day=(house.clock() + DONE_WITHIN).date().isoformat(),
        others={"tr": WORDS["tr"]},
        veiled=False,
        who=present.community.profile["contact"],
    )
    topic = find_topic(house, present, raised[0])
    made = keep(house, present, draft(house, present, topic, said))
    tell(house, present, made, any_hour=True)
    return raised[0]


def _rank(house: House, present: Present) -> list[str]:
    """Rank the topics by how many people raised them."""
    community, engagement, now = present.community.id, present.engagement.id, house.clock()
    codes = [row["topic"] for row in list_responses(house, present)]
    with house.database.transaction() as db:
        people = {
            code: len(responses.list_contributors(db, community, engagement, code, at=now))
            for code in codes
        }
    return sorted(people, key=lambda code: (-people[code], code))


def count_receipts(carriers: FakeCarriers, cast: Sequence[Resident]) -> tuple[int, int]:
    """Read off the handsets how many have the answer, and how many texts of it are too many."""
    found = [_count(carriers, one) for one in cast]
    return sum(1 for n in found if n), sum(n - 1 for n in found if n)


def say_what_they_think(carriers: FakeCarriers, cast: Sequence[Resident]) -> Mapping[str, str]:
    """Have some of those who got the answer say whether it is fair: resident -> what they text."""
    told = [one for one in cast if _count(carriers, one)]
    said = {
        one.id: "2" if n % UNFAIR_EVERY == UNFAIR_EVERY - 1 else "1"
        for n, one in enumerate(told[::SPOKEN_EVERY])
    }
    for one in told:
        if one.id in said:
            carriers.sends(one.channel, one.address, said[one.id])
    return said


def count_unanswered(house: House, present: Present) -> int:
    """Count the topics that were raised and have no answer."""
    return sum(1 for row in list_responses(house, present) if row["owed"])


def _count(carriers: FakeCarriers, one: Resident) -> int:
    """Count the texts on a handset that tell of the answer."""
    shown = carriers.ledger.handset(one.channel, one.address)
    return sum(any(words in received.text for words in WORDS.values()) for received in shown)
