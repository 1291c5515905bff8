"""Proposes topics for what fits none: words that several people share. A person names each.

Simple on purpose: clustering short texts is right too seldom to be followed unseen, but a word that
five people used and no topic knows is worth a look.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from insight.sorting import is_idle
from insight.themes import fold_accents, split_words
from insight.traits import SMALL_WORDS, stem

LEAST_PEOPLE = 3
LEAST_LETTERS = 4
STEM_LETTERS = 6  # of a word in a language whose endings we do not know
MANY_TEXTS, MOST_SHARE = 12, 1 / 3  # of many texts, a word in more than a third says nothing
TYPO_LETTERS = 6
MOST_PROPOSED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """Something said that is under no topic; `person` tells people apart, "" for nobody."""

    id: str
    person: str
    words: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What several people may have in common.

    Attributes:
        word: the word they share, by which it is called until a person names it.
        keywords: words by which the machine would find more.
        also: words that half of them or more use beside it.
        ids: of the contributions.
        people: how many people said so.
    """

    word: str
    language: str
    keywords: tuple[str, ...]
    also: tuple[str, ...]
    ids: tuple[str, ...]
    people: int


def propose_topics(left: Sequence[Leftover]) -> list[Proposal]:
    """Propose topics, most people first; the same for the same texts, whatever their order."""
    by_language: dict[str, list[Leftover]] = defaultdict(list)
    for one in sorted(left, key=lambda one: one.id):
        if not is_idle(split_words(one.words)):
            by_language[one.language].append(one)
    found = [p for language, some in by_language.items() for p in _propose(language, some)]
    found.sort(key=lambda one: (-one.people, one.word, one.language))
    named: dict[str, Proposal] = {}
    for proposal in found:
        named.setdefault(proposal.word, proposal)
    return list(named.values())[:MOST_PROPOSED]


def _propose(language: str, texts: Sequence[Leftover]) -> list[Proposal]:
    written: dict[str, Counter[str]] = defaultdict(Counter)  # stem -> words as they were written
    holding: dict[str, set[int]] = defaultdict(set)
    for at, one in enumerate(texts):
        for word in split_words(one.words):
            if _tells(word):
                key = _stem(word, language)
                written[key][word] += 1
                holding[key].add(at)
    _join_typos(holding, written)
    most = len(texts) * MOST_SHARE if len(texts) >= MANY_TEXTS else len(texts)
    useful = {key: ats for key, ats in holding.items() if len(ats) <= most}
    return _take_greedily(language, texts, useful, written)


def _take_greedily(
    language: str,
    texts: Sequence[Leftover],
    holding: Mapping[str, set[int]],
    written: Mapping[str, Counter[str]],
) -> list[Proposal]:
    found: list[Proposal] = []
    free = set(range(len(texts)))
    while len(found) < MOST_PROPOSED and holding:
        people = {key: _count_people(texts, ats & free) for key, ats in holding.items()}
        key = min(people, key=lambda one: (-people[one], one))
        if people[key] < LEAST_PEOPLE:
            break
        members = sorted(holding[key] & free)
        also = Counter(
            other for other in holding for at in members if other != key and at in holding[other]
        )
        found.append(
            Proposal(
                word=_pick(written[key]),
                language=language,
                keywords=tuple(sorted(written[key])),
                also=tuple(
                    _pick(written[other])
                    for other, n in sorted(also.items(), key=lambda pair: (-pair[1], pair[0]))
                    if n >= 2 and 2 * n >= len(members)
                ),
                ids=tuple(texts[at].id for at in members),
                people=people[key],
            )
        )
        free.difference_update(members)
    return found


def _tells(word: str) -> bool:
    return len(word) >= LEAST_LETTERS and word not in SMALL_WORDS and not word.isdecimal()


def _stem(word: str, language: str) -> str:
    plain = fold_accents(word)
    return stem(plain) if language == "en" else plain[:STEM_LETTERS]


def _join_typos(holding: dict[str, set[int]], written: dict[str, Counter[str]]) -> None:
    """Count a rare word with the common one it is one letter away from."""
    common = sorted(key for key, ats in holding.items() if len(ats) > 1)
    for key in sorted(holding):
        if len(holding[key]) > 1 or len(key) < TYPO_LETTERS:
            continue
        near: Any = process.extractOne(key, common, scorer=OSA.distance, score_cutoff=1)
        if near is not None:
            holding[near[0]] |= holding.pop(key)
            written[near[0]] += written.pop(key)


def _count_people(texts: Sequence[Leftover], ats: set[int]) -> int:
    return len({texts[at].person for at in ats} - {""})


def _pick(forms: Counter[str]) -> str:
    """Pick the form that was written most."""
    return min(forms, key=lambda form: (-forms[form], form))
