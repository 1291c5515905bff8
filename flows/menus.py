"""The digits we offer outside the flow's own questions: help, language, ringing back."""

from collections.abc import Callable

from flows.effects import Request
from flows.turn import Turn

# The languages' own names, in letters that GSM-7 has where there are such.
LANGUAGE_NAMES = {
    "en": "ENGLISH",
    "tr": "TÜRKÇE",
    "cy": "CYMRAEG",
    "pl": "POLSKI",
    "so": "SOOMAALI",
    "bn": "বাংলা",
    "ur": "اردو",
    "ar": "العربية",
}

# For menus: a letter outside GSM-7 halves the room of the whole text, and letters written from the
# right draw the digit beside them to the wrong name.
MENU_NAMES = LANGUAGE_NAMES | {"bn": "BANGLA", "ur": "URDU", "ar": "ARABI"}


def offer_help(turn: Turn) -> None:
    """Say what can be asked for by a digit."""
    turn.change(menu="help")
    turn.say("system.help", options=turn.labels(*(f"option_{name}" for name in _HELP)))


def choose_from_menu(turn: Turn, digit: str) -> bool:
    """Do what a digit means in the menu offered last.

    Args:
        digit: the whole text, in its plain form.

    Returns:
        False where no menu is open or it has no such digit.
    """
    chooser = _MENUS.get(turn.at.menu)
    return chooser is not None and chooser(turn, digit)


def switch_by_digit(turn: Turn, digit: str) -> bool:
    """Change to the language of a digit, and ask again what was asked."""
    language = turn.flow.tables.spoken.get(digit)
    if language is None:
        return False
    turn.switch(language)
    turn.change(menu="")
    status = turn.at.status
    if status == "open":
        turn.ask()
    elif status == "new":
        turn.enter(turn.flow.initial)
    else:
        turn.say("system.language_set")
    return True


def _choose_help(turn: Turn, digit: str) -> bool:
    if not digit.isdecimal() or not 1 <= int(digit) <= len(_HELP):
        return False
    take_help(turn, list(_HELP)[int(digit) - 1])
    return True


def take_help(turn: Turn, name: str) -> None:
    """Do one of the things behind HELP."""
    turn.change(menu="")
    _HELP[name](turn)


def _request(kind: str) -> Callable[[Turn], None]:
    def ask_a_person(turn: Turn) -> None:
        turn.effects.append(Request(kind))
        turn.say(f"system.{kind}")

    return ask_a_person


def _offer_languages(turn: Turn) -> None:
    turn.change(menu="language")
    options = tuple(
        (digit, MENU_NAMES.get(language, language.upper())) for digit, language in turn.flow.offered
    )
    turn.say("system.language", options=options)


def _complain(turn: Turn) -> None:
    turn.change(menu="complaint")
    turn.effects.append(Request("complaint"))
    turn.say("system.complaint")


def _choose_ring(turn: Turn, digit: str) -> bool:
    if digit not in ("1", "2"):
        return False
    turn.change(menu="")
    if digit == "1":
        turn.effects.append(Request("call"))
    turn.say("system.ring_yes" if digit == "1" else "system.ring_no")
    return True


_HELP: dict[str, Callable[[Turn], None]] = {
    "call": _request("call"),
    "language": _offer_languages,
    "happened": _request("happened"),
    "data": _request("data"),
    "delete": _request("delete"),
    "complain": _complain,
    "less": _request("less"),
}
_MENUS: dict[str, Callable[[Turn, str], bool]] = {
    "help": _choose_help,
    "language": switch_by_digit,
    "ring": _choose_ring,
}
