from datetime import UTC, datetime, timedelta

from workers.texts.flooding import NEW, Pace, Verdict, hear, note_answer, read_pace, write_pace

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Talker:
    """Somebody who texts, and is answered as they are judged."""

    def __init__(self) -> None:
        self.pace: Pace = NEW
        self.loops = 0

    def texts(
        self,
        words: str,
        after_s: float,
        *,
        said: str = "",
        moved: bool = True,
        urgent: bool = False,
    ) -> Verdict:
        at = NOON + timedelta(seconds=after_s)
        heard = hear(read_pace(write_pace(self.pace)), words, at=at, moved=moved, urgent=urgent)
        self.pace = heard.pace
        self.loops += heard.loops
        if heard.verdict is not Verdict.QUIET:
            self.pace = note_answer(
                self.pace, [said or f"we said this after {words} to you"], at=at
            )
        return heard.verdict

    def count(self, *verdicts: Verdict) -> tuple[int, int, int]:
        return (
            verdicts.count(Verdict.ANSWER),
            verdicts.count(Verdict.SLOW_DOWN),
            verdicts.count(Verdict.QUIET),
        )


def test_twenty_texts_of_a_minute_are_answered_then_one_slow_down_then_nothing() -> None:
    ann = Talker()
    verdicts = [ann.texts(f"text {n}", n) for n in range(30)]
    assert verdicts[:20] == [Verdict.ANSWER] * 20
    assert verdicts[20] is Verdict.SLOW_DOWN
    assert verdicts[21:] == [Verdict.QUIET] * 9


def test_five_thousand_texts_of_a_minute_or_a_little_more_get_twenty_five_answers_at_most() -> None:
    for length_s in (10, 60, 66):
        ann = Talker()
        verdicts = [ann.texts(f"text {n}", n * length_s / 5_000) for n in range(5_000)]
        answers, slowed, _ = ann.count(*verdicts)
        assert 20 <= answers + slowed <= 25
        assert slowed == 1


def test_burst_after_a_first_text_gets_no_second_burst_of_answers() -> None:
    for before_s in (1, 30, 59, 61):
        ann = Talker()
        ann.texts("hello", -before_s)
        verdicts = [ann.texts(f"text {n}", n * 0.012) for n in range(5_000)]
        answers, slowed, _ = ann.count(*verdicts)
        assert answers + slowed <= 22


def test_twenty_a_minute_are_answered_for_as_long_as_it_goes_on() -> None:
    ann = Talker()
    verdicts = [ann.texts(f"text {n}", n) for n in range(600)]
    answers, slowed, _ = ann.count(*verdicts)
    assert 190 <= answers <= 200
    assert slowed == 1


def test_slow_talker_is_always_answered() -> None:
    ann = Talker()
    assert {ann.texts(f"text {n}", n * 3) for n in range(200)} == {Verdict.ANSWER}


def test_who_waits_after_a_flood_is_answered_again() -> None:
    ann = Talker()
    for n in range(25):
        ann.texts(f"text {n}", n)
    assert ann.texts("hello again", 75) is Verdict.ANSWER


def test_stop_within_a_flood_is_confirmed_and_a_flood_of_them_is_not() -> None:
    ann = Talker()
    for n in range(40):
        ann.texts(f"text {n}", n / 2)
    verdicts = [ann.texts(f"STOP {n}", 21, urgent=True) for n in range(100)]
    assert ann.count(*verdicts)[0] <= 2
    assert verdicts[0] is Verdict.ANSWER


def test_texts_that_come_out_of_order_do_no_harm() -> None:
    ann = Talker()
    assert [ann.texts(f"text {n}", 50 - n * 10) for n in range(10)] == [Verdict.ANSWER] * 10


ECHO = "Thank you. That counts, and you can stop here. One more if you like"


def test_echo_of_what_we_said_is_answered_five_times_and_then_left_to_a_person() -> None:
    bot = Talker()
    bot.texts("benches", 0, said=ECHO)
    verdicts = [bot.texts(f"> {ECHO.upper()}!", 40 * n, said=ECHO) for n in range(1, 12)]
    assert verdicts == [Verdict.ANSWER] * 5 + [Verdict.QUIET] * 6
    assert bot.loops == 1


def test_same_words_again_and_again_are_a_machines() -> None:
    bot = Talker()
    words = "We are closed. Opening hours are 9 to 5."
    verdicts = [bot.texts(words + " " * (n % 2), 40 * n) for n in range(12)]
    assert verdicts == [Verdict.ANSWER] * 6 + [Verdict.QUIET] * 6
    assert bot.loops == 1


def test_machine_that_says_two_things_in_turn_is_known_too() -> None:
    bot = Talker()
    words = ("We are closed at the moment.", "Please call again tomorrow.")
    verdicts = [bot.texts(words[n % 2], 40 * n) for n in range(12)]
    assert verdicts[-4:] == [Verdict.QUIET] * 4


def test_out_of_office_is_a_machines_whatever_else_it_says() -> None:
    bot = Talker()
    verdicts = [
        bot.texts(f"I am out of office. Ticket {n * 7919}.", 40 * n, moved=False) for n in range(12)
    ]
    assert verdicts == [Verdict.ANSWER] * 5 + [Verdict.QUIET] * 7


def test_human_words_end_the_pause() -> None:
    bot = Talker()
    for n in range(12):
        bot.texts("We are closed. Opening hours are 9 to 5.", 40 * n)
    assert bot.texts("sorry that was my phone, more benches", 600) is Verdict.ANSWER
    assert bot.texts("by the pond", 640) is Verdict.ANSWER


def test_same_digit_in_answer_to_one_question_after_another_is_a_persons() -> None:
    ann = Talker()
    verdicts = {ann.texts("1", 10 * n, moved=True) for n in range(15)}
    assert verdicts == {Verdict.ANSWER}
    assert ann.loops == 0


def test_quick_texts_with_numbers_in_them_are_a_persons() -> None:
    ann = Talker()
    verdicts = {ann.texts(f"this is my text number {n} about the park", 0.1 * n) for n in range(20)}
    assert verdicts == {Verdict.ANSWER}


def test_photos_without_words_are_neither() -> None:
    ann = Talker()
    assert {ann.texts("", n, moved=False) for n in range(10)} == {Verdict.ANSWER}
    assert ann.loops == 0


def test_pace_of_somebody_new_is_empty() -> None:
    assert read_pace("") is NEW
    assert len(write_pace(note_answer(NEW, ["x" * 500], at=NOON))) < 120
