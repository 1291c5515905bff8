"""Opt-outs in words are honoured on both channels, and sentences about things never."""

import pytest

from tests.integration.town import Town

STOPS = """
stop|STOP.|Stop please|please stop texting me|stop messaging me|unsubscribe me|take me off your list
remove my number|delete my number|do not text me again|don't contact me again|leave me alone
no more texts|no more messages please|wrong number|you have the wrong number|go away|opt out
mesaj atmayın|bana mesaj atmayın|yanlış numara|stopiwch|peidiwch â tecstio fi|rhif anghywir
আর মেসেজ দেবেন না|ভুল নম্বর|proszę nie pisać|pomyłka|nie piszcie do mnie
ha ii soo dirin|lambar khaldan|پیغام نہ بھیجیں|غلط نمبر|لا ترسلوا رسائل|رقم خاطئ
"""
SAID = """
stop the traffic|please stop the lorries at night|the bus stop is broken|stop closing the library
stop and search|cancel the parking permits|end the noise|quit building flats|the wrong bins come
a park please|dim ceir ar y stryd|parkta çöp var|autobus nie przyjeżdża|রাস্তায় আলো নেই
biyaha ma jiraan|پارک میں روشنی نہیں|لا يوجد ضوء في الشارع
remove the old sofa|delete the speed bumps
"""


def split(table: str) -> list[str]:
    return [one for line in table.strip().splitlines() for one in line.split("|")]


def say(town: Town, channel: str, phrases: list[str]) -> dict[str, bool]:
    """Have somebody else say each, and look who is stopped."""
    make = town.sms if channel == "sms" else town.telegram
    start = "+4477009001" if channel == "sms" else "30"
    people = {phrase: f"{start}{n:02}" for n, phrase in enumerate(phrases)}
    town.store(*[make(address, phrase) for phrase, address in people.items()])
    town.answer()
    stopped = set(town.values("select hash from address where stopped_at is not null"))
    keys = town.house.keys
    return {
        phrase: keys.lookup(channel, address) in {bytes(hash) for hash in stopped}
        for phrase, address in people.items()
    }


@pytest.mark.parametrize("channel", ["sms", "telegram"])
def test_opt_outs_in_words_stop_all_that_goes_out(town: Town, channel: str) -> None:
    said = say(town, channel, split(STOPS))

    assert [phrase for phrase, stopped in said.items() if not stopped] == []
    assert town.values("select count(*) from suppression") == [len(said)]
    unconfirmed = "select count(*) from message where not after_stop and state = 'queued'"
    assert town.values(unconfirmed) == [0]


@pytest.mark.parametrize("channel", ["sms", "telegram"])
def test_sentences_about_things_stop_nothing(town: Town, channel: str) -> None:
    said = say(town, channel, split(SAID))

    assert [phrase for phrase, stopped in said.items() if stopped] == []
