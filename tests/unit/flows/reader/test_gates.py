"""Gates spare texts the slow search, and never hide what it finds."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from flows.reader import phrases
from flows.reader.always import find_command
from flows.reader.danger_phrases import PATTERNS
from flows.reader.gates import EVERYDAY, pick_gate
from flows.reader.normal import normalise, plain, words
from flows.reader.numbers import find_number

TABLES = {
    "stop": phrases.STOP,
    "less": phrases.LESS,
    "who": phrases.WHO,
    "call": phrases.CALL,
    "help": phrases.HELP,
    "skip": phrases.SKIP,
}
LINES = sorted(
    (word, line)
    for word, table in TABLES.items()
    for lines in table.values()
    for line in lines
    if line
)
AROUND = st.sampled_from(["", "please", "hi", "Sorry,", "ok", "Hello."])
AFTER = st.sampled_from(["", "please", "thanks", "now", "!", "mate"])


@given(st.sampled_from(LINES), AROUND, AFTER)
def test_a_phrase_is_found_with_polite_words_around(
    line: tuple[str, str], before: str, after: str
) -> None:
    assert find_command(normalise(f"{before} {line[1]} {after}"))


@given(st.lists(st.sampled_from([line for _, line in LINES]), min_size=1))
def test_pick_gate_picks_a_word_of_each_phrase(lines: list[str]) -> None:
    gate = pick_gate(lines)

    assert all(not gate.isdisjoint(line.split()) for line in lines)


def test_pick_gate_picks_the_rarest_word() -> None:
    assert pick_gate(["are you the council", "who is this", "remove my number"]) == {
        "council",
        "who",
        "remove",
    }
    assert pick_gate(["stop texting me", "stop"]) == {"stop"}


def test_no_word_stands_twice_among_the_everyday_ones() -> None:
    assert len(set(EVERYDAY)) == len(EVERYDAY)


@given(st.data())
def test_pieces_never_hide_what_a_pattern_of_danger_finds(data: st.DataObject) -> None:
    (_, _, pieces), pattern = data.draw(st.sampled_from(sorted(PATTERNS.items())))
    compiled = regex.compile(plain(pattern))
    text = data.draw(st.from_regex(plain(pattern)))

    key = normalise(text).key

    assert not compiled.search(key) or any(piece in key for piece in plain(pieces).split("|"))


NUMBER_WORDS = words("""
    one noone anyone this once body not a single any last time www point two half dozen million
    grand thousand bucuk i pol wa nos nisf aur aadha iyo bar pedwar ar ddeg ugain hanner cant ish
    fortyish around or so more than up to give take id say x minus forty five yirmi none no nobody
    won and plus kids about never knows nothing - : ? ~ @ , ! flat http:x
""")


@given(
    st.lists(st.sampled_from(NUMBER_WORDS), min_size=1, max_size=8).map(" ".join),
    st.sampled_from(["en", "tr", "cy", "pl", "so", "ur", "ar"]),
)
def test_plain_words_are_read_as_by_the_long_way(text: str, language: str) -> None:
    searched = f"{text} \u3002"  # no word, but not in plain letters: every pattern is tried

    assert find_number(text, language) == find_number(searched, language)
