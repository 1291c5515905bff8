"""Floods and loops: everything is kept, few answers go out, nobody else waits."""

from bot.channels.inbound import Inbound
from tests.integration.conftest import Open
from tests.integration.town import Town

ANN, BEN = "+447700900001", "+447700900002"


def store_flood(town: Town, texts: int, *, seconds: float, number: str = ANN) -> None:
    """Store texts of one number, spread over some seconds."""
    for start in range(0, texts, 50):
        town.hands.move(seconds=50 * seconds / texts)
        some: list[Inbound] = [town.sms(number, f"flood {n}") for n in range(start, start + 50)]
        town.store(*some)


def replies(town: Town, number: str) -> list[str]:
    return [
        str(body)
        for body in town.values(
            """select m.body from message m join address a on a.id = m.address_id
               where a.hash = :hash order by m.id""",
            hash=town.house.keys.lookup("sms", number),
        )
    ]


def test_flood_of_one_number_is_kept_whole_and_answered_twenty_times_and_once_more(
    town: Town,
) -> None:
    store_flood(town, 5_000, seconds=59)
    town.answer()

    said = replies(town, ANN)
    assert len(said) == 21
    assert [text for text in said if "a lot of texts at once" in text] == [said[20]]
    assert town.values("select count(*) from inbox where state = 'done'") == [5_000]
    kept = town.values("select count(*) from contribution")[0]
    kept += town.values("select count(*) from answer")[0]
    assert kept >= 5_000


def test_others_are_answered_in_the_first_claim_after_a_flood(town: Town) -> None:
    store_flood(town, 1_000, seconds=10)
    town.said("sms", BEN, "more benches")

    assert len(replies(town, BEN)) == 1


def test_flood_from_a_conversation_that_goes_on_is_counted_from_batch_to_batch(town: Town) -> None:
    for n in range(30):
        town.hands.move(seconds=1)
        town.said("sms", ANN, f"flood {n}")

    assert len(replies(town, ANN)) == 21


def test_stop_within_a_flood_is_obeyed_and_confirmed_once(open_with: Open) -> None:
    town = open_with(TWILIO_OPT_OUT="ours")
    store_flood(town, 100, seconds=10)
    town.store(*[town.sms(ANN, "STOP") for _ in range(30)])
    store_flood(town, 100, seconds=10)
    town.answer()

    assert town.values("select stopped_at is not null from address where staff_id is null") == [
        True
    ]
    assert [text for text in replies(town, ANN) if text.startswith("Done.")] == [
        replies(town, ANN)[-1]
    ]
    waiting = town.values("select body from message where state = 'queued'")
    assert [str(text)[:5] for text in waiting] == ["Done."]


def test_worrying_text_within_a_flood_is_answered_and_told_of(town: Town) -> None:
    store_flood(town, 100, seconds=10)
    town.said("sms", ANN, "he hits me and i am scared")

    assert town.values("select kind from task") == ["safeguarding"]
    assert "999" in replies(town, ANN)[-1]


def test_slow_down_is_said_in_the_language_they_chose(town: Town) -> None:
    town.imports(f"sms,{ANN},Ann,tr,,stall,consultation 2026-05-14")
    store_flood(town, 100, seconds=10)
    town.answer()

    assert any("Bir anda çok mesaj geldi" in text for text in replies(town, ANN))


def echo(town: Town, *, letters: int) -> list[str]:
    """Text back whatever we send, as far as a bot quotes it, for ten minutes."""
    town.said("sms", ANN, "hello")
    heard = 0
    for _ in range(15):
        town.hands.move(seconds=40)
        told = replies(town, ANN)
        for text in told[heard:]:
            town.said("sms", ANN, f"You said: {text[:letters]}")
        heard = len(told)
    return replies(town, ANN)


def test_echo_bot_gets_ten_messages_at_most_and_a_person_is_told(town: Town) -> None:
    assert len(echo(town, letters=30)) <= 7
    assert town.values("select kind from task") == ["loop"]


def test_echo_bot_that_quotes_the_whole_text_stops_itself_or_is_left_alone(town: Town) -> None:
    assert len(echo(town, letters=500)) <= 7


def test_human_words_after_a_loop_are_answered_again(town: Town) -> None:
    for _ in range(12):
        town.hands.move(seconds=40)
        town.said("sms", ANN, "We are closed. Opening hours are 9 to 5.")
    before = len(replies(town, ANN))
    town.said("sms", ANN, "that was my shop's phone, i want more benches")

    assert before == 6
    assert len(replies(town, ANN)) == 7
    assert town.values("select count(*) from task where kind = 'loop'") == [1]
