"""Whether a text looks like one that a machine wrote. Stores and sends nothing.

How fast it came says nothing: a quick thumb, a button and a text that waited at its carrier are as
fast. What counts is that it says again what was said before.
"""

import zlib
from collections.abc import Collection

import regex

BEGINNING = 20
"""How many letters of what we said are remembered."""
LONG = 16
"""From how many letters on a text that comes twice is no answer to two questions, as "1" may be."""

_NO_LETTERS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_ASCII_SIGNS = bytes(sign for sign in range(128) if not chr(sign).isalnum())
_AUTOMATIC = (
    "out of office",
    "out of the office",
    "automated re",  # reply, response
    "automatic re",
    "auto-re",
    "autore",
    "i'm driving",
    "is not monitored",
    "do not reply to this",
    "otomatik yanıt",
    "otomatik cevap",
    "ofis dışında",
    "automatyczna odpowied",
    "poza biurem",
    "ateb awtomatig",
    "jawaab otomaatig",
    "স্বয়ংক্রিয় উত্তর",
    "خودکار جواب",
    "رد تلقائي",
)


def find_letters(text: str) -> str:
    """Give the letters and digits alone, in lower case: what a bot's own quotes leave as it was."""
    if text.isascii():
        return text.lower().encode().translate(None, _ASCII_SIGNS).decode()
    return str(_NO_LETTERS.sub("", text.casefold()))


def fingerprint(letters: str) -> int:
    """Give a number that is the same for the same letters."""
    return zlib.crc32(letters.encode())


def remember(said: str) -> str:
    """Give as much of what we said as an echo is known by."""
    return find_letters(said[: 3 * BEGINNING])[:BEGINNING]


def looks_automatic(
    text: str, letters: str, *, heard: Collection[int], said: Collection[str], moved: bool
) -> bool:
    """Say whether a text is an echo of ours, the sender's own again, or an answering machine's.

    Args:
        text: as it came.
        letters: the same, by `find_letters`.
        heard: fingerprints of the sender's last texts.
        said: what we said last, by `remember`.
        moved: it answered something.
    """
    if fingerprint(letters) in heard and (len(letters) >= LONG or not moved):
        return True
    if len(letters) >= LONG and any(one in letters for one in said):
        return True
    folded = text.casefold()
    return any(map(folded.__contains__, _AUTOMATIC))
