"""Reads a reply against the questions of a flow, one or several of them. Holds no effect."""

from collections.abc import Mapping

from flows.conversation import JsonScalar
from flows.definition import State
from flows.reader.normal import Said, normalise
from flows.reader.reading import Reading, read_said
from flows.turn import MAX_STEPS, Turn

MAX_PIECES = 8
MAX_ANSWERS = 3
MAX_DIGITS = 3
_JOINING = frozenset(("and", "ve", "a", "ac", "i", "iyo", "aur", "ar", "wa", "&", "+", "-", "/"))

Answers = tuple[tuple[State, Reading], ...]


def read_for(turn: Turn, state: State, said: Said) -> Reading:
    """Read a text as the kind of reply that a state expects."""
    assert state.expect is not None  # noqa: S101  (only states that expect are read for)
    language = turn.at.language
    return read_said(
        state.expect.kind,
        said,
        language=language,
        options=turn.list_options(state),
        now=turn.now,
        zone=turn.zone,
    )


def split_answers(turn: Turn, state: State, said: Said, whole: Reading) -> Answers:
    """Find answers to several questions in one text, such as "benches 3".

    Args:
        whole: what the text is read as when all of it answers the open question.

    Returns:
        The questions with their readings, each of them sure and with nothing left over; nothing
        where the text does not come apart like that, or the next question takes any words.
    """
    if not 2 <= len(said.tokens) <= MAX_PIECES:
        return ()
    if whole.value is None and not any(map(str.isdecimal, said.tokens)):
        return ()
    pieces = said.raw.replace(",", " ").replace(";", " ").split()
    if not _may_split(turn, state, pieces, whole):
        return ()
    return _split(turn, state, pieces, turn.at.answers, MAX_ANSWERS)


def _may_split(turn: Turn, state: State, pieces: list[str], whole: Reading) -> bool:
    """Tell whether it is worth trying: most texts are one answer, and trying is slow."""
    if whole.value is None:
        return len(pieces) <= MAX_DIGITS and any(map(str.isdecimal, pieces))
    then = _find_next(turn, state, turn.at.answers, whole.value)
    return then is not None and any(_read_clearly(turn, then, [one]) for one in pieces[1:])


def _split(
    turn: Turn, state: State, pieces: list[str], answers: Mapping[str, JsonScalar], most: int
) -> Answers:
    for cut in range(1, len(pieces)):
        first = _read_clearly(turn, state, pieces[:cut])
        then = _find_next(turn, state, answers, first.value) if first else None
        if first is None or then is None:
            continue
        rest = pieces[cut:]
        while len(rest) > 1 and rest[0].casefold() in _JOINING:
            rest = rest[1:]
        second = _read_clearly(turn, then, rest)
        if second:
            return ((state, first), (then, second))
        known = {**answers, state.save: first.value} if state.save else answers
        found = _split(turn, then, rest, known, most - 1) if most > 2 else ()
        if found:
            return ((state, first), *found)
    return ()


def _read_clearly(turn: Turn, state: State, pieces: list[str]) -> Reading | None:
    reading = read_for(turn, state, normalise(" ".join(pieces)))
    is_clear = reading.value is not None and reading.sure and not reading.spare
    return reading if is_clear else None


def _find_next(
    turn: Turn, state: State, answers: Mapping[str, JsonScalar], value: JsonScalar
) -> State | None:
    """Find the question that an answer leads to, if it does not take any words."""
    if state.save:
        answers = {**answers, state.save: value}
    target = turn.choose(state.on["answered"], answers)
    for _ in range(MAX_STEPS):
        found = turn.flow.states[target]
        if found.expect:
            return None if found.expect.kind == "words" or found is state else found
        if found.final or target in turn.flow.tables.acting:
            return None
        target = turn.choose(found.on["entered"], answers)
    return None
