"""Which language words are in: the library's word, else the one their resident is spoken to in."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from flows.reader.language_guess import guess_language
from flows.reader.normal import normalise
from flows.reader.phrases import LANGUAGES
from storage.contributions import Unsorted


def identify_languages(said: Sequence[Unsorted], spoken: Collection[str] = ()) -> list[Unsorted]:
    """Give the same with the language each is written in, where there is enough to tell it by.

    Nothing is guessed on one or two words, nor of Bengali, Urdu and Arabic in Latin letters: they
    stay in the language of the conversation.

    Args:
        spoken: languages of the community beside those we have texts in.
    """
    candidates = {*LANGUAGES, *spoken}
    guesses = (guess_language(normalise(one.words), candidates) for one in said)
    return [
        replace(one, language=guess or one.language)
        for one, guess in zip(said, guesses, strict=True)
    ]
