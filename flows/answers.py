"""What a reply to the open question does: saved, recorded, followed, or asked again."""

from flows.always import is_pleasantry, is_unsure
from flows.choices import Options
from flows.definition import State
from flows.effects import Save
from flows.normal import Said
from flows.reading import Reading, read_said
from flows.turn import Turn

_AGAIN_DIGITS = 2
_OFFER_PERSON = 3


def answer_question(turn: Turn, state: State, said: Said) -> None:
    """Take a text as the reply to the question of a state."""
    expect = state.expect
    if expect is None:
        return
    reading = read_said(
        expect.kind,
        said,
        language=turn.conversation.language,
        options=_list_options(turn, state),
    )
    if reading.value is None:
        _miss(turn, state, said, reading)
        return
    if state.record:
        turn.record(said.raw, kind=state.record)
    elif reading.spare and expect.kind != "words":
        turn.record(said.raw)
    _save(turn, state, reading)
    turn.enter(turn.choose(state.on["answered"]))


def skip_question(turn: Turn, state: State) -> None:
    """Leave a question without an answer, where the flow lets people."""
    if "skipped" in state.on:
        turn.enter(turn.choose(state.on["skipped"]))
    else:
        turn.ask()


def _list_options(turn: Turn, state: State) -> Options:
    if state.expect is None or not state.expect.options:
        return ()
    language = turn.conversation.language
    return tuple(
        (option.code, turn.flow.text(option.key, language), *option.words)
        for option in state.expect.options
    )


def _save(turn: Turn, state: State, reading: Reading) -> None:
    if not state.save:
        return
    turn.effects.append(
        Save(state.save, reading.value, reading.category, reading.raw, reading.sure)
    )
    if reading.value is not None:
        turn.change(answers={**turn.conversation.answers, state.save: reading.value})


def _miss(turn: Turn, state: State, said: Said, reading: Reading) -> None:
    """Keep what we could not read, and go where the flow says, or ask again in another way."""
    says_something = any(token.isalpha() and len(token) > 1 for token in said.tokens)
    if says_something and not is_pleasantry(said) and not is_unsure(said):
        turn.record(said.raw)
    if not said.blank:
        _save(turn, state, reading)
    if "unclear" in state.on:
        turn.enter(turn.choose(state.on["unclear"]))
        return
    misses = turn.conversation.misses + 1
    turn.change(misses=misses)
    turn.say(_find_wording(state, misses), options=turn.options(state))


def _find_wording(state: State, misses: int) -> str:
    if misses >= _OFFER_PERSON:
        return "system.again_person"
    if state.expect and state.expect.kind == "words":
        return state.again or state.say
    if misses >= _AGAIN_DIGITS:
        return (
            "system.again_digits"
            if state.expect and state.expect.kind != "number"
            else "system.again_number"
        )
    is_number = state.expect is not None and state.expect.kind == "number"
    return state.again or ("system.again_number" if is_number else "system.again")
