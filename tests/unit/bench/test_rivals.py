from collections.abc import Callable

import orjson
import pytest

from bench.rivals.by_hand import play_by_hand
from bench.rivals.our_parts import list_parts
from bench.rivals.ours import load_ten, play_ours, play_ours_with_updates
from bench.rivals.walk import LAST, NEXT, STATES, TEXTS, Play
from bench.rivals.with_statemachine import play_with_new_machines, play_with_one_machine
from bench.rivals.with_telegram import play_with_ready_updates, play_with_updates
from bench.rivals.with_transitions import play_with_added_models, play_with_bare_models

WALKED = [
    "place",
    "reach",
    "people",
    "people",
    "told",
    "bad",
    "hours",
    "part",
    "part",
    "idea",
    "done",
]
ANSWERS = {
    "need": TEXTS[0],
    "place": TEXTS[1],
    "reach": "home",
    "people": 40,
    "told": True,
    "bad": 4,
    "hours": "evening",
    "part": "watch",
    "idea": TEXTS[-1],
}


@pytest.mark.parametrize(
    "set_up",
    [
        play_ours,
        play_ours_with_updates,
        play_by_hand,
        play_with_added_models,
        play_with_bare_models,
        play_with_new_machines,
        play_with_one_machine,
        play_with_updates,
        play_with_ready_updates,
    ],
)
def test_every_engine_walks_the_same_way_to_the_same_answers_twice(
    set_up: Callable[[], Play],
) -> None:
    play = set_up()

    for times in (1, 2):
        stored = [orjson.loads(one) for one in play(times)]
        assert [one["state"] for one in stored] == WALKED
        assert [one.get("misses", 0) for one in stored] == [0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0]
        assert stored[-1]["answers"] == ANSWERS


def test_the_walk_of_the_others_is_the_flow_that_sayso_walks() -> None:
    flow = load_ten()

    assert tuple(flow.states) == STATES
    assert len(flow.states) == 10
    assert {
        name: state.on["answered"][0].target for name, state in flow.states.items() if name != LAST
    } == NEXT


def test_every_part_of_a_turn_runs() -> None:
    for work in list_parts().values():
        work(1)
