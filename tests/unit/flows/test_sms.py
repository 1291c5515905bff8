"""Segments, held against the smsutil package."""

import unicodedata

import pytest
import smsutil
from hypothesis import given
from hypothesis import strategies as st

from flows.sms import count_segments, find_costly, fold, make_cheaper

BASIC = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡AZÄÖÑÜ§¿azäöñüà\n\r"
MIXED = st.text(alphabet=BASIC + "^{}\\[~]|€" + "ıŞğŵ’বা😀👍🏽\t\0\x1b\ud83d", max_size=400)
CHEAP = st.text(alphabet=BASIC + "^{}\\[~]|€", max_size=400)
FAMILY = "👨‍👩‍👧‍👦"


@given(MIXED | CHEAP | st.text(max_size=200))
def test_count_segments_agrees_with_smsutil(text: str) -> None:
    theirs = smsutil.split(text)
    ours = count_segments(text)
    per_unit = 1 if ours.encoding == "GSM-7" else 2
    assert ours.segments == max(1, len(theirs.parts))
    assert ours.encoding == ("GSM-7" if theirs.encoding == "gsm0338" or not text else "UCS-2")
    assert ours.units == theirs.total_bytes // per_unit


@pytest.mark.parametrize(
    ("text", "encoding", "segments", "units"),
    [
        ("", "GSM-7", 1, 0),  # what is sent is billed, so one
        ("a" * 160, "GSM-7", 1, 160),
        ("a" * 161, "GSM-7", 2, 161),
        ("a" * 306, "GSM-7", 2, 306),
        ("a" * 307, "GSM-7", 3, 307),
        ("€" * 80, "GSM-7", 1, 160),
        ("a" * 159 + "€", "GSM-7", 2, 161),
        ("a" * 152 + "€" + "a" * 152, "GSM-7", 3, 306),  # € does not fit into unit 153
        ("a" * 151 + "€" + "a" * 153, "GSM-7", 2, 306),
        ("\r\n" * 80, "GSM-7", 1, 160),
        ("a\tb", "UCS-2", 1, 3),
        ("a\0b", "UCS-2", 1, 3),
        ("ş" * 70, "UCS-2", 1, 70),
        ("ş" * 71, "UCS-2", 2, 71),
        ("😀" * 35, "UCS-2", 1, 70),
        ("😀" * 36, "UCS-2", 2, 72),
        ("a" * 66 + "😀" + "a" * 66, "UCS-2", 3, 134),  # it does not fit into unit 67
        ("a" * 65 + "😀" + "a" * 67, "UCS-2", 2, 134),
        (FAMILY * 6, "UCS-2", 1, 66),
        (FAMILY * 7, "UCS-2", 2, 77),
        ("\ud83d" * 70, "UCS-2", 1, 70),
    ],
    ids=lambda value: ascii(value)[:24],
)
def test_count_segments_at_the_edges(text: str, encoding: str, segments: int, units: int) -> None:
    found = count_segments(text)

    assert (found.encoding, found.segments, found.units) == (encoding, segments, units)


def test_count_segments_knows_which_accented_letters_are_plain() -> None:
    letters = "éèàùìòÉÇçğşıİÈÀÄäÖöÜüÑñŞĞêâîôûáíóúßÆæØøÅå"

    plain = [one for one in letters if count_segments(one).encoding == "GSM-7"]

    assert "".join(plain) == "éèàùìòÉÇÄäÖöÜüÑñßÆæØøÅå"


def test_fold_makes_typed_signs_cheap() -> None:
    assert fold("“It’s” 5\u00a0pm – or 6…") == '"It\'s" 5 pm - or 6...'
    assert count_segments(fold("“It’s” 5\u00a0pm – or 6…")).encoding == "GSM-7"
    assert fold("a\tb\0c\u2028d\r\ne\u200b") == "a bc\nd\r\ne"


def test_fold_leaves_letters_and_what_joins_them() -> None:
    for text in ("Ayşe Yılmaz", "ক্ষ\u200dয়", "می\u200cخواهم", FAMILY, "e\u0301"):
        assert fold(text) == text


def test_find_costly_names_what_makes_it_dear() -> None:
    assert find_costly("It’s ŵ and ’ 👍🏽") == ["’", "ŵ", "👍🏽"]
    assert find_costly("5 € [now] café") == ["€", "[", "]"]
    assert find_costly(f"we {FAMILY}\r\n") == [FAMILY]
    assert find_costly("plain é") == []
    assert find_costly("") == []


def test_make_cheaper_folds_quotes_and_drops_accents_only_where_that_saves() -> None:
    assert make_cheaper("It’s fine – really…") == "It's fine - really..."
    assert make_cheaper("Ayşe, ışık yok") == "Ayşe, ışık yok"
    assert make_cheaper("Ayşe, ışık yok " * 10) == "Ayse, isik yok " * 10
    assert count_segments(make_cheaper("👍 " + "a" * 140)).segments == 1
    assert make_cheaper("আলো " * 30) == "আলো " * 30
    assert make_cheaper("اردو " * 30) == "اردو " * 30


def test_make_cheaper_keeps_the_digits_of_a_menu() -> None:
    assert make_cheaper("1\ufe0f\u20e3 Yes " * 10) == "1 Yes " * 10


def test_make_cheaper_writes_an_accent_that_came_apart_as_one_letter() -> None:
    assert make_cheaper(unicodedata.normalize("NFD", "café, ñ, Ü")) == "café, ñ, Ü"


@given(MIXED | st.text(max_size=200))
def test_make_cheaper_never_costs_more_and_never_loses_a_letter(text: str) -> None:
    cheaper = make_cheaper(text)

    assert count_segments(cheaper).segments <= count_segments(fold(text)).segments
    assert count_segments(fold(text)).segments <= count_segments(text.replace("…", "...")).segments
    assert sum(map(str.isalpha, cheaper)) >= sum(map(str.isalpha, fold(text)))
