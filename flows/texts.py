"""What a text does: a disclosure first, then words that always work, menus, the question."""

from flows.always import Command, find_command, is_greeting, is_pleasantry
from flows.answers import answer_question
from flows.commands import begin_or_ask, obey, start_again
from flows.definition import Flow
from flows.effects import Alert, Request, Stop
from flows.events import TextReceived
from flows.menus import choose_from_menu, switch_by_digit
from flows.normal import Said, normalise
from flows.reading import read_said
from flows.safeguarding import find_danger
from flows.turn import Turn


def take_text(turn: Turn, event: TextReceived) -> None:
    """Work through one text."""
    said = normalise(event.text)
    command = find_command(said)
    turn.mute = turn.mute or event.answered_by_carrier
    danger = find_danger(said)
    if danger:
        _hold(turn, said, danger, command)
    elif turn.conversation.stopped:
        _take_from_stopped(turn, said, command, event.answered_by_carrier)
    elif not (command and obey(turn, command, said)):
        _take_by_status(turn, said)


def press_button(turn: Turn, value: str) -> None:
    """Work through a button: it chooses, or, where its question is past, asks the open one."""
    said = normalise(value)
    state = turn.state
    if turn.conversation.stopped or choose_from_menu(turn, said.key):
        return
    is_open = turn.conversation.status == "open" and state is not None
    if is_open and state is not None and state.expect and state.expect.kind != "words":
        offered = {digit for digit, _ in turn.options(state)}
        codes = {option.code for option in state.expect.options}
        if value in offered | codes:
            answer_question(turn, state, said)
            return
    if is_open or turn.conversation.status == "paused":
        begin_or_ask(turn)
    elif turn.conversation.status == "new":
        turn.enter(turn.flow.initial)
    else:
        turn.say("system.pleasantry")


def _hold(turn: Turn, said: Said, danger: str, command: Command | None) -> None:
    """Keep a disclosure out of everything but a person's sight, and answer calmly."""
    turn.record(said.raw, held="safeguarding")
    turn.effects.append(Alert(danger))
    if turn.conversation.stopped:
        turn.change(status="paused", menu="")
        return
    turn.change(status="paused", menu="ring", misses=0)
    turn.say("system.danger", options=turn.labels("option_yes", "option_no"))
    if command and command.word == "stop":
        turn.effects.append(Stop(command.how))
        turn.change(stopped=True)


def _take_from_stopped(turn: Turn, said: Said, command: Command | None, by_carrier: bool) -> None:
    """Keep what a stopped person texts, say nothing, and let START back in."""
    turn.mute = True
    word = command.word if command else ""
    if word == "start" or (by_carrier and said.key == "yes"):
        start_again(turn, mute=by_carrier)
    elif choose_from_menu(turn, said.key):
        return
    elif word == "call":
        turn.record(said.raw, kind="other")
        turn.effects.append(Request("call"))
    elif word != "stop" and not said.blank:
        turn.record(said.raw, kind="other")


def _take_by_status(turn: Turn, said: Said) -> None:
    if choose_from_menu(turn, said.key):
        return
    at = turn.conversation
    held = "safeguarding" if at.status == "paused" else ""
    if at.menu == "complaint" and not said.blank:
        turn.record(said.raw, kind="other", held=held)
        turn.change(menu="")
        turn.say("system.complaint_more")
        return
    if held:
        _take_while_paused(turn, said)
        return
    if at.menu:
        turn.change(menu="")
    is_first = at.state in ("", turn.flow.initial) and at.status in ("new", "open")
    if is_first and not at.language_known and switch_by_digit(turn, said.key):
        return
    _TAKE[at.status](turn, said)


def _take_while_paused(turn: Turn, said: Said) -> None:
    if turn.conversation.menu == "ring":
        wanted = read_said("yes_no", said, language=turn.conversation.language)
        if wanted.value is not None and not wanted.spare:
            choose_from_menu(turn, "1" if wanted.value else "2")
            return
    if not said.blank:
        turn.record(said.raw, held="safeguarding")
    turn.say("system.paused")


def _take_first(turn: Turn, said: Said) -> None:
    """Take a text we did not ask for: it answers the question, unless it only greets."""
    if _asks_for_question(turn.flow, said):
        turn.enter(turn.flow.initial)
        return
    turn.enter(turn.flow.initial, quietly=True)
    _take_answer(turn, said)


def _guess_language(turn: Turn, said: Said) -> None:
    """Go on in the language somebody writes, where its letters leave no doubt."""
    at = turn.conversation
    if at.language_known or at.language == "tr" or _TURKISH_ONLY.isdisjoint(said.raw):
        return
    if any(language == "tr" for _, language in turn.flow.offered):
        turn.switch("tr")


def _take_answer(turn: Turn, said: Said) -> None:
    state = turn.state
    if state is None or _asks_for_question(turn.flow, said):
        turn.ask()
    elif said.key in turn.flow.keywords:
        turn.enter(turn.flow.initial)
    else:
        _guess_language(turn, said)
        answer_question(turn, state, said)


def _take_late(turn: Turn, said: Said) -> None:
    """Keep what comes after the end, with one short thanks."""
    if _asks_for_question(turn.flow, said):
        turn.enter(turn.flow.initial)
    elif is_pleasantry(said) and not any(
        sign.isprintable() and ord(sign) > 0x2600 for sign in said.raw
    ):
        turn.say("system.pleasantry")
    else:
        turn.record(said.raw)
        turn.say("system.late")


def _asks_for_question(flow: Flow, said: Said) -> bool:
    return is_greeting(said) or said.blank or said.key in flow.keywords


_TURKISH_ONLY = frozenset("ığİ")
_TAKE = {"new": _take_first, "open": _take_answer, "ended": _take_late}
