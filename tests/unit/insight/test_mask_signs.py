import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.mask_signs import may_lead
from insight.masking import mask
from insight.number_masks import NUMBER_RULES
from insight.place_masks import NAMED_STREETS, PLACE_RULES
from tests.unit.insight.test_masking import MASKED

UNTOLD = tuple(one for one in (*PLACE_RULES, *NUMBER_RULES) if not one.words)

HIDDEN = tuple(words for words, shown in MASKED if words.isascii() and shown != words)
PIECES = (
    *"0123456789oOaAbBcCdDfFnNsSxX '’.,-/()+@:_*£$\n\t\x1c",
    *("07700", "900123", "0770", "44", "00 44", "no 12", "12", "7", "double", " and ", " then "),
    *("flat", "apt", "number", "no. ", "sort code", "account", "a/c", "acc", "nhs", "ring"),
    *("GB29", "NWBK", "QQ", "N17", "0XX", "SW1A", "1aa", "OXX", "o0o", "O77OO"),
    *(" at ", " dot ", ".com", "www.", "https://", "insta ", "fb: ", "snap", "x_9"),
    *(f" {one} " for one in ("Mill", "acacia", "St", "the", *NAMED_STREETS.split())),
)
texts = st.lists(st.sampled_from(PIECES) | st.sampled_from(HIDDEN), max_size=14).map("".join)


@settings(max_examples=2_000)
@given(texts.filter(str.isascii))
def test_no_rule_finds_anything_where_nothing_may_lead(words: str) -> None:
    if may_lead(words.lower()):
        return

    assert {one.apply(words) for one in UNTOLD} == {words}


@pytest.mark.parametrize(
    "words",
    [
        "the flat is cold and damp and the boiler breaks every winter 123456",
        "more buses in the evening, the last one is at nine 23456",
        "we are 12 people with 3 prams and 1 lift",
        "bus 243 and 192 at 7:30 every 10 minutes",
        "rent went up by 250 in 2026",
    ],
)
def test_most_words_with_numbers_need_no_rule(words: str) -> None:
    assert not may_lead(words.lower())
    assert mask(words) == words
