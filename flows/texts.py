"""What a text does: a disclosure first, then words that always work, menus, the question."""

from msgspec.structs import replace

from flows.answers import accept, answer_question, confirm, says_something
from flows.commands import begin_or_ask, obey, start_again
from flows.conversation import Guess
from flows.effects import Alert, Invoke, Request, Stop, Unrecord
from flows.events import TextReceived
from flows.menus import choose_from_menu, switch_by_digit
from flows.plain_replies import MOST_CHARS
from flows.reader.always import Command, find_command, is_greeting
from flows.reader.everyday import is_everyday
from flows.reader.language_guess import guess_language
from flows.reader.normal import Said, normalise
from flows.reader.opting_out import may_ask_stop
from flows.reader.reading import read_said
from flows.reader.safeguarding import find_danger
from flows.reader.swearing import is_swearing
from flows.turn import Turn

_FEW_WORDS = 3
_FIRST_PICTURE = 0x2600
_PLEASANT_SIGNS = frozenset("👍👌🙏👏🤝✅✔❤♥🧡💛💚💙💜😊🙂😀😁😃☺😄💪👋🏻🏼🏽🏾🏿\ufe0f")


def take_text(turn: Turn, event: TextReceived) -> None:
    """Work through one text."""
    at = turn.at
    is_plain = at.status == "open" and not (at.menu or turn.mute or event.answered_by_carrier)
    text = event.text
    if is_plain and len(text) <= MOST_CHARS and _take_plain_reply(turn, text):
        return
    said = normalise(text)
    if is_plain and is_everyday(said):
        _take_everyday(turn, said)
        return
    command = find_command(said)
    if event.answered_by_carrier:
        turn.mute = True
    danger = find_danger(said)
    if danger:
        _hold(turn, said, danger, command)
    elif turn.at.stopped:
        _take_from_stopped(turn, said, command, event.answered_by_carrier)
    elif command is None or not obey(turn, command, said):
        _take_by_status(turn, said)


def _take_plain_reply(turn: Turn, text: str) -> bool:
    """Take what is an answer letter for letter; False where a text may be anything else."""
    at, flow = turn.at, turn.flow
    replies = flow.tables.plain_replies[at.state, at.language]
    key = text.lower()
    reading = replies.get(key)
    if reading is None or key in turn.doors or key in flow.keywords or key in flow.codes:
        return False
    if at.state == flow.initial and not at.language_known:
        return False
    accept(turn, flow.states[at.state], reading if text == key else replace(reading, raw=text))
    return True


def _take_everyday(turn: Turn, said: Said) -> None:
    """Take what no rule but the question wants: the way of nearly every answer, kept short."""
    at, flow = turn.at, turn.flow
    key = said.key
    if key in turn.doors or key in flow.keywords or key in flow.codes:
        _take_answer(turn, said)
        return
    if not at.language_known and at.state == flow.initial and _switch_language(turn, said):
        return
    if len(flow.tables.spoken) > 1:
        _mind_language(turn, said)
    answer_question(turn, flow.states[at.state], said)


def press_button(turn: Turn, value: str) -> None:
    """Work through a button: it chooses, or, where its question is past, asks the open one."""
    said = normalise(value)
    state = turn.state
    if turn.at.stopped or _choose_in_menu(turn, said) or choose_from_menu(turn, said.key):
        return
    is_open = turn.at.status == "open" and state is not None
    if is_open and state is not None and state.expect and state.expect.kind != "words":
        offered = {digit for digit, _ in turn.options()}
        codes = {option.code for option in state.expect.options}
        if value in offered | codes:
            answer_question(turn, state, said)
            return
    if is_open or turn.at.status == "paused":
        begin_or_ask(turn)
    elif turn.at.status == "new":
        turn.enter(turn.flow.initial)
    else:
        turn.say("system.pleasantry")


def enter_with(turn: Turn, rest: str) -> None:
    """Begin the flow; words that came with its keyword answer the first question."""
    said = normalise(rest)
    if said.blank or is_greeting(said):
        turn.enter(turn.flow.initial)
    else:
        turn.enter(turn.flow.initial, quietly=True)
        _answer_open(turn, said)


def _hold(turn: Turn, said: Said, danger: str, command: Command | None) -> None:
    """Keep a disclosure out of everything but a person's sight, and answer calmly."""
    turn.record(said.raw, held="safeguarding")
    turn.effects.append(Alert(danger))
    if turn.at.stopped:
        turn.change(status="paused", menu="", guess=None)
        return
    turn.change(status="paused", menu="ring", guess=None, misses=0)
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
    at = turn.at
    if at.menu and _take_in_menu(turn, said):
        return
    at = turn.at
    if at.status == "paused":
        _take_while_paused(turn, said)
        return
    if not at.language_known and _switch_language(turn, said):
        return
    if may_ask_stop(said):
        _ask_whether_to_stop(turn, said)
        return
    _TAKE[at.status](turn, said)


def _switch_language(turn: Turn, said: Said) -> bool:
    """Take a digit for a language, where the first question offers languages by digits."""
    at, flow = turn.at, turn.flow
    is_first = at.state in ("", flow.initial) and at.status in ("new", "open")
    offers = is_first and flow.states[flow.initial].welcome
    return bool(offers) and switch_by_digit(turn, said.key)


def _take_in_menu(turn: Turn, said: Said) -> bool:
    """Take a reply to the digits offered last; False where it is something else."""
    if _choose_in_menu(turn, said) or choose_from_menu(turn, said.key):
        return True
    at = turn.at
    if at.menu == "complaint" and not said.blank:
        held = "safeguarding" if at.status == "paused" else ""
        turn.record(said.raw, kind="other", held=held)
        turn.change(menu="")
        turn.say("system.complaint_more")
        return True
    if at.menu and at.status != "paused":
        turn.change(menu="")
    return False


def _choose_in_menu(turn: Turn, said: Said) -> bool:
    """Take the reply to something we asked back; False where it is no reply to that."""
    if turn.at.menu == "echo":
        return confirm(turn, said)
    if turn.at.menu == "stop":
        return _settle_stop(turn, said)
    return False


def _ask_whether_to_stop(turn: Turn, said: Said) -> None:
    """Ask before acting on words that may mean they want no more texts."""
    if _is_sentence(said):
        turn.record(said.raw, kind="other")
    turn.change(menu="stop", guess=Guess(said.raw))
    turn.say("system.stop_ask", options=turn.labels("option_yes", "option_no"))


def _settle_stop(turn: Turn, said: Said) -> bool:
    """Take the reply to "Do you want no more texts?"; their words are kept unless it is yes."""
    words = normalise(turn.at.guess.raw if turn.at.guess else "")
    wanted = read_said("yes_no", said, language=turn.at.language)
    turn.change(menu="", guess=None)
    if wanted.value is True:
        obey(turn, Command("stop", "phrase"), words)
        return True
    if wanted.value is False and not wanted.spare:
        if _is_sentence(words):
            turn.effects.append(Unrecord(turn.at.state))
        _TAKE[turn.at.status](turn, words)
        return True
    return False


def _is_sentence(said: Said) -> bool:
    """Tell whether words are worth keeping even if nobody answers what we ask back."""
    return len(said.tokens) > _FEW_WORDS and says_something(said)


def _take_while_paused(turn: Turn, said: Said) -> None:
    if turn.at.menu == "ring":
        wanted = read_said("yes_no", said, language=turn.at.language)
        if wanted.value is not None and not wanted.spare:
            choose_from_menu(turn, "1" if wanted.value else "2")
            return
    if not said.blank:
        turn.record(said.raw, held="safeguarding")
    turn.say("system.paused")


def _take_first(turn: Turn, said: Said) -> None:
    """Take a text we did not ask for: it answers the question, unless it only greets."""
    if _goes_through_door(turn, said) or _begins_anew(turn, said):
        return
    turn.enter(turn.flow.initial, quietly=True)
    _answer_open(turn, said)


def _take_answer(turn: Turn, said: Said) -> None:
    if said.key in turn.doors:
        turn.effects.append(Invoke(said.key))
    elif turn.state is None or _asks_for_question(said):
        turn.ask()
    elif said.key in turn.flow.keywords or said.key in turn.flow.codes:
        turn.enter(turn.flow.initial)
    else:
        _answer_open(turn, said)


def _take_late(turn: Turn, said: Said) -> None:
    """Keep what comes after the end; after a silence it answers the question left open."""
    if _goes_through_door(turn, said) or _begins_anew(turn, said):
        return
    if turn.at.unanswered in turn.flow.states:
        turn.change(state=turn.at.unanswered, status="open", unanswered="")
        _answer_open(turn, said)
    elif not says_something(said) and not _has_picture(said):
        turn.say("system.pleasantry")
    else:
        turn.record(said.raw)
        turn.say("system.late")


def _has_picture(said: Said) -> bool:
    """Tell a picture that may say something from a thumb or a heart, which is thanks."""
    signs = {sign for sign in said.raw if sign.isprintable() and ord(sign) > _FIRST_PICTURE}
    return not signs <= _PLEASANT_SIGNS


def _goes_through_door(turn: Turn, said: Said) -> bool:
    """Start the flow whose keyword or code begins the text, where no question is open."""
    first = said.tokens[0] if said.tokens else ""
    rest = said.raw.strip()[len(first) :] if said.raw.strip().casefold().startswith(first) else ""
    if said.key in turn.doors:
        turn.effects.append(Invoke(said.key))
    elif first in turn.doors:
        turn.effects.append(Invoke(first, rest.strip()))
    else:
        return False
    return True


def _begins_anew(turn: Turn, said: Said) -> bool:
    """Ask the first question for a greeting, or for this flow's own keyword or code."""
    flow = turn.flow
    first = said.tokens[0] if said.tokens else ""
    is_own = first in flow.keywords or first in flow.codes
    if _asks_for_question(said) or (is_own and len(said.tokens) == 1):
        turn.enter(flow.initial)
        return True
    expect = flow.states[flow.initial].expect
    if is_own and expect and expect.kind != "words":
        enter_with(turn, said.key.partition(" ")[2])
        return True
    return False


def _answer_open(turn: Turn, said: Said) -> None:
    """Take a text as the reply to the open question."""
    state = turn.state
    if state is None or (is_swearing(said) and _wants_words(turn)):
        turn.ask()
        return
    _mind_language(turn, said)
    answer_question(turn, state, said)


def _wants_words(turn: Turn) -> bool:
    state = turn.state
    return bool(state and state.expect and state.expect.kind == "words")


def _mind_language(turn: Turn, said: Said) -> None:
    """Go on in the language somebody writes; offer it where they had chosen another one."""
    spoken = turn.flow.tables.spoken
    if len(spoken) < 2:
        return
    at = turn.at
    guessed = guess_language(said, spoken.values())
    if guessed in ("", at.language):
        return
    if not at.language_known:
        turn.switch(guessed)
    elif guessed != at.offered:
        turn.change(offered=guessed)
        turn.offer = guessed


def _asks_for_question(said: Said) -> bool:
    return is_greeting(said) or said.blank


_TAKE = {
    "new": _take_first,
    "open": _take_answer,
    "ended": _take_late,
    "paused": _take_while_paused,
}
