"""Texts that are nothing but swearing, and those that swear about something."""

# ruff: noqa: E501  (tables)

import pytest

from flows.reader import phrases
from flows.reader.always import find_command
from flows.reader.normal import normalise
from flows.reader.swearing import is_swearing

SWEARING = (
    """
fuck you|Fuck you all|you fucking idiots|shit|bollocks|wankers|you lot are wankers|fuck this shit|go fuck yourself|what the fuck|suck my dick
haha fuck off you cunts|🖕|🖕🖕|fuck you 🖕|you're all a bunch of twats|stupid bastards|eat shit|wankers lol
amk|siktir lan|orospu çocukları|gerizekalılar|salak mısınız|hepiniz şerefsizsiniz|amına koyayım|ffyc off
bokachoda|khankir pola|তুই শালা|হারামজাদা|kuttar baccha|kurwa mać|wy chuje|jesteście debile|jebać was|nacas yahow|doqon
bhenchod|chutiye|tum sab harami ho|حرامی|تم سب حرامی ہو|لعنت|كس امك|يا حمار|شرموطة|kosomak|ya sharmouta
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
SAID = (
    """
the fucking bins are never emptied|this estate is shit|shit buses|dog shit everywhere|the lift is fucked|fix the damn lift|bloody cold flat
fucking council does nothing|more benches|got it|thick walls|dogs|kutte|stop the dickheads on bikes|scumbag landlord|piss in the stairwell
its crap here at night|Amina|sala|git|pic|4|yes|no|hi||👍|ok|fuck yes|Scunthorpe|idiots on scooters|drug dealers and scum on the stairs
bok var sokakta|gówno na trawniku|psy srają wszędzie|كلاب|kutte bahut hain|রাস্তায় কুকুর|eey badan
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize("text", SWEARING)
def test_is_swearing_knows_what_only_swears(text: str) -> None:
    assert is_swearing(normalise(text))


@pytest.mark.parametrize("text", SAID)
def test_is_swearing_leaves_what_says_more(text: str) -> None:
    assert not is_swearing(normalise(text))


def test_is_swearing_leaves_what_people_say_politely() -> None:
    lines = phrases.GREETINGS | phrases.PLEASANTRIES | phrases.UNSURE

    assert [line for line in lines if is_swearing(normalise(line))] == []


@pytest.mark.parametrize(
    "text", ["fuck off", "Piss off!", "fuck off you idiots", "sod off you lot"]
)
def test_an_order_to_go_away_stays_a_stop(text: str) -> None:
    command = find_command(normalise(text))

    assert command
    assert command.word == "stop"
