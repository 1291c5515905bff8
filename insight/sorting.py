"""Sorts texts by a code frame nobody wrote keywords for. Only suggests, and says how sure it is.

Three kinds of evidence are added up: the frame's own keywords and words; a lexicon of how people
speak of everyday things, tied to the topics by the words these go by; and, where it is given, how
near in meaning a text is to a topic.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from insight.frame import Frame, Theme
from insight.themes import FOLDED, Matcher, split_words

KEYWORD, IN_NAME, IN_DESCRIPTION = 2.0, 1.5, 1.0
PHRASE = 1.5  # a cue of several words tells more than one of one
TYPO = 0.5
MOST_CUES = 3.0
MIN_MARGIN = 0.6
MIN_SCORE = 0.5

_IDLE = regex.compile(
    r"""\b(?:
        (?:ha){2,}h? | lo+l | lmao | rofl | jk | just\ (?:kidding|joking) | knock\ knock
        | walks?\ into\ a\ bar | why\ did\ the\ \w+\ cross
        | have\ a\ (?:\w+\ )?(?:day|weekend|evening|night|time|xmas|christmas)
        | (?:happy|merry)\ (?:christmas|xmas|new\ year|easter|birthday|diwali|eid)
        | good\ (?:morning|afternoon|evening|luck) | are\ you\ (?:a|real|human)\b
        | who(?:s|\ is)\ this | whats?\ this | hope\ (?:you|all|this|ur)
    )\b""",
    regex.VERBOSE,
)
"""Greetings and jokes: what is said in them is about nothing, unless they are long."""
_IDLE_WORDS = 9

Likeness = Callable[[Sequence[str]], Sequence[Sequence[float]]]
"""Texts -> for each, how near it is to each topic, in the order of the frame."""

_SMALL_WORDS = """
    a about after again all also always am an and any are as at be been but by can could did do does
    done dont down else ever every for from get gets getting go goes going got had has have he her
    here him his how i if im in into is it its ive just lot lots make makes me more most much my
    need needs never no nor not of off on one only or other our out over people place places please
    really she should so some somebody someone something still such than that the their them then
    there these they thing things this to too up us very want wants was we well were what when where
    which who why will with would you your
"""
SMALL_WORDS = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Where a text may belong.

    Attributes:
        theme: the topic's code; None where none is clearly ahead.
        margin: by how much the first topic is ahead of the second, in cues.
        ranked: codes with any evidence and their scores, best first.
    """

    theme: str | None
    margin: float
    ranked: tuple[tuple[str, float], ...]


NOTHING = Sorted(theme=None, margin=0.0, ranked=())


class Sorter:
    """A frame made ready for many texts."""

    def __init__(self, frame: Frame, lexicon: Frame, likeness: Likeness | None = None) -> None:
        """Tie the lexicon to the frame.

        Args:
            lexicon: everyday things; a name is the words that a topic about it goes by.
        """
        self._codes = tuple(theme.code for theme in frame.themes)
        self._own = Matcher(frame)
        self._cues = Matcher(lexicon)
        self._direct = _weigh_words(frame.themes)
        self._ties = _tie(frame.themes, lexicon.themes, self._cues)
        self._likeness = likeness

    def sort(self, texts: Sequence[str], language: str = "en") -> list[Sorted]:
        """Say where each text may belong, in the order given."""
        near = self._likeness(texts) if self._likeness and texts else [()] * len(texts)
        return [
            NOTHING if is_idle(text) else self._decide(self._weigh(text, language, likeness))
            for text, likeness in zip(texts, near, strict=True)
        ]

    def _weigh(self, text: str, language: str, likeness: Sequence[float]) -> dict[str, float]:
        scores: dict[str, float] = {}
        for code, weight in self._find_evidence(text, language):
            scores[code] = scores.get(code, 0.0) + weight
        for code, near in zip(self._codes, likeness, strict=False):
            scores[code] = scores.get(code, 0.0) + near
        return scores

    def _find_evidence(self, text: str, language: str) -> Iterator[tuple[str, float]]:
        for found in self._own.suggest(text, language):
            yield found.code, KEYWORD * len(found.matched) * _trust(found.score)
        for word in {stem(word) for word in split_words(text)}:
            yield from self._direct.get(word, ())
        for found in self._cues.suggest(text, language):
            cues = sum(PHRASE if " " in cue else 1.0 for cue in found.matched)
            for code, tie in self._ties.get(found.code, ()):
                yield code, tie * min(cues, MOST_CUES) * _trust(found.score)

    def _decide(self, scores: Mapping[str, float]) -> Sorted:
        ranked = sorted(scores.items(), key=lambda pair: -pair[1])
        first = ranked[0][1] if ranked else 0.0
        margin = round(first - (ranked[1][1] if len(ranked) > 1 else 0.0), 3)
        sure = margin >= MIN_MARGIN and first >= MIN_SCORE
        return Sorted(
            theme=ranked[0][0] if sure else None,
            margin=margin,
            ranked=tuple((code, round(score, 3)) for code, score in ranked),
        )


def is_idle(text: str) -> bool:
    """Tell whether a text is a greeting or a joke, and no more."""
    words = split_words(text)
    plain = " ".join(words).replace("'", "")
    return len(words) <= _IDLE_WORDS and _IDLE.search(plain) is not None


def _trust(score: float) -> float:
    return 1.0 if score >= FOLDED else TYPO


def stem(word: str) -> str:
    """Take the commonest English endings off a case-folded word."""
    word = word.partition("'")[0]
    for ending in ("ings", "ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _tell(text: str) -> set[str]:
    return {stem(word) for word in split_words(text) if word not in SMALL_WORDS and len(word) > 1}


def _weigh_words(themes: Sequence[Theme]) -> dict[str, tuple[tuple[str, float], ...]]:
    """Weigh the words of the frame itself; what several topics say tells less."""
    names = {theme.code: _tell(theme.names["en"]) for theme in themes}
    described = {theme.code: _tell(theme.description) - names[theme.code] for theme in themes}
    often = Counter(word for code in names for word in names[code] | described[code])
    weights: dict[str, list[tuple[str, float]]] = {}
    for words, weight in ((names, IN_NAME), (described, IN_DESCRIPTION)):
        for code, told in words.items():
            for word in told:
                weights.setdefault(word, []).append((code, weight / often[word]))
    return {word: tuple(pairs) for word, pairs in weights.items()}


def _tie(
    themes: Sequence[Theme], things: Sequence[Theme], cues: Matcher
) -> dict[str, tuple[tuple[str, float], ...]]:
    """Tie things to topics: by what topics about them are called, and by the cues they hold."""
    called = {thing.code: _tell(thing.names["en"]) for thing in things}
    strengths: dict[str, dict[str, float]] = {thing.code: {} for thing in things}
    for theme in themes:
        name, described = _tell(theme.names["en"]), _tell(theme.description)
        held = {
            found.code: len(found.matched)
            for found in cues.suggest(f"{theme.names['en']}. {theme.description}", "en")
        }
        for code, words in called.items():
            strength = 2.0 * len(words & name) + len(words & described) + 0.5 * held.get(code, 0)
            if strength:
                strengths[code][theme.code] = strength
    return {code: tuple(_share(found)) for code, found in strengths.items() if found}


def _share(strengths: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Share a thing among its topics; a weak tie counts for less."""
    total = sum(strengths.values())
    for code, strength in strengths.items():
        yield code, strength / total * min(1.0, strength) ** 0.5
