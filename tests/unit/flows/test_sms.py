"""Segments, held against the smsutil package."""

import smsutil
from hypothesis import given
from hypothesis import strategies as st

from flows.sms import count_segments, find_costly, fold, make_cheaper

BASIC = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡AZÄÖÑÜ§¿azäöñüà\n\r"
MIXED = st.text(alphabet=BASIC + "^{}\\[~]|€" + "ıŞğŵ’বা😀👍🏽", max_size=400)
CHEAP = st.text(alphabet=BASIC + "^{}\\[~]|€", max_size=400)


@given(MIXED | CHEAP | st.text(max_size=200))
def test_count_segments_agrees_with_smsutil(text: str) -> None:
    try:
        theirs = smsutil.split(text)
    except UnicodeEncodeError:
        return
    ours = count_segments(text)
    assert ours.segments == max(1, len(theirs.parts))
    assert ours.encoding == ("GSM-7" if theirs.encoding == "gsm0338" or not text else "UCS-2")


def test_count_segments_at_the_edges() -> None:
    assert count_segments("a" * 160).segments == 1
    assert count_segments("a" * 161).segments == 2
    assert count_segments("€" * 80).segments == 1
    assert count_segments("ş" * 70).segments == 1
    assert count_segments("ş" * 71).segments == 2
    assert count_segments("😀" * 36).segments == 2
    assert count_segments("").segments == 1


def test_fold_makes_typed_signs_cheap() -> None:
    assert fold("“It’s” 5\u00a0pm – or 6…") == '"It\'s" 5 pm - or 6...'
    assert count_segments(fold("“It’s” 5\u00a0pm – or 6…")).encoding == "GSM-7"


def test_find_costly_names_what_makes_it_dear() -> None:
    assert find_costly("It’s ŵ and ’ 👍🏽") == ["’", "ŵ", "👍🏽"]
    assert find_costly("5 € [now] café") == ["€", "[", "]"]
    assert find_costly("plain é") == []


def test_make_cheaper_folds_quotes_and_drops_accents_only_where_that_saves() -> None:
    assert make_cheaper("It’s fine – really…") == "It's fine - really..."
    assert make_cheaper("ışık yok") == "ışık yok"
    assert make_cheaper("ışık yok " * 10) == "isik yok " * 10
    assert count_segments(make_cheaper("👍 " + "a" * 140)).segments == 1
    assert make_cheaper("আলো " * 30) == "আলো " * 30


@given(MIXED | st.text(max_size=200))
def test_make_cheaper_never_costs_more(text: str) -> None:
    assert count_segments(make_cheaper(text)).segments <= count_segments(fold(text)).segments
