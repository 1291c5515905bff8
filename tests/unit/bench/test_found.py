import orjson
import pytest

from bench.__main__ import as_json
from bench.found import Found, Round, find_cuts
from bench.line import Line


def make_found() -> Found:
    rounds = [
        Round(ours_per_s=100.0, anchor_per_s=200.0),
        Round(ours_per_s=300.0, anchor_per_s=400.0),
        Round(ours_per_s=90.0, anchor_per_s=100.0),
    ]
    return Found(
        what="texts",
        anchor="nothing",
        goal=0.8,
        rounds=rounds,
        waits_s=[0.001, 0.002, 0.003],
        waits_for="answered in",
    )


def test_programs_get_five_figures_and_nothing_else() -> None:
    assert orjson.loads(as_json("ack", make_found().as_line())) == {
        "ratio": 0.75,
        "ours_per_s": 100.0,
        "anchor_per_s": 200.0,
        "p50_ms": 2.0,
        "p99_ms": pytest.approx(3.0),
    }


def test_people_read_the_ratio_of_each_round() -> None:
    assert "rounds 0.50, 0.75, 0.90; goal 0.8" in make_found().as_line().text


def test_what_is_for_people_only_is_kept_from_programs() -> None:
    assert as_json("ack", Line("CPU a text: web 1 us", aside=True)) == ""


def test_one_wait_is_its_own_median() -> None:
    assert find_cuts([0.5]) == (0.5, 0.5)
