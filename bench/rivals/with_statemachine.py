"""`python-statemachine` on the walk, restored as it documents and at its fastest.

Turns a second in one run, with no event for a reply that cannot be read: a machine made each turn
by `start_value` 2,100, for a model that holds the stored state 3,200; one machine whose
`current_state_value` is set each turn 6,400, whose model's state is overwritten 7,200. `StateChart`
in place of `StateMachine`, no `catch_errors_as_events`, no `atomic_configuration_update`: no
difference above the noise. Kept: the second and the fourth.
"""

from collections.abc import Callable

import orjson
from statemachine import State, StateMachine

from bench.rivals.walk import FIRST, TEXTS, Play, look_up, repeat


class _Model:
    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


class _Ten(StateMachine):
    validate_trap_states = False  # a final state would end a machine that is used again
    need = State(initial=True)
    place = State()
    reach = State()
    people = State()
    told = State()
    bad = State()
    hours = State()
    part = State()
    idea = State()
    done = State()
    answered = (
        need.to(place)
        | place.to(reach)
        | reach.to(people)
        | people.to(told)
        | told.to(bad)
        | bad.to(hours)
        | hours.to(part)
        | part.to(idea)
        | idea.to(done)
    )


def play_with_new_machines() -> Play:
    """Walk with a machine made each turn for the stored state."""

    def answer(state: str) -> str:
        model = _Model(state)
        _Ten(model).answered()
        return model.state

    return repeat(_turn(answer), TEXTS)


def play_with_one_machine() -> Play:
    """Walk with one machine whose model's state is overwritten each turn."""
    model = _Model(FIRST)
    machine = _Ten(model)

    def answer(state: str) -> str:
        model.state = state
        machine.answered()
        return model.state

    return repeat(_turn(answer), TEXTS)


def _turn(answer: Callable[[str], str]) -> Callable[[bytes, str], bytes]:
    def turn(stored: bytes, text: str) -> bytes:
        at = orjson.loads(stored)
        state = at["state"]
        value = look_up(state, text)
        if value is None:
            at["misses"] += 1
        else:
            at["answers"][state] = value
            at["misses"] = 0
            at["state"] = answer(state)
        return orjson.dumps(at)

    return turn
