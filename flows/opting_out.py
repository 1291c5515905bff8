"""Tells whether a text asks to stop, or may ask it. Holds no effect."""

# ruff: noqa: E501  (word lists)

from flows.always import find_command
from flows.hedges import doubts
from flows.normal import Said, normalise, words
from flows.phrases import MAYBE_STOP

MAX_TOKENS = 12
_TEXTING = frozenset(
    normalise(one).key
    for one in words(
        "text texts texting txt txts txting message messages messaging msg msgs sms spam mesaj mesajlar"
        " neges negeseuon decst wiadomosci wiadomosc sms-y fariin fariimo paigham رسائل رساله মেসেজ میسج"
    )
)
_ENOUGH = frozenset(
    words(
        "too many much annoying annoyed enough constant constantly keep again stop sick unwanted irritating daily why"
    )
)
_PEOPLE = frozenset(words("me you your these u i the"))
_MAYBE = frozenset(normalise(line).key for line in MAYBE_STOP)


def find_stop(said: Said) -> str:
    """Tell whether somebody wants no more texts.

    Returns:
        stop; ask where it may mean that, so that we ask before we act; "" where it does not.
    """
    command = find_command(said)
    if command:
        return "stop" if command.word == "stop" else ""
    return "ask" if may_ask_stop(said) else ""


def may_ask_stop(said: Said) -> bool:
    """Tell whether a text without any command may still mean that somebody wants no more texts."""
    if said.key in _MAYBE:
        return True
    tokens = said.tokens
    if _TEXTING.isdisjoint(tokens) or _ENOUGH.isdisjoint(tokens) or len(tokens) > MAX_TOKENS:
        return False
    return not _PEOPLE.isdisjoint(tokens) and "my" not in tokens and not doubts(said)
