"""Who wants no more texts, who may want none, and who says something else."""

# ruff: noqa: E501  (tables)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reader.always import find_command
from flows.reader.normal import normalise
from flows.reader.opting_out import find_stop, may_ask_stop

MAYBE = (
    """
leave me|remove|stop stop it ok|can this stop now|when will it stop|make it stop|Why do you keep texting|you keep texting me|why are you messaging me so much
too many texts|fewer texts please|enough|I've had enough|had enough of this|exit|not Sarah|who is Sarah?|I don't know any Ahmed|Ahmed has moved
he doesn't live here any more|Priyanka does not live here|I'm not Priyanka|Sorry, I'm not Priyanka|that's not me
yeter be|biktim artık|neden mesaj atıyorsunuz|dyna ddigon|আর লাগবে না|mam dość|nie jestem zainteresowana|odczep się|waa igu filan
bohat ho gaya|بہت ہو گیا|خلاص|لماذا تراسلوني
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
SAID = (
    """
bye|goodbye|nahi chahiye|juz nie|rubbish|quiet|boring|silence|bus|بس|over|out|done|finished|no need|not enough|too much noise|don't stop|please do not stop|stop them|leave it to you
keep me updated by text|text me again when the lift works|thank you so much for the texts|the texts from school come too late|how many people text you
stop and think about the kids|stop and search is racist|Stop and think|stop and listen to us|stop and look at the bins|cancel and refund the parking permits|quit smoking and drinking help
I'm not happy|I'm not sure|I'm not able to|I'm not well|I'm not Muslim|I am not British|I'm not from here|not here|no GP here|no buses here|nobody lives here
we don't live here|people who dump rubbish don't live here|the doctor doesn't live here|ben mutlu değilim|nie jestem pewna|لست متأكد
Sarah from the council never calls back|Ahmed is my neighbour|less|fewer|less traffic|less often|more
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize("text", MAYBE)
def test_find_stop_asks_where_somebody_may_want_no_more_texts(text: str) -> None:
    assert find_stop(normalise(text)) == "ask"


@pytest.mark.parametrize("text", SAID)
def test_find_stop_asks_nobody_who_says_something_else(text: str) -> None:
    assert find_stop(normalise(text)) == ""


@given(st.text(max_size=200) | st.sampled_from([*MAYBE, *SAID, "STOP", "wrong number"]))
def test_may_ask_stop_agrees_with_find_stop_where_no_word_always_works(text: str) -> None:
    said = normalise(text)

    if find_command(said) is None:
        assert (find_stop(said) == "ask") is may_ask_stop(said)
