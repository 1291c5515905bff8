"""Sorts texts by a code frame nobody wrote examples for. Only suggests, and says how sure it is.

It learns for each frame anew: from the frame's own words, from sayings about everyday things that
are tied to its topics, and from what people decided. The frame's keywords count beside that, and
alone in other languages than English. A text is sorted alike whatever comes with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import regex

from insight.frame import Frame, Theme
from insight.learning import learn
from insight.primer import Primer
from insight.reading import Reading, read_texts, read_words
from insight.themes import FOLDED, Matcher, Suggestion, split_words
from insight.ties import describe, tie
from insight.traits import Numbers, find_meaning

ENGLISH = "en"
KEYWORD, MOST_KEYWORDS = 0.3, 2
TYPO = 0.5
LEARNED = 1 / 3  # what is left of that in English, where the sorter learned from keywords already
MIN_MARGIN = 0.07
SURE_SCORE = 0.5

OWN_TRUST, DECIDED_TRUST = 3.0, 3.0  # how much examples count; a saying is 1
BATCH_TEXTS = 5_000

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
_PARTS = regex.compile(r"[,.;:()]| and | or ")


_Asked = tuple[str, str]  # a text and its language


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Where a text may belong.

    Attributes:
        theme: the topic's code; None where none is clearly ahead.
        margin: by how much the first topic is ahead of the next, or of being about nothing. About
            0 to 1, 1 being as sure as a saying we know; it may go beyond where keywords add to it.
        suggested: what to show a person, the surest first: code -> 0 to 1. The topic itself, and
            each whose keywords are there: a text may be about several.
    """

    theme: str | None
    margin: float
    suggested: Mapping[str, float]


NOTHING = Sorted(theme=None, margin=0.0, suggested={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text of which a person said what it is about; None for no topic at all."""

    text: str
    theme: str | None


class _Model:
    """What was learned: how much the words and the meaning of a text speak for each topic."""

    def __init__(self, primer: Primer, own: Reading, told: Numbers, trust: Numbers) -> None:
        """Learn from what every frame learns from, and from texts of this frame's own.

        Args:
            told: of all texts, those of the primer first: a column for each topic, and the last
                for none.
            trust: how much each counts.
        """
        self._vocabulary = primer.vocabulary.add(own)
        meaning = find_meaning(own, primer.embed)
        examples = primer.traits.join(self._vocabulary.count(own, meaning))
        self._weights = learn(examples, told, trust)

    def weigh(self, reading: Reading, meaning: Numbers) -> Numbers:
        """Give a row for each text: a column for each topic, and the last for none.

        A text none of whose words is known is about nothing we can tell, however near it seems.
        """
        traits = self._vocabulary.count(reading, meaning)
        weighed = traits.weigh(self._weights)
        weighed[traits.lengths == 0] = 0.0
        return weighed


class Sorter:
    """A frame made ready for many texts."""

    def __init__(self, frame: Frame, primer: Primer, examples: Sequence[Example] = ()) -> None:
        """Learn for a frame.

        Args:
            examples: what people decided; of a topic that is gone, it tells nothing.
        """
        self._codes = tuple(theme.code for theme in frame.themes)
        self._at = {code: at for at, code in enumerate(self._codes)}
        self._keywords = Matcher(frame)
        self._embed = primer.embed
        self._model = self._learn(frame.themes, primer, examples)

    def sort(self, texts: Sequence[str], languages: Sequence[str] = ()) -> list[Sorted]:
        """Say where each text may belong, in the order given.

        Args:
            languages: of each text; nothing where all are, or may be, English.
        """
        asked = list(zip(texts, languages or [ENGLISH] * len(texts), strict=True))
        distinct = list(dict.fromkeys(asked))
        found: dict[_Asked, Sorted] = {}
        for start in range(0, len(distinct), BATCH_TEXTS):
            some = distinct[start : start + BATCH_TEXTS]
            found |= zip(some, self._sort_some(some), strict=True)
        return [found[one] for one in asked]

    def _learn(self, themes: Sequence[Theme], primer: Primer, decided: Sequence[Example]) -> _Model:
        own = [(part, at) for at, theme in enumerate(themes) for part in _take_apart(theme)]
        known = [one for one in decided if one.theme is None or one.theme in self._at]
        tied = np.zeros((len(primer.things), len(themes) + 1), np.float32)
        tied[:, :-1] = tie(themes, primer)
        tied[[thing.is_nothing for thing in primer.things], -1] = 1.0
        columns = [at for _, at in own]
        columns += [-1 if one.theme is None else self._at[one.theme] for one in known]
        trust = [(len(primer.thing), 1.0), (len(own), OWN_TRUST), (len(known), DECIDED_TRUST)]
        return _Model(
            primer,
            read_texts([*(part for part, _ in own), *(one.text for one in known)]),
            np.concatenate([tied[primer.thing], self._mark(columns)]),
            np.concatenate([np.full(many, much, np.float32) for many, much in trust]),
        )

    def _mark(self, columns: Sequence[int]) -> Numbers:
        marked = np.zeros((len(columns), len(self._codes) + 1), np.float32)
        marked[range(len(columns)), columns] = 1.0
        return marked

    def _sort_some(self, asked: Sequence[_Asked]) -> Iterator[Sorted]:
        split = [split_words(text) for text, _ in asked]
        weighed = np.zeros((len(asked), len(self._codes) + 1), np.float32)
        rows = [row for row, (_, language) in enumerate(asked) if language == ENGLISH]
        if rows:
            reading = read_words([split[row] for row in rows])
            weighed[rows] = self._model.weigh(reading, find_meaning(reading, self._embed))
        languages = [language for _, language in asked]
        for words, found in zip(split, self._decide(split, languages, weighed), strict=True):
            yield NOTHING if found.suggested and is_idle(words) else found

    def _decide(
        self, split: Sequence[Sequence[str]], languages: Sequence[str], weighed: Numbers
    ) -> Iterator[Sorted]:
        matched = [
            self._keywords.suggest_words(words, language)
            for words, language in zip(split, languages, strict=True)
        ]
        for row, (suggestions, language) in enumerate(zip(matched, languages, strict=True)):
            counts = LEARNED if language == ENGLISH else 1.0
            for one in suggestions:
                weighed[row, self._at[one.code]] += counts * _weigh_keywords(one)
        rows, first = np.arange(len(weighed)), weighed[:, :-1].argmax(axis=1)
        others = weighed.copy()
        others[rows, first] = 0.0
        margins = (weighed[rows, first] - others.max(axis=1)).clip(min=0.0).tolist()
        for at, margin, suggestions in zip(first.tolist(), margins, matched, strict=True):
            sure = margin >= MIN_MARGIN
            suggested = {self._codes[at]: min(1.0, SURE_SCORE + margin)} if sure else {}
            suggested |= {one.code: one.score for one in suggestions if one.code not in suggested}
            theme = self._codes[at] if sure else None
            yield Sorted(theme=theme, margin=round(margin, 3), suggested=suggested)


def is_idle(words: Sequence[str]) -> bool:
    """Tell whether a text is a greeting or a joke, and no more."""
    plain = " ".join(words[: _IDLE_WORDS + 1]).replace("'", "")
    return len(words) <= _IDLE_WORDS and _IDLE.search(plain) is not None


def _weigh_keywords(found: Suggestion) -> float:
    trust = 1.0 if found.score >= FOLDED else TYPO
    return KEYWORD * min(len(found.matched), MOST_KEYWORDS) * trust


def _take_apart(theme: Theme) -> Iterator[str]:
    """Give what the frame itself says of a topic, as examples of what belongs there."""
    yield theme.names[ENGLISH]
    yield describe(theme)
    yield from (part.strip() for part in _PARTS.split(theme.description) if len(part.strip()) > 3)
    yield from (keyword.rstrip("*") for keyword in theme.keywords.get(ENGLISH, ()))
