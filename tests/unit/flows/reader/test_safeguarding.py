"""What a person must look at, and what only sounds like it."""

# ruff: noqa: E501  (tables)

import pytest

from flows.reader.normal import normalise
from flows.reader.safeguarding import find_danger

WORRYING = (
    """
I want to kill myself|i wanna die|I don't want to live anymore|I’m going to end my life|thinking about suicide|I feel suicidal|I have been self harming
my husband hits me|My ex is threatening me|he beats me every night|she hit my son|my dad touches me|I am being abused at home|he raped me
I am scared of my husband|I'm not safe at home|he won't let me leave|I'm being forced to marry|they are going to kill me|he tried to kill me
he has a knife|I am in danger|we are in danger please help|the baby next door is left alone all night|a child is being beaten|the kids are being abused
someone is breaking into my house now|my flat is on fire|i cant go on any more|I have taken an overdose|I want to hurt myself
kendimi öldürmek istiyorum|Ölmek istiyorum|kocam beni dövüyor|eşim bana vuruyor|intihar etmeyi düşünüyorum|tehlikedeyim|dayak yiyorum
dw i eisiau marw|lladd fy hun|amake mare|ami more jete chai|আমি মরে যেতে চাই|আমাকে মারছে|আত্মহত্যা করব
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
HARMLESS = (
    """
I'm dying for a coffee|somewhere for killing time|this hill is killing me|the stairs are killing me|kill the weeds|dead trees|the street is dead at night
the crossing is dangerous|stop the traffic before someone dies|a car hit my fence|they beat us 3 nil|suicide prevention group|domestic abuse services
more police on the beat|knife crime|fire doors|I nearly died laughing|to die for cakes|safe place for kids to play|kids need a club|self defence classes
jump park|hit and run drivers|the damp is hurting my lungs|my landlord hits us with rent rises|boxing club to beat boredom|a life saving station
child care|children are hit by cars on this road|I live alone|my mum lives alone|touch screens|the council is killing our high street|break times
bu yokuş beni öldürüyor|çocuk parkı|yeni park|polis|mwy o fysiau|more benches|
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize("text", WORRYING)
def test_find_danger_finds(text: str) -> None:
    assert find_danger(normalise(text))


def test_find_danger_finds_them_among_everyday_words() -> None:
    texts = [f"Hello. {text}. more buses at night" for text in WORRYING]

    assert [text for text in texts if not find_danger(normalise(text))] == []


@pytest.mark.parametrize("text", HARMLESS)
def test_find_danger_leaves_alone(text: str) -> None:
    assert find_danger(normalise(text)) == ""
