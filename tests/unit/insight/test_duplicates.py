from insight.duplicates import find_near, fold_words


def near(words: str, *others: str) -> list[int]:
    return find_near(fold_words(words), [fold_words(one) for one in others])


def test_find_near_takes_what_differs_by_case_accents_and_a_slip() -> None:
    words = "The bus stop has no shelter"

    assert near(words, "the bus stop has no shelter!!", "The bus stop has no sheltr", "bins") == [
        0,
        1,
    ]
    assert near("otobüsler çok geç geliyor", "Otobusler cok gec geliyor") == [0]


def test_find_near_tells_numbers_apart() -> None:
    assert near("the 141 bus is always late", "the 141 bus is always late.") == [0]
    assert near("the 141 bus is always late", "the 142 bus is always late") == []


def test_find_near_takes_short_words_only_when_they_are_the_same() -> None:
    assert near("bins", "bins", "bin", "pins") == [0]
    assert near("", "", "bins") == [0]
