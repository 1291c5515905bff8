from collections.abc import Sequence

import numpy as np
import pytest

from insight.frame import parse_frame
from insight.primer import read_primer
from insight.reading import read_texts
from insight.sayings import parse_sayings
from insight.ties import tie
from insight.traits import Numbers, Vocabulary, find_meaning, pool, stem


@pytest.mark.parametrize(
    ("words", "stems"),
    [
        ("home homes house houses housing", "home home hous hous hous"),
        ("bus buses box boxes stop stopped stopping", "bus bus box box stop stop stop"),
        ("care cares caring car cars", "care care care car car"),
        ("park parks parking parked", "park park parking parking"),
        ("book books booking booked", "book book booking booking"),
        ("rate rates rat rats fare far", "rate rate rat rat fare far"),
    ],
)
def test_forms_of_a_word_share_a_stem_and_other_words_do_not(words: str, stems: str) -> None:
    assert [stem(word) for word in words.split()] == stems.split()


def count_letters(words: Sequence[str]) -> Numbers:
    return np.array([[word.count("a"), word.count("b")] for word in words], np.float32)


def test_a_text_means_the_sum_of_its_words_at_length_one() -> None:
    meaning = find_meaning(read_texts(["aaa, bbbb", "", "b b"]), count_letters)

    assert meaning == pytest.approx(np.array([[0.6, 0.8], [0, 0], [0, 1]]))


def test_pooling_adds_up_the_rows_of_each_sum() -> None:
    rows = np.array([[1, 0], [0, 2], [3, 3]], np.float32)
    lengths = np.array([1, 0, 3] * 400)

    pooled = pool(rows, np.array([1, 0, 2, 2] * 400), lengths)

    assert pooled.tolist() == [[0, 2], [0, 0], [7, 6]] * 400


def test_a_word_counts_once_a_text_and_counts_if_it_comes_twice_as_pairs_do() -> None:
    reading = read_texts(["damp wall, damp wall", "a damp wall", "late bus"])

    traits = Vocabulary(reading).count(reading, np.zeros((3, 0), np.float32))

    assert traits.lengths.tolist() == [4, 4, 0]  # damp, wall, side by side, near; late, bus: once


def test_telling_words_near_each_other_are_a_pair_whatever_small_words_stand_between() -> None:
    reading = read_texts(["waited for the bus", "waited at a bus", "bus waited"])

    traits = Vocabulary(reading).count(reading, np.zeros((3, 0), np.float32))

    assert traits.lengths.tolist() == [3, 3, 2]  # waited, bus and both; the last the other way


def test_what_a_wider_vocabulary_adds_leaves_what_was_known_as_it_was() -> None:
    sayings, own = (
        read_texts(["damp wall", "damp wall again", "late late bus"]),
        read_texts(["a wibble"]),
    )
    narrow = Vocabulary(sayings)

    wide = narrow.add(own)

    before, after = (one.count(sayings, np.zeros((3, 0), np.float32)) for one in (narrow, wide))
    assert before.columns.tolist() == after.columns.tolist()
    assert before.values.tolist() == after.values.tolist()
    assert (narrow.count(own, np.zeros((1, 0), np.float32)).lengths == 0).all()
    assert wide.count(own, np.zeros((1, 0), np.float32)).columns.tolist() == [narrow.size]


def test_a_word_that_many_things_go_by_ties_less_than_one_of_few() -> None:
    things = parse_sayings(
        "\n".join(f"= thing{n} | access number{n} |\nsaying {n}" for n in range(9)), "few.txt"
    )
    frame = parse_frame(
        "themes: [{code: a, name: Number3 and access}, {code: b, name: Shops}]", "frame.yaml"
    )

    primer = read_primer(things, lambda words: np.zeros((len(words), 0), np.float32))
    tied = tie(frame.themes, primer)

    assert tied[3, 0] == 1
    assert tied[4, 0] < 0.1
