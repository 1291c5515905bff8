"""Takes what staff dictate: an answer to the open question, whatever words it has.

Residents' words that always work mean nothing here but BACK, and nothing is held as a disclosure:
an organiser may ask about anything.
"""

from datetime import datetime

from flows.answers import answer_question, confirm, skip_question
from flows.conversation import Conversation
from flows.definition import Flow
from flows.engine import Step
from flows.reader.always import find_command
from flows.reader.normal import normalise
from flows.turn import Turn


def dictate(flow: Flow, conversation: Conversation, text: str, *, now: datetime, zone: str) -> Step:
    """Move a conversation with staff on by one text.

    Args:
        conversation: one that is open, in a state of this flow.
        now: when the text reached us (aware, UTC).
        zone: the community's time zone, for days.
    """
    turn = Turn(flow, conversation, now, zone, {}, False)
    said, state = normalise(text), turn.state
    command = find_command(said)
    if state is None:
        turn.enter(flow.initial)
    elif command is not None and command.word == "back":
        turn.go_back()
    elif command is not None and command.word == "skip":
        skip_question(turn, state)
    elif turn.at.menu != "echo" or not confirm(turn, said):
        turn.change(menu="", guess=None)
        answer_question(turn, state, said)
    return Step(turn.at, tuple(turn.effects))
