from insight.proposing import Leftover, propose_topics

SAID = (
    ("a", "please open the allotments again"),
    ("b", "allotments, we had some once"),
    ("c", "an allotment for the school"),
    ("d", "more alotments"),
    ("e", "swifts used to nest here"),
    ("e", "the swifts again"),
    ("e", "save our swifts"),
)


def left(*said: tuple[str, str], language: str = "en") -> list[Leftover]:
    return [
        Leftover(id=f"{n:03}", person=person, words=words, language=language)
        for n, (person, words) in enumerate(said)
    ]


def test_propose_topics_finds_the_word_that_several_people_share() -> None:
    (found,) = propose_topics(left(*SAID))

    assert (found.word, found.people) == ("allotments", 4)
    assert found.keywords == ("allotment", "allotments", "alotments")
    assert found.ids == ("000", "001", "002", "003")


def test_propose_topics_counts_people_and_not_texts() -> None:
    swifts = [one for one in SAID if one[0] == "e"]

    assert propose_topics(left(*swifts)) == []
    assert [one.word for one in propose_topics(left(*swifts, ("f", "swifts"), ("g", "swifts")))]


def test_propose_topics_keeps_languages_apart_and_knows_their_endings() -> None:
    turkish = (("a", "çocuk parkında salıncak"), ("b", "salıncaklar kırık"), ("c", "salıncağı yok"))

    (found,) = propose_topics([*left(*turkish, language="tr"), *left(("d", "salıncak"))])

    assert (found.language, found.people) == ("tr", 3)


def test_propose_topics_is_the_same_whatever_the_order() -> None:
    texts = left(*SAID, *((f"p{n}", f"the {w} hall") for n, w in enumerate("abcdefgh")))

    assert propose_topics(texts[::-1]) == propose_topics(texts)


def test_propose_topics_takes_no_greeting_and_no_word_that_everybody_uses() -> None:
    greetings = ((f"p{n}", "good morning neighbours") for n in range(8))
    everybody = ((f"q{n}", f"marsh lane {sign * 5}") for n, sign in enumerate("abcdefghijklmn"))

    assert propose_topics(left(*greetings, *everybody)) == []
