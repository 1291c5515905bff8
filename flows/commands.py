"""What the words that always work do, in every state."""

from collections.abc import Callable

from flows.answers import skip_question
from flows.effects import Finish, Request, StartAgain, Stop
from flows.menus import offer_help, take_help
from flows.reader.always import Command
from flows.reader.normal import Said
from flows.turn import Turn


def obey(turn: Turn, command: Command, said: Said) -> bool:
    """Do what a word that always works asks for.

    Returns:
        False where it means nothing here (the name of a language we do not have).
    """
    if not _means_something(turn, command):
        return False
    _follow_language(turn, command)
    if turn.at.menu and command.word != "language":
        turn.change(menu="", guess=None)
    _ORDERS[command.word](turn, command, said)
    return True


def start_again(turn: Turn, *, mute: bool) -> None:
    """Let a resident who stopped back in; the question that was open stays open."""
    turn.mute = mute
    turn.change(stopped=False)
    if turn.at.status != "paused":
        turn.reopen()
    turn.effects.append(StartAgain())
    turn.say("system.started")


def _means_something(turn: Turn, command: Command) -> bool:
    is_open = turn.at.status == "open"
    if command.word == "language" and command.how == "word":
        is_late = is_open and turn.at.state != turn.flow.initial
        return _is_offered(turn, command.language) and not is_late
    return True


def _is_offered(turn: Turn, language: str) -> bool:
    return language in turn.flow.tables.spoken.values()


def _follow_language(turn: Turn, command: Command) -> None:
    at = turn.at
    is_known = at.language_known or command.word == "language" or at.language == command.language
    if not is_known and _is_offered(turn, command.language):
        turn.switch(command.language)


def _stop(turn: Turn, command: Command, said: Said) -> None:
    if command.how == "phrase" and len(said.tokens) > 6:
        turn.record(said.raw, kind="other")
    turn.effects.append(Stop(command.how))
    turn.say("system.stop")
    if turn.at.status in ("open", "new"):
        turn.effects.append(Finish("stopped"))
        turn.change(status="ended")
    turn.change(stopped=True, misses=0)


def _start(turn: Turn, command: Command, said: Said) -> None:
    begin_or_ask(turn)


def begin_or_ask(turn: Turn) -> None:
    """Ask the open question, or the first one where none is open."""
    status = turn.at.status
    if status == "paused":
        turn.say("system.paused")
    elif status == "open":
        turn.ask()
    else:
        turn.enter(turn.flow.initial)


def _help(turn: Turn, command: Command, said: Said) -> None:
    offer_help(turn)


def _call(turn: Turn, command: Command, said: Said) -> None:
    if len(said.tokens) > 2:
        turn.record(said.raw, kind="other")
    turn.effects.append(Request("call"))
    turn.say("system.call")


def _delete(turn: Turn, command: Command, said: Said) -> None:
    take_help(turn, "delete")


def _complain(turn: Turn, command: Command, said: Said) -> None:
    take_help(turn, "complain")


def _who(turn: Turn, command: Command, said: Said) -> None:
    turn.say("system.who")


def _skip(turn: Turn, command: Command, said: Said) -> None:
    state = turn.state
    if state is None or turn.at.status != "open":
        _say_nothing_is_open(turn)
    else:
        skip_question(turn, state)


def _back(turn: Turn, command: Command, said: Said) -> None:
    if turn.at.status == "open":
        turn.go_back()
    else:
        _say_nothing_is_open(turn)


def _say_nothing_is_open(turn: Turn) -> None:
    if turn.at.status == "ended":
        turn.say("system.pleasantry")
    else:
        begin_or_ask(turn)


def _less(turn: Turn, command: Command, said: Said) -> None:
    take_help(turn, "less")


def _language(turn: Turn, command: Command, said: Said) -> None:
    if _is_offered(turn, command.language):
        turn.switch(command.language)
        begin_or_ask(turn)
    else:
        turn.say("system.no_language")


_ORDERS: dict[str, Callable[[Turn, Command, Said], None]] = {
    "stop": _stop,
    "start": _start,
    "help": _help,
    "call": _call,
    "delete": _delete,
    "less": _less,
    "complain": _complain,
    "who": _who,
    "skip": _skip,
    "back": _back,
    "language": _language,
}
