"""Puts the flows that a flow plays into its own table of states.

A state `more` with `invoke: about_you` leads to `more/<their first state>`, and their ends lead
back: through `done` after a reply, through `quiet` where nobody replied. So a conversation needs no
stack, and everything that is proved of a flow is proved of the flows it plays.
"""

from collections.abc import Mapping
from dataclasses import replace

from flows.definition import Expect, State, Timer, Transition
from flows.grammar import FlowDraft


def inline(draft: FlowDraft, invoked: Mapping[str, FlowDraft]) -> dict[str, State]:
    """List a flow's states with those of the flows it plays.

    Args:
        invoked: id -> flow, with the flows it plays itself already in it.
    """
    found: dict[str, State] = {}
    for state in draft.states.values():
        if not state.invoke:
            found[state.name] = state
            continue
        played = invoked[state.invoke]
        entered = (Transition(target=f"{state.name}/{played.initial}"),)
        found[state.name] = replace(state, on={"entered": entered})
        for one in played.states.values():
            moved = _move(one, f"{state.name}/")
            moved = replace(moved, sensitive=moved.sensitive or played.sensitive)
            found[moved.name] = _return(moved, state) if one.final else moved
    return found


def _move(state: State, into: str) -> State:
    def moved(key: str) -> str:
        return f"{into}{key}" if key else ""

    return replace(
        state,
        name=moved(state.name),
        say=moved(state.say),
        welcome=moved(state.welcome),
        again=moved(state.again),
        expect=_move_expect(state.expect, into) if state.expect else None,
        on={
            outcome: tuple(replace(one, target=moved(one.target)) for one in transitions)
            for outcome, transitions in state.on.items()
        },
        after=tuple(_move_timer(timer, into) for timer in state.after),
    )


def _move_expect(expect: Expect, into: str) -> Expect:
    options = tuple(replace(one, key=f"{into}{one.key}") for one in expect.options)
    return replace(expect, options=options)


def _move_timer(timer: Timer, into: str) -> Timer:
    key = f"{into}{timer.key}" if timer.key else ""
    return replace(timer, key=key, target=f"{into}{timer.target}")


def _return(end: State, caller: State) -> State:
    """Make an end lead back; what it says is for those who play the flow by itself.

    Where the caller has no `quiet`, silence ends the conversation there.
    """
    on = {"entered": caller.on["done"], "quiet": caller.on.get("quiet", ())}
    return replace(end, say="", final=False, on=on)
