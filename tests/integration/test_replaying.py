"""Conversations played through again from the inbox, byte for byte."""

from random import Random  # noqa: TID251  (seeded)

import pytest

from sayso.releasing import release
from sayso.sending import order
from storage import conversations
from tests.integration.flows_of_a_town import PARK, publish
from tests.integration.town import Town
from workers.replaying import replay_conversation
from workers.sweep import sweep

RESIDENTS, ROUNDS = 20, 14
WORDS = (
    "more benches by the pond", "1", "2", "4", "SKIP", "BACK", "park", "gate7", "hello", "yes",
    "no", "the bus stop", "HELP", "7", "stop", "START", "TÜRKÇE", "?", "daha fazla park",
    "i think maybe lots of us", "he hits me and i am scared", "benches", "/start gate7",
    "/start nowhere", "wrong number", "needs", "thank you", "asdf", "",
)  # fmt: skip

# A number whose owner was a wrong one went to somebody new, with the texts that came from it.
OF_ONE_OWNER = """
    select c.id from conversation c
    join resident r on r.community_id = c.community_id and r.id = c.resident_id
    where r.came_from <> 'recycled' and exists (select from address a where a.resident_id = r.id)
"""


def number_of(person: int) -> str:
    return f"+4477009001{person:02d}"


def talk(town: Town, dice: Random, person: int) -> None:
    """Have one resident do something at random: most by SMS, every third on Telegram."""
    words = dice.choice(WORDS)
    if person % 3:
        town.store(town.sms(number_of(person), words))
        return
    chat, pick = str(3000 + person), dice.random()
    if pick < 0.3:
        press = {"id": "1", "from": {"id": int(chat)}, "data": dice.choice("12349")}
        town.store(town.update(callback_query=press))
    elif pick < 0.4:
        place = {"latitude": 51.5, "longitude": -0.1}
        chat_of = {"id": int(chat), "type": "private"}
        town.store(town.update(message={"chat": chat_of, "location": place}))
    else:
        town.store(town.telegram(chat, words or "hello"))


def go_on(town: Town, dice: Random) -> None:
    """Let days pass, and a person look at worrying texts now and then."""
    town.hands.move(hours=dice.choice((0, 1, 30, 80)))
    if dice.random() < 0.3:
        for id in town.values("select id from contribution where held = 'safeguarding'"):
            release(town.house, town.present, str(id), keep_out=False)
    sweep(town.house)
    town.answer()
    town.deliver()


@pytest.mark.parametrize("seed", [1, 2])
def test_replay_gives_every_conversation_again_to_the_last_byte(town: Town, seed: int) -> None:
    dice = Random(seed)
    rows = [
        f"sms,{number_of(one)},Ann,en,Marsh Lane,stall,consultation 2026-05-14"
        for one in range(RESIDENTS)
        if one % 3 == 1
    ]
    town.imports(*rows)
    order(town.house, town.present, "", unchecked_by="Rosa")
    town.deliver()
    for turn in range(ROUNDS):
        if turn == ROUNDS // 2:
            town.hands.move(minutes=1)
            publish(town, "park", PARK)
        for person in range(RESIDENTS):
            for _ in range(dice.randrange(3)):
                talk(town, dice, person)
        go_on(town, dice)

    ids = town.values(OF_ONE_OWNER)
    community = town.present.community.id
    with town.house.database.transaction() as db:
        stored = {one.id: one.state for one in conversations.read(db, community, ids)}
        again = {
            id: [
                taken.conversation.to_bytes().decode()
                for taken in replay_conversation(db, town.house, town.present, id)
            ][-1:]
            for id in ids
        }

    assert RESIDENTS // 2 < len(ids) <= RESIDENTS
    assert again == {id: [state] for id, state in stored.items()}
    versions = {state[: state.index(",")] for state in stored.values()}
    assert len(versions) == 2  # some ended in the park
