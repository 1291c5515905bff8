"""The words that always work, and the sentences that only look like them."""

# ruff: noqa: E501  (tables)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reader import phrases
from flows.reader.always import find_command, is_greeting, is_pleasantry
from flows.reader.normal import normalise

STOPS = (
    """
STOP|Stop.|stop|STOPALL|unsubscribe|Cancel|END|quit|Revoke|OPTOUT|stop please|Please stop|pls stop texting me|please stop texting me
Stop texting me!|Stop sending me messages|stop sending these|stop messaging me now|can you stop texting me please
I want you to stop texting me|Don’t text me again|Don't contact me|do not text this number|dont message me any more
please don't text me, I'm at work|no more texts|No more texts please|no more messages from you|leave me alone|Leave us alone please
go away|Go away!!|get lost|not interested|I'm not interested thanks|take me off your list|remove my number|Remove me from your list
delete my number|unsubscribe me|I want to unsubscribe|opt out|how do I unsubscribe?|lose my number|I don't want these texts
I don’t want any more messages|stop it|Stop all texts|please stop. thank you|Hello. Stop texting me. The bins are bad
I never signed up for this|fuck off|Piss off|enough texts|stop bothering me|stop spamming me|STOP!!!|stop 🙏|/stop
DUR|dur|İPTAL|iptal|Lütfen mesaj atmayın|bana mesaj atma|artık mesaj göndermeyin|mesaj istemiyorum|rahatsız etmeyin|beni rahat bırakın
The bins are bad. Stop messaging me or I will report you|stop and leave me alone|Stop texting and leave me alone please|leave us alone and stop|stop and delete my number|fuck off you lot|dur ve bana yazma
stopiwch|peidiwch a thecstio|dim mwy o negeseuon|bondho korun|message pathaben na|বন্ধ করুন|আর মেসেজ পাঠাবেন না|przestań|nie pisz do mnie
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
WRONG = (
    """
wrong number|Wrong number.|Sorry, wrong number|you have the wrong number|I think you’ve got the wrong number mate|this is the wrong number
u have the wrong person|I'm not Sarah|im not sarah|Sorry, I'm not Sarah Jones|This isn't Sarah|my name is not Ahmed|Sarah doesn't live here|Ahmed doesn't live here any more
no Ahmed here|There's no one called Ahmed here|nobody here called Sarah|no Ahmed at this number sorry|you have the wrong Sarah|no one by that name here
ben Ahmet değilim|burada Ayşe yok|Marek tu nie mieszka|nie jestem Anna|main Ahmed nahi hoon|میں احمد نہیں ہوں|أنا لست محمد|আমি রহিম নই|ami Rahim na|ma ihi Ahmed|nid Sarah ydw i
This is not Ahmed's number|I'm not the person you want|yanlış numara|Yanlış numara!|rhif anghywir|bhul number|ভুল নম্বর|zły numer
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
OTHERS = {
    "start": "START|start|Unstop|/start|/start abc",
    "help": "HELP|help|info|Help me|help please|?|YARDIM|yardım|cymorth|সাহায্য",
    "call": "CALL|call me|Call me back please|please ring me|can you ring me tomorrow|beni arayın|ffoniwch fi|amake call korun"
    "|proszę zadzwonić|zadzwońcie do mnie|fadlan i soo wac|mujhe call karein|مجھے کال کریں|اتصل بي|كلموني|আমাকে কল করুন",
    "who": "WHO|who is this|Who is this?|who are you|who’s this|is this a scam|Is this a scam???|is this real|how did you get my number"
    "|Who is this? How did you get my number?|are you the council|what is this|kimsiniz|Bu kim?|pwy ydych chi|apni ke|আপনি কে|who is this please"
    "|kim jesteś|kto to jest?|skąd macie mój numer|waa kuma|kumaad tahay|aap kaun hain|آپ کون ہیں|یہ کون ہے|من أنت؟|مين معي|ما هذا؟",
    "less": "fewer texts|less texts please|too many texts|Too many messages from you|you text me too much|text me less often|not so many texts please"
    "|daha az mesaj|çok fazla mesaj|llai o negeseuon|kom message din|কম মেসেজ দিন|mniej wiadomości|za dużo SMS-ów|fariimo ka yar|kam message bhejein|کم پیغامات بھیجیں|رسائل أقل",
    "skip": "skip|SKIP|pass|atla|hepgor|বাদ দিন|pomiń|dalej|ka bood|agla sawal|اگلا سوال|تخطي|التالي",
    "back": "back|BACK|geri",
    "language": "Türkçe|turkce|English|in Turkish please",
}
SAID = (
    """
stop the traffic|Stop the traffic on our road|stop the bus being late|not sure|stop cars parking on the pavement|the bus stop
bus stop|A bus stop by the school|stop smoking help|please stop the lorries|stop speeding|Stop! The lorries at night are awful
help the old people|more help for carers|help with rent|call the police more|a call centre that answers|who knows|who needs it most is my mum
end the parking permits|cancel the road works|quit cutting services|we need to stop fly tipping|texting is good|no more cars
My landlord won’t stop texting me|don't text me at night|stop sending lorries down our street|wrong number of bins|the wrong number on the bus
start a youth club|information about benefits|no more benches for dogs|go away days for kids|leave the trees alone|skip on our street
my son|the end|remove the graffiti|take me to the seaside|a scam advice service|real grass|is this going to fix the lifts|no help
durak|durak yok|yeni otobüs durağı|bondhu|stop fires|delete the one way system|this is not a safe number of lamps|complaints desk|i want out of this estate|nobody contacts me back|stop dogs please|stop knife crime now|stop and search|My ex is awful. Don't text me after nine|stop and think|stop and search is racist|stop and think about the kids|less|fewer|less traffic|I'm not happy|I'm not sure|not Sarah|pass the parcel for kids
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize("text", STOPS)
def test_find_command_stops(text: str) -> None:
    command = find_command(normalise(text))
    assert command
    assert command.word == "stop"
    assert command.how in ("word", "phrase")


@pytest.mark.parametrize("text", WRONG)
def test_find_command_takes_a_wrong_number_for_a_stop(text: str) -> None:
    command = find_command(normalise(text))
    assert command
    assert (command.word, command.how) == ("stop", "wrong number")


@pytest.mark.parametrize(
    ("word", "text"), [(word, text) for word, texts in OTHERS.items() for text in texts.split("|")]
)
def test_find_command_finds_the_others(word: str, text: str) -> None:
    command = find_command(normalise(text))
    assert command
    assert command.word == word


@pytest.mark.parametrize("text", SAID)
def test_find_command_leaves_sentences_about_a_subject_alone(text: str) -> None:
    assert find_command(normalise(text)) is None


@pytest.mark.parametrize(
    "text",
    ["Hi", "hello!", "Hi there", "Merhaba", "salam", "good morning", "👋", "Hi hello", "নমস্কার"],
)
def test_is_greeting_knows_greetings(text: str) -> None:
    assert is_greeting(normalise(text))


@pytest.mark.parametrize(
    "text", ["hi the bins are full", "hello kitty park", "", "👍", "more benches"]
)
def test_is_greeting_knows_what_says_more(text: str) -> None:
    assert not is_greeting(normalise(text))


@pytest.mark.parametrize(
    "text",
    ["lol", "haha", "Hahahaha 😂", "ok lol", "hehe thanks", "هههه", "lmao", "xD", "👍", "thanks"],
)
def test_is_pleasantry_knows_thanks_and_laughter(text: str) -> None:
    assert is_pleasantry(normalise(text))


@pytest.mark.parametrize(
    "text", ["haa", "lol the bins", "haha more benches", "a hall", "no good", "hello"]
)
def test_is_pleasantry_leaves_what_says_more(text: str) -> None:
    assert not is_pleasantry(normalise(text))


@given(st.text(max_size=300))
def test_find_command_takes_any_text(text: str) -> None:
    find_command(normalise(text))


def test_phrases_stand_there_in_their_plain_form() -> None:
    tables = (
        phrases.STOP,
        phrases.WRONG_NUMBER,
        phrases.START,
        phrases.HELP,
        phrases.CALL,
        phrases.WHO,
        phrases.LESS,
    )
    more = (phrases.SKIP, phrases.BACK, phrases.DELETE, phrases.COMPLAIN, phrases.LANGUAGES)
    for table in (*tables, *more):
        for lines in table.values():
            assert [line for line in lines if line.isascii() and normalise(line).key != line] == []
