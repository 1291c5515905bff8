"""What a reply to the open question does: saved, recorded, followed, echoed or asked again."""

from flows.conversation import Given, Guess
from flows.definition import State
from flows.effects import Unsave
from flows.reader.always import is_pleasantry, is_unsure
from flows.reader.normal import Said
from flows.reader.reading import Reading, read_said
from flows.reader.swearing import is_swearing
from flows.reader.telling import tell
from flows.replies import read_for, split_answers
from flows.turn import Turn

MAX_TRAIL = 9
_FEW_WORDS = 3
_ECHOED = frozenset(
    ("choice", "choices", "rank", "ballot", "number", "date", "time", "postcode", "phone", "email")
)
"""Kinds whose guess is asked back; for the others the question's own digits are clearer."""


def answer_question(turn: Turn, state: State, said: Said) -> None:
    """Take a text as the reply to the question of a state."""
    if state.expect is not None and state.expect.kind == "words":
        _take_words(turn, state, said)
        return
    reading = read_for(turn, state, said)
    if reading.value is None or not reading.sure or reading.spare:
        answers = split_answers(turn, state, said, reading)
        if answers:
            *earlier, (at, last) = answers
            for passed, one in earlier:
                accept(turn, passed, one, quietly=True)
            accept(turn, at, last)
            return
    if reading.value is None:
        _miss(turn, state, said, reading)
    elif reading.sure or turn.at.misses or "unclear" in state.on:
        accept(turn, state, reading)
    else:
        _ask_back(turn, state, reading)


def _take_words(turn: Turn, state: State, said: Said) -> None:
    """Take any words as the answer, but for no words at all, and "no thanks" where SKIP works."""
    if "skipped" in state.on and _declines(turn, said):
        skip_question(turn, state)
    elif said.blank:
        _miss(turn, state, said, read_for(turn, state, said))
    else:
        words = said.raw.strip()
        accept(turn, state, Reading(words, "words", said.raw, sure=True, kind="words", spare=True))


def accept(turn: Turn, state: State, reading: Reading, *, quietly: bool = False) -> None:
    """Take a reading as the answer and go on; quietly, where the next is answered already."""
    if state.record:
        turn.record(reading.raw, kind=state.record)
    elif reading.spare and reading.kind != "words":
        turn.record(reading.raw)
    undo: tuple[tuple[str, str], ...] = ()
    answers, before = turn.at.answers, None
    if state.save:
        turn.save(state, reading)
        before = answers.get(state.save)
        answers = {**answers, state.save: reading.value}
    if state.consent:
        turn.consent(state, given=reading.value is True)
        undo = (("consent", state.consent),) if reading.value is True else ()
    given = Given(state.name, before, undo) if undo or before is not None else state.name
    trail = (*turn.at.trail[-MAX_TRAIL + 1 :], given)
    turn.enter(turn.choose(state.on["answered"], answers), answers, trail, quietly=quietly)


def skip_question(turn: Turn, state: State) -> None:
    """Leave a question without an answer, where the flow lets people; a vote is passed on."""
    if "skipped" in state.on:
        turn.enter(turn.choose(state.on["skipped"]))
    elif state.expect and state.expect.kind == "vote":
        accept(turn, state, Reading(value="pass", category="pass", raw="", sure=True, kind="vote"))
    else:
        turn.ask()


def _declines(turn: Turn, said: Said) -> bool:
    """Tell whether a text says "no thanks" or "nothing", and no more."""
    if not 0 < len(said.tokens) <= _FEW_WORDS:
        return False
    if any(map(str.isdecimal, said.tokens)):  # 2 is a no elsewhere
        return False
    if said.key == "nothing":
        return True
    wanted = read_said("yes_no", said, language=turn.at.language)
    return wanted.value is False and wanted.sure and not wanted.spare


def confirm(turn: Turn, said: Said) -> bool:
    """Take the reply to "Did you mean ...?".

    Returns:
        False where it is neither yes nor no: then it is a reply to the question itself.
    """
    state, guess = turn.state, turn.at.guess
    wanted = read_said("yes_no", said, language=turn.at.language)
    turn.change(menu="", guess=None, misses=1)
    if state is None or state.expect is None or guess is None or wanted.value is None:
        return False
    if wanted.value is False and wanted.spare:
        return False
    if wanted.value:
        accept(
            turn,
            state,
            Reading(
                value=guess.value,
                category=guess.category,
                raw=guess.raw,
                sure=True,
                kind=state.expect.kind,
            ),
        )
    else:
        if state.save:
            turn.effects.append(Unsave(state.save, turn.at.answers.get(state.save)))
        turn.ask_again(1)
    return True


def _ask_back(turn: Turn, state: State, reading: Reading) -> None:
    """Say what we read and ask whether it is right, once."""
    if reading.kind not in _ECHOED:
        turn.ask_again(1)
        return
    turn.save(state, reading)  # stays as a guess if nobody replies
    echo = tell(reading, turn.list_options(state), turn.at.language)
    turn.change(menu="echo", guess=Guess(reading.raw, reading.value, reading.category))
    turn.say("system.echo", options=turn.labels("option_yes", "option_no"), echo=echo)


def _miss(turn: Turn, state: State, said: Said, reading: Reading) -> None:
    """Keep what we could not read, and go where the flow says, or ask again in another way."""
    if says_something(said):
        turn.record(said.raw)
    if not said.blank:
        turn.save(state, reading)
    if "unclear" in state.on:
        turn.enter(turn.choose(state.on["unclear"]))
        return
    turn.ask_again(turn.at.misses + 1)


def says_something(said: Said) -> bool:
    """Tell whether words are worth keeping: more than a greeting, thanks, doubt or swearing."""
    return (
        any(map(_is_word, said.tokens))
        and not is_pleasantry(said)
        and not is_unsure(said)
        and not is_swearing(said)
    )


def _is_word(token: str) -> bool:
    return len(token) > 1 and token.isalpha()
