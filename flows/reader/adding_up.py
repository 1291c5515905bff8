"""Adds number words up as eight languages put them together. Knows no words."""

# ruff: noqa: E501  (word lists)

from collections.abc import Iterator

_COUNTERS = {  # endings of counted things and cases: "tinjon" is three people, "beşimiz" five of us
    "bn": ("টায়", "জনের", "জনকে", "জন", "টার", "টা", "টি", "টে", "jonke", "joner", "jon", "taa", "tay", "ta", "ti", "te"),
    "tr": ("ikimiz", "umuz", "imiz", "uncu", "inci", "imiz"),
}  # fmt: skip
_MUTE = {"ar": ("و", "wa", "ال")}


def take_apart(token: str, language: str) -> str:
    """Take a counter, or a word for "and" written together with it, off a number word."""
    for ending in _COUNTERS.get(language, ()):
        if token.endswith(ending) and len(token) > len(ending) + 1:
            return token.removesuffix(ending)
    for lead in _MUTE.get(language, ()):
        if token.startswith(lead) and len(token) > len(lead) + 1:
            return token.removeprefix(lead)
    return token


def add_up(run: list[int], language: str) -> Iterator[int]:
    """Give the numbers that values said one after the other make: 2 100 40 2 is 242; 5 7 are two."""
    total, now, last = 0, 0, 0
    for value in run:
        if value >= 1000:
            total, now = total + (now or 1) * value, 0
        elif (value in (100, 12) and 0 < last < (100 if value == 100 else 10)) or (
            language == "cy" and value == 10 and 1 <= last <= 9
        ):
            now, value = now - last + last * value, 20 if value == 10 else value
        elif last and not _continues(now, last, value, language):
            yield total + now
            total, now = 0, value
        else:
            now += value
        last = value
    yield total + now


def _continues(now: int, last: int, value: int, language: str) -> bool:
    """Tell whether a number word goes on with the number before it: forty two, one hundred six."""
    if value < 10 and last >= 20:
        return now % 10 == 0
    if last >= 1000:
        return True
    if 10 <= value < 100 and last >= 100:
        return True
    reversed_tens = language in ("ar", "so") and 1 <= last <= 9 and 10 <= value < 100
    return reversed_tens or (language in ("tr", "so", "cy") and last == 10 and value < 10)
