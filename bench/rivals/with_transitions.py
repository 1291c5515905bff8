"""`transitions` on the walk, restored as it documents and at its fastest.

Turns a second in one run, all with `auto_transitions=False` and no event for a reply that cannot be
read: a Machine made each turn 1,800; `add_model` on a shared machine each turn, its documented way
for many models, 12,300; the machine as its own model, moved to the stored state by `set_state`
46,900, or by overwriting its `state` 55,500; a shared machine's event triggered on an object that
holds nothing but the state, 58,200. Kept: the second and the last.
"""

from collections.abc import Callable

import orjson
from transitions import Machine

from bench.rivals.walk import FIRST, NEXT, STATES, TEXTS, Play, look_up, repeat


class _Model:
    """What a machine moves; it adds its own methods to one that it has been given."""

    state: str
    answered: Callable[[], bool]


class _Bare:
    __slots__ = ("state",)
    state: str


def _machine() -> Machine:
    answered = [{"trigger": "answered", "source": at, "dest": to} for at, to in NEXT.items()]
    return Machine(
        model=None,
        states=list(STATES),
        transitions=answered,
        initial=FIRST,
        auto_transitions=False,
    )


def play_with_added_models() -> Play:
    """Walk with a model added to a shared machine each turn."""
    machine = _machine()

    def turn(stored: bytes, text: str) -> bytes:
        at = orjson.loads(stored)
        model = _Model()
        machine.add_model(model, initial=at["state"])
        value = look_up(model.state, text)
        if value is None:
            at["misses"] += 1
        else:
            at["answers"][model.state] = value
            at["misses"] = 0
            model.answered()
            at["state"] = model.state
        machine.remove_model(model)
        return orjson.dumps(at)

    return repeat(turn, TEXTS)


def play_with_bare_models() -> Play:
    """Walk with an event of a shared machine, on an object the machine does not know."""
    answered = _machine().events["answered"]

    def turn(stored: bytes, text: str) -> bytes:
        at = orjson.loads(stored)
        model = _Bare()
        state = model.state = at["state"]
        value = look_up(state, text)
        if value is None:
            at["misses"] += 1
        else:
            at["answers"][state] = value
            at["misses"] = 0
            answered.trigger(model)
            at["state"] = model.state
        return orjson.dumps(at)

    return repeat(turn, TEXTS)
