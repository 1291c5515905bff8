from insight.lag import Progress, find_lagging


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
