"""Finds the words that always work in what somebody wrote. Holds no reply and no effect."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from flows.reader import phrases
from flows.reader.first_names import FIRST_NAMES
from flows.reader.gates import pick_gate
from flows.reader.normal import WORDS_REMEMBERED, Said, normalise, split_sentences, words
from flows.reader.stop_vocabulary import ALL_TEXTING, NOT_TO_STOP, VOCABULARIES
from flows.reader.wrong_person import denies_person

MAX_WORDS = 24
MAX_CHATTER = 6


@dataclass(frozen=True, slots=True)
class Command:
    """A word that always works.

    Attributes:
        word: stop, less, start, help, call, delete, complain, who, skip, back or language.
        how: word (exact), phrase or wrong number.
        language: the one it was said in, "" for English; for `language` the one wanted.
    """

    word: str
    how: str = "word"
    language: str = ""


def _key(line: str) -> str:
    """Put a phrase into plain form; those in plain letters stand there in it."""
    return line if line.isascii() else normalise(line).key


def _collect() -> dict[str, Command]:
    found: dict[str, Command] = {}
    tables: tuple[tuple[str, str, Mapping[str, frozenset[str]]], ...] = (
        ("language", "word", phrases.LANGUAGE_ADJECTIVES),
        ("language", "phrase", phrases.LANGUAGES),
        ("back", "word", phrases.BACK),
        ("skip", "word", phrases.SKIP),
        ("who", "phrase", phrases.WHO),
        ("complain", "phrase", phrases.COMPLAIN),
        ("delete", "phrase", phrases.DELETE),
        ("call", "phrase", phrases.CALL),
        ("help", "phrase", phrases.HELP),
        ("start", "phrase", phrases.START),
        ("less", "phrase", phrases.LESS),
        ("stop", "wrong number", phrases.WRONG_NUMBER),
        ("stop", "phrase", phrases.STOP),
    )
    for word, how, by_language in tables:
        # English last: "wrong number" is said in Urdu and Bengali too, and does not choose them
        for language, lines in sorted(by_language.items(), key=lambda one: one[0] == "en"):
            wanted = language if word == "language" or language != "en" else ""
            command = Command(word, how, wanted)
            found |= {_key(line): command for line in lines}
    for word, exact in (
        ("stop", phrases.CARRIER_STOP),
        ("start", phrases.CARRIER_START),
        ("help", phrases.CARRIER_HELP),
    ):
        found |= {line: Command(word) for line in exact}
    found.pop("", None)
    return found


_COMMANDS = _collect()
_KNOWN = phrases.LEAD | phrases.TAIL | {word for line in _COMMANDS for word in line.split()}
_OWNED = frozenset(("number", "phone", "mobile"))
# Only an order to stop counts where other words stand beside it.
_STOPS = [line for line, one in _COMMANDS.items() if one.word == "stop"]
_GATE = pick_gate((*_STOPS, *phrases.STRONG_STOP)) | ALL_TEXTING | _OWNED | FIRST_NAMES
_LINES = pick_gate(_COMMANDS)
GATE = _GATE | _LINES
"""A text that has words, and none of these, is no command."""
_STOP_IN_WORDS = Command("stop", "phrase")
_HELP = Command("help", "phrase")
_WRONG_NUMBER = Command("stop", "wrong number")
_STRONG_BEGINNINGS = frozenset(line.split()[0] for line in phrases.STRONG_STOP) | phrases.LEAD

_AND = frozenset(
    normalise(one).key
    for one in words("and n ve a ac ar aar o i oraz iyo oo aur wa এবং ও আর اور و")
)
_KNOWN_OR_AND = _KNOWN | _AND
_STRONG = pick_gate(phrases.STRONG_STOP)
_QUESTIONS = frozenset(("who", "what", "is", "why", "how", "are"))


def find_command(said: Said) -> Command | None:
    """Find the word that always works in a text, if the whole text says it.

    A plain-language "stop texting me" counts also where more follows it; a sentence about a subject
    ("stop the traffic") never does.
    """
    exact = _COMMANDS.get(said.key)
    if exact is not None:
        return exact
    if not said.tokens:
        return _HELP if "?" in said.raw else None
    if "/" in said.raw and said.raw.lstrip().startswith("/"):
        return _COMMANDS.get(said.tokens[0])
    if len(said.tokens) < 2 or (
        _GATE.isdisjoint(said.tokens)
        and (_LINES.isdisjoint(said.tokens) or not _KNOWN.issuperset(said.tokens))
    ):
        return None
    return _search(said)


def _search(said: Said) -> Command | None:
    return (
        _match_words(said.tokens)
        or _match_twice(said.tokens)
        or _match_strong(said.tokens)
        or _match_vocabulary(said.tokens)
        or _match_sentences(said)
        or (_WRONG_NUMBER if denies_person(said) else None)
    )


def _match_words(tokens: tuple[str, ...]) -> Command | None:
    if len(tokens) > MAX_WORDS:
        return None
    if _denies_number(tokens):
        return _WRONG_NUMBER
    if not _KNOWN.issuperset(tokens):
        return None
    for left, is_polite in _trimmed(tokens):
        command = _COMMANDS.get(" ".join(left))
        if command and (len(left) > 1 or is_polite or command.word == "stop"):
            return (
                command
                if command.how != "word" or len(left) == len(tokens)
                else Command(command.word, "phrase", command.language)
            )
    return None


def _match_twice(tokens: tuple[str, ...]) -> Command | None:
    """Find two orders to stop in one: "stop and leave me alone", never "stop and search"."""
    if _AND.isdisjoint(tokens) or not _KNOWN_OR_AND.issuperset(tokens):
        return None
    at = next((place for place, token in enumerate(tokens) if place and token in _AND), 0)
    halves = (_match_words(half) for half in (tokens[:at], tokens[at + 1 :]) if half)
    found = [one for one in halves if one and one.word == "stop"]
    if len(found) < 2 or _denies_stopping(tokens):
        return None
    return next((one for one in found if one.how != "word"), _STOP_IN_WORDS)


def _denies_number(tokens: tuple[str, ...]) -> bool:
    """Tell "this is not Ahmed's number" from the rest."""
    if tokens[-1] not in _OWNED or not 4 <= len(tokens) <= 7:
        return False
    return tokens[:3] == ("this", "is", "not") or tokens[:2] == ("this", "isnt")


def _trimmed(tokens: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Give a text without ever more of the words around it, and whether only polite ones went."""
    ends = [len(tokens)]
    while ends[-1] > 1 and _is_tail(tokens[: ends[-1]]):
        ends.append(ends[-1] - 1)
    is_polite = True
    for start in range(len(tokens)):
        if start and tokens[start - 1] not in phrases.LEAD:
            return
        is_polite = is_polite and (not start or tokens[start - 1] in phrases.POLITE)
        for end in ends:
            if end > start:
                yield tokens[start:end], is_polite


def _is_tail(tokens: tuple[str, ...]) -> bool:
    """Tell whether the last word only rounds off: "I think" does, "stop and think" does not."""
    return tokens[-1] in phrases.TAIL and (tokens[-1] != "think" or tokens[-2] == "i")


def _match_strong(tokens: tuple[str, ...]) -> Command | None:
    """Find an order to stop at the start of a text, whatever follows but a time or a topic."""
    if _STRONG.isdisjoint(tokens):
        return None
    return _match_after_question(tokens) or _match_beginning(tokens)


def _match_after_question(tokens: tuple[str, ...]) -> Command | None:
    """Find the order in "who is this stop texting me"."""
    for end in range(2, min(6, len(tokens) - 2)) if tokens[0] in _QUESTIONS else ():
        asked = _COMMANDS.get(" ".join(tokens[:end]))
        found = _match_strong(tokens[end:]) if asked and asked.word == "who" else None
        if found:
            return found
    return None


def _match_beginning(tokens: tuple[str, ...]) -> Command | None:
    if tokens[0] not in _STRONG_BEGINNINGS:
        return None
    for start, token in enumerate(tokens[:12]):
        for length in (3, 4):
            end = start + length
            if " ".join(tokens[start:end]) in phrases.STRONG_STOP:
                is_order = end >= len(tokens) or tokens[end] not in phrases.SUBJECT_AFTER
                return _STOP_IN_WORDS if is_order else None
        if token not in phrases.LEAD:
            return None
    return None


def _match_vocabulary(tokens: tuple[str, ...]) -> Command | None:
    """Find an order to stop texting that is made of nothing but words for it."""
    if not 2 <= len(tokens) <= MAX_WORDS or ALL_TEXTING.isdisjoint(tokens):
        return None
    for one in VOCABULARIES:
        asks = not (one.ends.isdisjoint(tokens) or one.texting.isdisjoint(tokens))
        if asks and one.known.issuperset(tokens):
            return None if _denies_stopping(tokens) else Command("stop", "phrase", one.language)
    return None


def _denies_stopping(tokens: tuple[str, ...]) -> bool:
    """Tell whether a text asks not to stop: "message band mat karo"."""
    return any(map(f" {' '.join(tokens)} ".__contains__, NOT_TO_STOP))


def _match_sentences(said: Said) -> Command | None:
    parts = split_sentences(said.raw)
    if not 2 <= len(parts) <= 6:
        return None
    found = [
        (part, _match_words(part.tokens) or _match_strong(part.tokens))
        for part in map(normalise, parts)
        if part.tokens
    ]
    commands = [command for _, command in found if command]
    if not commands:
        return None
    for part, command in found:
        if command and command.word == "stop" and len(part.tokens) > 1:
            return command
    spare = [part for part, command in found if not command and not _is_small_talk(part)]
    if not spare and commands[0].word in ("stop", "who", "call"):
        return commands[0]
    return None


def _is_small_talk(said: Said) -> bool:
    return all(token in phrases.LEAD or token in phrases.TAIL for token in said.tokens)


def is_greeting(said: Said) -> bool:
    """Tell whether a text only greets."""
    if not said.tokens:
        return "👋" in said.raw
    return said.key in GREETINGS or (len(said.tokens) <= 4 and GREETINGS.issuperset(said.tokens))


def is_pleasantry(said: Said) -> bool:
    """Tell whether a text only thanks, agrees, laughs, says goodbye, or is nothing but signs."""
    if not said.tokens or said.key in _PLEASANTRIES:
        return True
    if len(said.tokens) > MAX_CHATTER:
        return False
    if not any(map(is_laughter, said.tokens)):
        return False
    rest = [token for token in said.tokens if not is_laughter(token)]
    return not rest or " ".join(rest) in _PLEASANTRIES


@lru_cache(maxsize=WORDS_REMEMBERED)
def is_laughter(token: str) -> bool:
    """Tell whether a word is laughter: haha, lol, xD."""
    return _LAUGHTER.fullmatch(token) is not None


def is_unsure(said: Said) -> bool:
    """Tell whether a text only says that somebody does not know."""
    return said.key in UNSURE


_LAUGHTER = re.compile(
    r"a?(?:ha){2,}h?|(?:[hj][aei]){2,}h?|l+o+l+(?:o+l+)*[sz]?|lma+o+|lmfa+o+|rofl|x+d+|ه{2,}|(?:ها){2,}|(?:হা){2,}|(?:হি){2,}"
)
GREETINGS = frozenset(normalise(line).key for line in phrases.GREETINGS)
_PLEASANTRIES = frozenset(normalise(line).key for line in phrases.PLEASANTRIES)
UNSURE = frozenset(normalise(line).key for line in phrases.UNSURE)
