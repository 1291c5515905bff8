import pytest

from flows.errors import InputError
from sayso.profile_rows import read_profile_rows

HEAD = "group,value,people\n"


def rows(text: str) -> list[tuple[str, str, int]]:
    read = read_profile_rows((HEAD + text).encode())
    assert read.trouble == []
    return read.groups


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0 to 15", "young"),
        ("16-24", "young"),
        ("Aged 4 years and under", "young"),
        ("under 25", "young"),
        ("25 to 64", "adult"),
        ("Aged 30 to 34 years", "adult"),
        ("65 and over", "older"),
        ("85+", "older"),
    ],
)
def test_ages_are_put_with_ours(cell: str, value: str) -> None:
    assert rows(f"age,{cell},10\n") == [("age", value, 10)]


def test_finer_rows_of_a_census_are_summed() -> None:
    text = 'age,0 to 15,"1,610"\nage,16 to 24,390\nethnicity,White: Other,5\nethnicity,White,6\n'

    assert rows(text) == [("age", "young", 2000), ("ethnicity", "white", 11)]


def test_languages_areas_and_health_are_taken_as_people_write_them() -> None:
    text = (
        "language,Turkish,340\nlanguage,bn-Latn,4\narea,Marsh Lane,900\n"
        "disability,Limited a lot,1\ndisability,Not disabled,2\ngender,Females,3\n"
    )

    assert [one[:2] for one in rows(text)] == [
        ("language", "tr"),
        ("language", "bn-Latn"),
        ("area", "Marsh Lane"),
        ("disability", "lot"),
        ("disability", "none"),
        ("gender", "woman"),
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("religion,none,5", "group: 'religion' is none of language"),
        ("age,20 to 30,5", "crosses 25 or 65"),
        ("age,old,5", "is no age"),
        ("language,the Turkish,5", "is no language code"),
        ("ethnicity,Martian,5", "begins with none of asian"),
        ("disability,maybe,5", "says none of a lot"),
        ("area,,5", "value: is empty"),
        ("area,North,some", "is no whole number"),
        ("area,North,-5", "is no whole number"),
    ],
)
def test_a_row_that_cannot_be_taken_says_what_to_do(row: str, problem: str) -> None:
    read = read_profile_rows((HEAD + row + "\n").encode())

    assert read.groups == []
    assert [one.row for one in read.trouble] == [2]
    assert problem in read.trouble[0].problem


def test_a_file_without_the_columns_is_refused_whole() -> None:
    with pytest.raises(InputError, match="missing: people"):
        read_profile_rows(b"group,value\nage,5\n")
