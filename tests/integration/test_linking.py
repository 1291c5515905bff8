import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.integration.conftest import Open
from tests.integration.test_identity import drain
from tests.integration.town import Town

ANN, CEM = "+447700900001", "2001"


def ask_code(town: Town, channel: str = "sms", address: str = ANN) -> str:
    """Text LINK and read the code that comes back."""
    town.said(channel, address, "LINK")
    found = re.search(r"Your code: (\d{6})", last(town))
    assert found
    return found[1]


def last(town: Town) -> str:
    return str(town.values("select body from message order by id desc limit 1")[0])


def count_residents(town: Town) -> int:
    return int(town.values("select count(*) from resident")[0])


@pytest.mark.parametrize("form", ["LINK {0}", "{0}", "link {0}.", "/link {0}"])
def test_code_texted_from_another_address_makes_one_resident(town: Town, form: str) -> None:
    town.said("telegram", CEM, "more benches")
    code = ask_code(town)

    town.said("telegram", CEM, form.format(code))

    assert last(town).startswith("Done: we know that both are you")
    assert count_residents(town) == 1
    assert town.values("select how from merge") == ["code"]


def test_code_in_other_digits_is_the_same_code(town: Town) -> None:
    code = ask_code(town)

    town.said("telegram", CEM, code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))

    assert count_residents(town) == 1


def test_code_is_kept_as_a_hash_and_neither_code_nor_reply_in_the_inbox(town: Town) -> None:
    code = ask_code(town)
    town.said("telegram", CEM, code)

    assert town.values("select distinct body from inbox") == [""]
    assert code.encode() not in town.values("select code_hash from link_code")[0]
    assert town.values("select count(*) from contribution") == [0]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_wrong_old_used_and_own_codes_are_answered_in_the_same_words(town: Town) -> None:
    code = ask_code(town)
    town.said("sms", ANN, f"LINK {code}")
    own = last(town)
    town.said("telegram", CEM, f"LINK {wrong(code)}")
    never = last(town)
    town.said("telegram", CEM, f"LINK {code}")
    town.said("telegram", "2002", f"LINK {code}")
    used = last(town)
    late = ask_code(town)
    town.hands.move(minutes=31)
    town.said("telegram", "2002", f"LINK {late}")

    assert own == never == used == last(town)
    assert own.startswith("That did not work.")


def test_right_code_is_not_taken_after_three_wrong_ones(town: Town) -> None:
    code = ask_code(town)
    for _ in range(3):
        town.said("telegram", CEM, f"LINK {wrong(code)}")

    town.said("telegram", CEM, f"LINK {code}")

    assert last(town).startswith("That did not work.")
    assert town.values("select count(*) from merge") == [0]


def test_six_digits_that_are_no_code_are_a_reply_like_any_other(town: Town) -> None:
    code = ask_code(town)

    town.said("telegram", CEM, wrong(code))

    assert town.values("select words from contribution") == [wrong(code)]


def test_fourth_code_within_an_hour_is_not_made(town: Town) -> None:
    for _ in range(3):
        ask_code(town)
    town.said("sms", ANN, "LINK")
    assert last(town).startswith("That did not work.")

    town.hands.move(minutes=61)
    ask_code(town)


def test_word_link_is_no_part_of_the_conversation(town: Town) -> None:
    town.said("sms", ANN, "street lights")
    before = town.values("select cast(state as text) from conversation")
    ask_code(town)

    assert town.values("select cast(state as text) from conversation") == before
    town.said("sms", ANN, "4")
    assert town.values("select value from answer") == ["many"]


def test_texts_around_a_code_are_answered_in_their_order(town: Town) -> None:
    code = ask_code(town)
    town.store(
        town.telegram(CEM, "more benches"),
        town.telegram(CEM, code),
        town.telegram(CEM, "4"),
        town.telegram(CEM, "the bus stop"),
    )
    town.answer()

    assert town.rows("select name, value from answer order by name") == [
        {"name": "detail", "value": "the bus stop"},
        {"name": "reach", "value": "many"},
    ]
    assert count_residents(town) == 1


def test_hundred_people_who_text_and_link_on_two_channels_at_once_have_one_voice_each(
    town: Town, open_with: Open
) -> None:
    workers = [open_with(), open_with()]
    codes = {}
    for n in range(100):
        codes[n] = ask_code(town, "sms", f"+4477009001{n:02}")
    for n, code in codes.items():
        number, chat = f"+4477009001{n:02}", str(3000 + n)
        town.store(
            town.sms(number, f"street lights {n}"),
            town.telegram(chat, f"benches {n}"),
            town.telegram(chat, code),
            town.sms(number, f"{n} more"),
            town.telegram(chat, code),
        )

    with ThreadPoolExecutor(2) as threads:
        for _ in threads.map(drain, workers):
            continue

    assert count_residents(town) == 100
    assert town.values("select count(*) from merge") == [100]
    assert town.values("select count(*) from conversation") == [100]
    assert town.values("select distinct state from inbox") == ["done"]
    spoke = "select count(distinct resident_id) from contribution"
    assert town.values(spoke) == [100]
