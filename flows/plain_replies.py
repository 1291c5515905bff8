"""Replies that are an answer letter for letter, such as "2": worked out once, found at one look.

What stands here is surely read, as all of the text, and by no rule beside the question; every other
text goes the long way. Holds no text of a resident.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from flows.definition import State
from flows.reader.everyday import is_everyday
from flows.reader.language_guess import LEAST_WORDS
from flows.reader.normal import Said, normalise
from flows.reader.numbers import list_number_words
from flows.reader.options import Options, make_index
from flows.reader.reading import Reading, read_said
from flows.reader.yes_no import list_answers

Replies = Mapping[str, Reading]  # by the text in small letters
At = tuple[str, str]  # state and language
_NONE: Replies = {}
_MOST_NUMBERS = 100
MOST_CHARS = 24
_POLITE = ("", " please", " thanks")


class PlainReplies(dict[At, Replies]):
    """What is an answer in a state, by (state, language); made when first asked for."""

    def __init__(self, states: Mapping[str, State], options: Mapping[At, Options]) -> None:
        super().__init__()
        self._states, self._options = states, options

    def __missing__(self, at: At) -> Replies:
        """List them for a state and a language that nobody was in before."""
        state, options = self._states.get(at[0]), self._options.get(at)
        if state is None or state.expect is None or options is None:
            return _NONE
        self[at] = list_plain_replies(state.expect.kind, options, at[1])
        return self[at]


@lru_cache(maxsize=512)
def list_plain_replies(kind: str, options: Options, language: str) -> Replies:
    """List what is surely an answer to a question, and how it is read."""
    texts = _TEXTS[kind](options, language) if kind in _TEXTS else ()
    found = {}
    for text in texts:
        said = normalise(text)
        if said.key != text or not _says_nothing_else(said) or not is_everyday(said):
            continue
        reading = read_said(kind, said, language=language, options=options)
        if reading.value is not None and reading.sure and not reading.spare:
            found[text] = reading
    return found


def _says_nothing_else(said: Said) -> bool:
    """Tell whether a text is too short to tell its language, and short at all."""
    return said.raw.isascii() and len(said.tokens) < LEAST_WORDS and len(said.raw) <= MOST_CHARS


def _list_choices(options: Options, language: str) -> Iterable[str]:
    return make_index(options).exact


def _list_answers(options: Options, language: str) -> Iterable[str]:
    return (f"{answer}{end}" for answer in list_answers(language) for end in _POLITE)


def _list_numbers(options: Options, language: str) -> Iterable[str]:
    return (*map(str, range(_MOST_NUMBERS)), *list_number_words(language))


def _list_marks(options: Options, language: str) -> Iterable[str]:
    return map(str, range(_MOST_NUMBERS))


_TEXTS: Mapping[str, Callable[[Options, str], Iterable[str]]] = {
    "choice": _list_choices,
    "yes_no": _list_answers,
    "number": _list_numbers,
    "scale": _list_marks,
}
