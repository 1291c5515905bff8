"""Reads a reply against the questions of a flow, one or several of them. Holds no effect."""

from flows.conversation import JsonScalar
from flows.definition import State
from flows.normal import Said, normalise
from flows.reading import Reading, read_said
from flows.turn import MAX_STEPS, Turn

MAX_PIECES = 8
MAX_ANSWERS = 3
_JOINING = frozenset(("and", "ve", "a", "ac", "i", "iyo", "aur", "ar", "wa", "&", "+", "-", "/"))

Answers = tuple[tuple[State, Reading], ...]


def read_for(turn: Turn, state: State, said: Said) -> Reading:
    """Read a text as the kind of reply that a state expects."""
    assert state.expect is not None  # noqa: S101  (only states that expect are read for)
    at = turn.at
    return read_said(
        state.expect.kind,
        said,
        language=at.language,
        options=turn.flow.tables.options[state.name, at.language],
        now=turn.now,
        zone=turn.zone,
    )


def split_answers(turn: Turn, state: State, said: Said) -> Answers:
    """Find answers to several questions in one text, such as "benches 3".

    Returns:
        The questions with their readings, each of them sure and with nothing left over; nothing
        where the text does not come apart like that, or the next question takes any words.
    """
    pieces = said.raw.replace(",", " ").replace(";", " ").split()
    if not 2 <= len(pieces) <= MAX_PIECES:
        return ()
    return _split(turn, state, pieces, dict(turn.at.answers), MAX_ANSWERS)


def _split(
    turn: Turn, state: State, pieces: list[str], answers: dict[str, JsonScalar], most: int
) -> Answers:
    whole = _read_clearly(turn, state, pieces)
    if whole and most < MAX_ANSWERS:
        return ((state, whole),)
    for cut in range(1, len(pieces)) if most > 1 else ():
        first = _read_clearly(turn, state, pieces[:cut])
        if first is None:
            continue
        known = {**answers, state.save: first.value} if state.save else answers
        following = _find_next(turn, state, known)
        if following is None:
            continue
        rest = pieces[cut:]
        while len(rest) > 1 and rest[0].casefold() in _JOINING:
            rest = rest[1:]
        found = _split(turn, following, rest, known, most - 1)
        if found:
            return ((state, first), *found)
    return ()


def _read_clearly(turn: Turn, state: State, pieces: list[str]) -> Reading | None:
    reading = read_for(turn, state, normalise(" ".join(pieces)))
    is_clear = reading.value is not None and reading.sure and not reading.spare
    return reading if is_clear else None


def _find_next(turn: Turn, state: State, answers: dict[str, JsonScalar]) -> State | None:
    """Find the question that an answer leads to, if it does not take any words."""
    target = turn.choose(state.on["answered"], answers)
    for _ in range(MAX_STEPS):
        found = turn.flow.states[target]
        if found.expect:
            return None if found.expect.kind == "words" or found is state else found
        if found.final or found.acts:
            return None
        target = turn.choose(found.on["entered"], answers)
    return None
