"""Tells most texts apart, at one look, from those that some rule beside the question may want."""

from flows.reader.always import GATE as COMMANDS
from flows.reader.always import GREETINGS, find_command
from flows.reader.gates import pick_gate
from flows.reader.normal import Said
from flows.reader.opting_out import GATE
from flows.reader.safeguarding import find_danger
from flows.reader.swearing import ABUSE

_GATE = pick_gate(GREETINGS) | GATE | ABUSE
_GATE_TO_ALL = _GATE | COMMANDS


def is_everyday(said: Said) -> bool:
    """Tell whether a text is surely no command, greeting, swearing, worry or wish to stop.

    False says nothing: such a text goes through every rule in its turn.
    """
    tokens = said.tokens
    if not tokens:
        return False
    if not _GATE_TO_ALL.isdisjoint(tokens) and (
        not _GATE.isdisjoint(tokens) or find_command(said) is not None
    ):
        return False
    return not find_danger(said)
