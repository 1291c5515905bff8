from dataclasses import replace

from insight.counting import count_evidence
from insight.digest import cut_digest
from insight.evidence import Contribution, Evidence, Participant
from insight.lag import Progress, find_lagging
from tests.unit.insight.neighbourhood import running


def sorted_so_far(**shares: tuple[int, int]) -> dict[str, Progress]:
    return {code: Progress(waiting=n, heard=of) for code, (n, of) in shares.items()}


def test_find_lagging_names_languages_over_ten_points_behind_the_first() -> None:
    progress = sorted_so_far(en=(10, 100), tr=(21, 100), cy=(20, 100), pl=(3, 4))

    assert find_lagging(progress, "en") == ("pl", "tr")


def test_find_lagging_names_a_language_of_one_answer() -> None:
    assert find_lagging(sorted_so_far(en=(0, 300), so=(1, 1)), "en") == ("so",)


def test_find_lagging_names_nothing_when_only_the_first_language_waits() -> None:
    assert find_lagging(sorted_so_far(en=(50, 100), tr=(0, 10)), "en") == ()


def test_find_lagging_takes_the_one_sorted_furthest_where_nobody_used_the_first() -> None:
    assert find_lagging(sorted_so_far(tr=(5, 10), bn=(1, 10)), "en") == ("tr",)
    assert find_lagging({}, "en") == ()


def with_unsorted(evidence: Evidence, language: str, people: int) -> Evidence:
    """Add people of one language whose words are under no topic."""
    one, said = evidence.participants[1], evidence.contributions[0]
    more: list[tuple[Participant, Contribution]] = []
    for n in range(people):
        person = replace(one, id=f"x{n}", language=language, answered=True)
        words = replace(said, id=f"x{n}", resident_id=person.id, language=language, themes=())
        more.append((person, words))
    return replace(
        evidence,
        participants=(*evidence.participants, *(person for person, _ in more)),
        contributions=(*evidence.contributions, *(words for _, words in more)),
    )


def first_line(evidence: Evidence) -> str:
    return next(line.text for line in cut_digest(evidence).shown.lines if line.key == "most_raised")


def test_first_page_names_a_language_that_lags() -> None:
    assert "more of them in Turkish" in first_line(with_unsorted(running(), "tr", 20))
    assert "more of them in" not in first_line(running())


def test_first_page_names_no_language_of_few_people_that_lags() -> None:
    text = first_line(with_unsorted(running(), "so", 6))

    assert "more of them in languages that few people wrote in" in text
    assert "Somali" not in text


def test_first_page_says_nothing_of_fewer_than_five_people() -> None:
    assert "more of them in" not in first_line(with_unsorted(running(), "so", 4))


def test_answer_that_a_person_put_under_no_topic_does_not_wait() -> None:
    evidence = with_unsorted(running(), "so", 6)
    decided = replace(
        evidence, contributions=tuple(replace(c, decided=True) for c in evidence.contributions)
    )

    assert len(count_evidence(evidence).unsorted) > 6
    assert count_evidence(decided).unsorted == frozenset()
    assert count_evidence(evidence).answered == count_evidence(decided).answered
