import pytest

from storage.contributions import Unsorted
from storage.ids import new_id
from workers.languages import identify_languages


@pytest.mark.parametrize(
    ("words", "spoken", "expected"),
    [
        ("otobüsler çok geç geliyor ve çocuklar bekliyor", "en", "tr"),
        ("dom jest zimny i wilgotny, prosze naprawcie okna", "en", "pl"),
        ("the street lights are broken near the park", "tr", "en"),
        ("benches", "tr", "tr"),
        ("more benches", "tr", "tr"),
        ("bus late hoy roj", "bn-Latn", "bn-Latn"),
    ],
)
def test_identify_languages_reads_words_and_else_keeps_the_resident_s(
    words: str, spoken: str, expected: str
) -> None:
    said = Unsorted(id=new_id(), words=words, language=spoken)

    (found,) = identify_languages([said])

    assert (found.language, found.words, found.id) == (expected, words, said.id)
