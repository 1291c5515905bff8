"""The walk that every engine makes, and what the others know of it.

They get the easier job: a reply is looked up, letter by letter, in a table that holds the very
replies of the walk, where Sayso reads whatever comes in eight languages.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import orjson

Given = TypeVar("Given")
JsonScalar = str | int | float | bool | None
Play = Callable[[int], list[bytes]]

TEXTS = (
    "the damp in my flat is making my two kids ill",
    "it is worst in the flats behind the shops on mare street",
    "2",
    "quite a few i should think",  # no number
    "about forty",
    "yes please",
    "4",
    "after work",
    "whatever is most use",  # none of the options
    "minding childern",  # misspelt
    "open the old library on saturdays so kids can go",
)
RESIDENT = 7
FIRST, LAST = "need", "done"
NEXT = {
    "need": "place",
    "place": "reach",
    "reach": "people",
    "people": "told",
    "told": "bad",
    "bad": "hours",
    "hours": "part",
    "part": "idea",
    "idea": LAST,
}
STATES = (*NEXT, LAST)
_KNOWN: Mapping[str, Mapping[str, JsonScalar]] = {
    "reach": {"1": "me", "2": "home", "3": "street", "4": "many"},
    "people": {"four": 4, "forty": 40, "about forty": 40},
    "told": {"yes": True, "yes please": True, "no": False},
    "bad": {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5},
    "hours": {"mornings": "morning", "after lunch": "afternoon", "after work": "evening"},
    "part": {"cooking": "cook", "minding children": "watch", "minding childern": "watch"},
}
BEGUN = b'{"state":"need","answers":{},"misses":0}'


def look_up(state: str, text: str) -> JsonScalar:
    """Give what a reply means to a question; None where it cannot be read."""
    known = _KNOWN.get(state)
    return text if known is None else known.get(text)


def repeat(
    turn: Callable[[bytes, Given], bytes], replies: Sequence[Given], begun: bytes = BEGUN
) -> Play:
    """Make a function that walks so many times; it gives what each turn of the last stored."""

    def play(times: int) -> list[bytes]:
        kept: list[bytes] = []
        for _ in range(times):
            stored, kept = begun, []
            for reply in replies:
                stored = turn(stored, reply)
                kept.append(stored)
        return kept

    return play


def write_updates() -> list[bytes]:
    """Write the replies as Telegram would post them."""
    person = {"id": RESIDENT, "first_name": "Ada"}
    return [
        orjson.dumps(
            {
                "update_id": number,
                "message": {
                    "message_id": number,
                    "date": 1_795_305_600,
                    "chat": {**person, "type": "private"},
                    "from": {**person, "is_bot": False, "language_code": "en"},
                    "text": text,
                },
            }
        )
        for number, text in enumerate(TEXTS, 1)
    ]
