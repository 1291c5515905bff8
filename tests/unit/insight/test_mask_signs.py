import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from insight.mask_folds import fold
from insight.mask_signs import has_capital_inside, may_lead
from insight.masking import mask
from insight.name_masks import NAME_RULES
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

ALL = (*PLACE_RULES, *NUMBER_RULES, *NAME_RULES)
WORDS = frozenset().union(*(one.words for one in ALL))
PLANTED = (
    *(
        "07700 900123",
        "+44 (0)7700 900 123",
        "0 7 7 0 0 9 0 0 1 2 3",
        "O77OO 9OO123",
        "ring 946 0123",
    ),
    *(
        "N17 0XX",
        "e1 7aa",
        "12 Mill Road",
        "flat 3",
        "ali.veli@example.org",
        "ali at example dot com",
    ),
    *("QQ 12 34 56 C", "943 476 5919", "40-47-84", "GB29 NWBK 6016 1331 9268 19", "insta: zofia_9"),
    *(
        "my name is zofia",
        "call me Ann",
        "ask for Mrs Ali",
        "my son Amir",
        "hello, I'm Zofia",
        "thanks Zofia",
    ),
    *("born 12/05/1987", "www.example.org", "bana Ayşe deyin", "আমার নাম রহিম", "اسمي علي"),
)
FILLING = (
    *(
        "the lift is broken",
        "bus 243 at 7:30",
        "In May",
        "I",
        "'",
        " and ",
        "this is",
        "evening,",
        "3",
    ),
    *(
        "’",
        "\u200b",
        "İ",
        "ſ",
        "é",
        "\n",
        "...",
        "(",
        '"',
        "£250",
        "from",
        "here",
        "2026",
        "a.b",
        "o o",
    ),
)
GLUED = ".,:;!?()\"'-="
NUMERALS = tuple(
    str.maketrans("0123456789", to) for to in ("٠١٢٣٤٥٦٧٨٩", "০১২৩৪৫৬৭৮৯", "０１２３４５６７８９")
)
spoken = st.builds(
    lambda glue, parts, numerals: glue.join(parts).translate(numerals),
    st.sampled_from((" ", "", ", ", ". ")),
    st.lists(st.sampled_from((*PLANTED, *FILLING)) | texts, min_size=1, max_size=6),
    st.sampled_from(({}, {}, *NUMERALS)),
)
FOREIGN = (
    *("é", "e\u0301", "É", "Ü", "İ", "ı", "ſ", "\u212a", "Ø", "ল", "ি", "م", "½", "²", "Ⅷ", "№"),
    *(
        "’",
        "“",
        "—",
        "\u00a0",
        "\u2028",
        "\u200b",
        "\u200d",
        "\ufe0f",
        "\u20e3",
        "👍🏽",
        "€",
        "·",
        "＠",
        "＋",
    ),
    *("٣", "৭", "７", " sokağı", " Mill", " Road", "Şişli ", "12 ", "\x85"),
)
foreign = st.lists(st.sampled_from((*FOREIGN, *PIECES, *PLANTED)), max_size=12).map("".join)


def mask_without_haste(words: str) -> str:
    """Ask every rule that has what it waits for; nothing is told apart cheaply first."""
    said = words.lower().split()
    signs = regex.search(r"[\d@＠]|\w\.\w", words) is not None
    digits = signs and len(regex.findall(r"\d", words)) >= 5
    announced = any(map(_announces, said))
    bare = {word.strip(GLUED) for word in said} if announced else set()
    rules = [
        *(one for one in PLACE_RULES if signs and not one.words),
        *(one for one in NUMBER_RULES if digits and not one.words),
        *(one for one in ALL if one.words & bare),
    ]
    hidden = words
    for one in rules:
        hidden = one.apply(hidden)
    return words if hidden == words else mask_without_haste(hidden)


def _announces(word: str) -> bool:
    """Tell whether it is such a word, with one sign before it at most and one behind it."""
    return any(
        word.removeprefix(before).removesuffix(after) in WORDS
        for before in ("", "(", '"')
        for after in ("", *GLUED)
    )


@settings(max_examples=400)
@given(spoken | foreign)
@example("evening, ((born 12/05/1987")  # each would be asked for alone
@example("40-47-84\u20e3")
@example("943 476 591\U0001e4f7")
def test_masking_hides_all_that_the_rules_find_without_haste(words: str) -> None:
    assert mask(words) == mask_without_haste(words)


@pytest.mark.parametrize("planted", PLANTED)
@pytest.mark.parametrize("before", ["", "the lift is broken and ", "Bus 243 is late. "])
def test_what_was_planted_is_found_in_any_numerals(planted: str, before: str) -> None:
    assert planted not in mask(f"{before}{planted}")
    if regex.fullmatch(r"[\d\s+()]+", planted):
        for numerals in NUMERALS:
            told = f"{before}{planted}".translate(numerals)
            assert planted.translate(numerals) not in mask(told)


@settings(max_examples=400)
@given(spoken)
def test_rules_for_capitals_find_nothing_where_none_stands_inside(words: str) -> None:
    plain = fold(words)
    if not plain.isascii() or has_capital_inside(plain):
        return

    assert {one.apply(words) for one in ALL if one.capital} == {words}


@settings(max_examples=2_000)
@given(texts.filter(str.isascii) | foreign)
def test_no_rule_finds_anything_where_nothing_may_lead(words: str) -> None:
    plain = fold(words)
    if not plain.isascii() or may_lead(plain.lower()):
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


@given(st.text())
def test_folding_keeps_letters_letters_digits_digits_and_the_length(words: str) -> None:
    plain = fold(words)

    assert len(plain) == len(words)
    for before, after in zip(words, plain, strict=True):
        assert before.isdecimal() == after.isdecimal()
        assert before.isalpha() == after.isalpha()
        assert before.isspace() <= after.isspace()


@pytest.mark.parametrize(
    "words",
    [
        "I asked 3 times. They don’t care 👍🏽",
        "2 yıldır bekliyoruz, “çok” soğuk",
        "৩ নম্বর বাস",
        "٣ أيام",
    ],
)
def test_numbers_in_any_script_need_no_rule_where_they_lead_nowhere(words: str) -> None:
    assert not may_lead(fold(words).lower())
    assert mask(words) == words
