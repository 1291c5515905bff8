"""What residents say to the shipped flow `needs`, by where they stand; no chance is involved."""

from collections.abc import Sequence

from bench.stage import name_address
from bench.twilio import Text

NEED = (
    "the damp in my flat is making my kids ill",
    "Buses. The 47 never comes after 6 and I finish work at 7",
    "nothing for teenagers round here, they hang about by the shops",
    "the lift in block c has been broken for three weeks",
    "somebody to talk to. since my husband died the days are long",
    "Bins overflowing again on Marsh Lane, rats last night!!",
    "a crossing by the school before somebody is killed",
    "rent goes up and the windows still dont shut",
    "street lights",
    "cheaper gym or a bit of grass the kids can play on",
    "sokak lambalari yanmiyor, aksam korkuyorum",
    "i can fix bikes and would show the young ones how",
)
REACH = ("4", "2", "me", "Everyone on the estate", "3", "just my family", "1.", "dont know", "4")
DETAIL = (
    "the flats behind the shops",
    "the old people in Hazel Court mostly",
    "skip",
    "my stairwell and the one next to it",
)
WORDS = {"HELP": 40, "STOP": 60}
"""What may be said at any time -> how many texts lie between two of them."""

DAYS = 3
ANSWERED_TWICE, ANSWERED_ONCE = 15, 45
"""Of a hundred residents, how many stand at the last question, and how many there or before."""


def list_earlier(first: int, many: int) -> Sequence[Sequence[Text]]:
    """List what residents from `first` on have said before, batch by batch."""
    at = range(first, first + many)
    return (
        [_say(n, 0, NEED) for n in at if n % 100 < ANSWERED_ONCE],
        [_say(n, 1, ("4",)) for n in at if n % 100 < ANSWERED_TWICE],
    )


def list_now(first: int, many: int) -> Sequence[Text]:
    """List one text of each resident from `first` on: an answer to what they were asked last."""
    return [_say_now(n) for n in range(first, first + many)]


def _say_now(n: int) -> Text:
    for word, apart in WORDS.items():
        if n % apart == apart - 1:
            return _say(n, DAYS - 1, (word,))
    if n % 100 < ANSWERED_TWICE:
        return _say(n, DAYS - 1, DETAIL)
    return _say(n, DAYS - 1, REACH if n % 100 < ANSWERED_ONCE else NEED)


def _say(n: int, day: int, words: Sequence[str]) -> Text:
    return Text(n * DAYS + day, name_address(n), words[n % len(words)])
