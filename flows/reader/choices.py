"""Reads which of a few options somebody means: digit, letter, words, "the first one", a typo."""

# ruff: noqa: E501  (word lists)

import regex

from flows.reader.always import is_unsure
from flows.reader.choice_words import (
    DENIALS,
    FILLERS,
    HEDGES,
    LAST,
    MIDDLE,
    OPINIONS,
    ORDINALS,
)
from flows.reader.denying import denies, weigh_clauses
from flows.reader.hedges import doubts
from flows.reader.naming import name_all, name_number, name_words, names_several
from flows.reader.normal import Said, normalise, plain, words
from flows.reader.option_ranges import find_range
from flows.reader.option_signs import find_sign
from flows.reader.options import LETTERS, Choice, Index, Options, make_index
from flows.reader.spelt_by_ear import spell_simply
from flows.reader.typos import mend
from flows.reader.yes_no import decide

MAX_TOKENS = 14
_MAX_SPARE = 5  # words beside the one that names an option: a guess, and asked back
_BETWEEN = frozenset(words("and or ve veya neu albo iyo aur"))
_LEAD_DIGIT = regex.compile(r"\s*(\d{1,2})\s*(?:[-–—:;,!)]+|\.(?!\d))\s*(?=[^\d\s])[^\d]*$")
_CHOOSERS = frozenset(
    words("with for say option choose pick its is answer letter go number choice")
)


def choose(said: Said, options: Options, language: str = "en") -> Choice | None:
    """Find the option a text means.

    Args:
        said: the text in its plain form.
        options: (code, label, other words ...) in the order of their digits.
        language: its number words count first.

    Returns:
        The choice; None where it is unclear, or names two.
    """
    index = make_index(options)
    found = index.exact.get(said.key)
    if found is not None:
        return found
    if not said.tokens:
        return find_sign(said.raw, options, index)
    if doubts(said):
        return _read_doubt(said, index)
    if len(said.tokens) > MAX_TOKENS:
        return None
    tokens = said.tokens
    if tokens[0] in _OPINIONS_BY_WORD:
        tokens = _without_opinion(tokens)
    found = _search(said, tokens, options, language, index)
    if found is None and index.ranges:
        code = find_range(said, language, index.ranges)
        return Choice(code, False) if code else None
    if found is None or HEDGES.isdisjoint(tokens):
        return found
    is_guess = any(token in HEDGES and token not in index.words for token in tokens)
    return Choice(found.code, False, found.spare) if is_guess else found


def _read_doubt(said: Said, index: Index) -> Choice | None:
    """Read "no idea" where one of the options is "Don't know"."""
    if not index.doubting:
        return None
    left = normalise(" ".join(token for token in said.tokens if token not in _AROUND_DOUBTS))
    if not (is_unsure(said) or is_unsure(left)):
        return None
    return Choice(index.doubting, index.doubting not in index.opposites.values())


_AROUND_DOUBTS = frozenset(words("tbh honestly really sorry mate love i im im hun lol x to be honest oh well hmm um er pls please actually ha haha at all"))  # fmt: skip


def _without_opinion(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Take "I think" off the beginning: an opinion is an answer."""
    for opinion in _OPINIONS_BY_WORD[tokens[0]]:
        if tokens[: len(opinion)] == opinion and len(tokens) > len(opinion):
            return tokens[len(opinion) :]
    return tokens


_OPINIONS_BY_WORD = {
    first: tuple(opinion for opinion in OPINIONS if opinion[0] == first)
    for first in {opinion[0] for opinion in OPINIONS}
}


def _search(
    said: Said, tokens: tuple[str, ...], options: Options, language: str, index: Index
) -> Choice | None:
    named = name_words(tokens, index, language)
    if said.tokens[0][0].isdecimal():
        others = set(named.values())
        led = _read_lead(said.raw, tokens, others, options)
        led = led or (None if index.ranges else _read_remark(tokens, others, options, language))
        if led:
            return led
    if denies(tokens, language):
        return _read_denial(said, tokens, language, index)
    if (len(named) > 1 and len(set(named.values())) > 1) or names_several(tokens, language):
        return None
    if index.answers:
        answered = decide(said, language)
        if answered is not None:
            return Choice(index.answers[answered[0]], answered[1])
    kept = [token for token in tokens if token not in FILLERS]
    word = _find_word(kept, named, index) if named else None
    if word and not word.spare:
        return word
    return (
        _find_trimmed(tokens, index)
        or _find_ordinal(tokens, options)
        or _find_number(tokens, kept, options, language)
        or _find_typo(tokens, kept, index)
        or word
    )


def _read_lead(
    raw: str, tokens: tuple[str, ...], named: set[str], options: Options
) -> Choice | None:
    """Read "2. the road": a digit in front, and no other option named behind it."""
    led = _LEAD_DIGIT.match(plain(raw))
    place = int(led[1]) if led else 0
    if not 1 <= place <= len(options) or named - {options[place - 1][0]}:
        return None
    return Choice(options[place - 1][0], True, not FILLERS.issuperset(tokens[1:]))


def _read_remark(
    tokens: tuple[str, ...], named: set[str], options: Options, language: str
) -> Choice | None:
    """Read "3 its lethal" surely, and "3 cars fly down it" as a guess."""
    first, rest = tokens[0], tokens[1:]
    if len(rest) < 2 or not first.isdecimal() or any(map(str.isdecimal, rest)):
        return None
    place = int(first[:3])
    is_own = 1 <= place <= len(options) and named <= {options[place - 1][0]}
    if not is_own or FILLERS.issuperset(rest) or denies(tokens, language):
        return None
    if not _COUNTED.isdisjoint(rest):
        return None
    return Choice(options[place - 1][0], rest[0] in _REMARKS, True)


_REMARKS = frozenset(words("its it is because cos they theyre thats im ive we my our"))
_COUNTED = frozenset(
    words(
        "of us or and then to but too also not if people kids times years hours minutes days weeks months am pm"
    )
)


def _read_denial(said: Said, tokens: tuple[str, ...], language: str, index: Index) -> Choice | None:
    """Read "not safe at all" where that is an option; else what is said of the others."""
    line = f" {' '.join(tokens)} "
    found = {code for key, code in index.denying if f" {key} " in line}
    if not found:
        return _find_affirmed(said, language, index)
    rest = line
    for key, _ in index.denying:
        rest = rest.replace(f" {key} ", " ")
    left = tuple(rest.split())
    if len(found) > 1 or denies(left, language) or name_words(left, index, language):
        return None
    return Choice(found.pop(), True, not FILLERS.issuperset(left))


_DEGREES = frozenset(words("very really that too so completely fully entirely quite particularly totally all always"))  # fmt: skip


def _find_affirmed(said: Said, language: str, index: Index) -> Choice | None:
    """Read "the lane, not the stop", "it isn't the park, it's the road" and "park değil okul"."""
    affirmed, denied = weigh_clauses(
        said, lambda tokens: name_all(tokens, index, language), language
    )
    if len(affirmed) == 1 and denied:
        return Choice(affirmed.pop(), True, True)
    if not affirmed and len(denied) == 1 and _complains(said.tokens, index, language):
        return Choice(denied.pop(), False, True)
    opposite = index.opposites.get(denied.pop()) if len(denied) == 1 and not affirmed else None
    if opposite is None:
        return None
    return Choice(opposite, len(index.own) == 2 and _DEGREES.isdisjoint(said.tokens), True)


def _complains(tokens: tuple[str, ...], index: Index, language: str) -> bool:
    """Tell "the buses never come", which is about the buses, from "never the bins"."""
    if DENIALS.intersection(tokens) != {"never"}:
        return False
    return bool(name_words(tokens[: tokens.index("never")], index, language))


def names_another(said: Said, code: str, options: Options, language: str) -> bool:
    """Tell whether a text chooses or names any option but one."""
    index = make_index(options)
    chosen = choose(said, options, language)
    if chosen is not None and chosen.code != code:
        return True
    return not name_all(said.tokens, index, language) <= {code}


_ORDINAL_NAMES = frozenset(name for names in ORDINALS for name in names) | LAST | MIDDLE | FILLERS


def _find_ordinal(tokens: tuple[str, ...], options: Options) -> Choice | None:
    if not _ORDINAL_NAMES.issuperset(tokens):
        return None
    found = {position for position, names in enumerate(ORDINALS, 1) if not names.isdisjoint(tokens)}
    if not LAST.isdisjoint(tokens):
        is_second_last = {2} == found and "second" in tokens
        found = {len(options) - 1} if is_second_last else {*found, len(options)}
    if not MIDDLE.isdisjoint(tokens) and len(options) % 2:
        found.add(len(options) // 2 + 1)
    if len(found) != 1:
        return None
    at = found.pop()
    return Choice(options[at - 1][0], True) if 1 <= at <= len(options) else None


def _find_number(
    tokens: tuple[str, ...], said: list[str], options: Options, language: str
) -> Choice | None:
    """Read "number two please" and "dui number": digits and number words, of any language."""
    if not said and tokens[-1] in LETTERS[: len(options)] and tokens[-2:-1] and tokens[-2] in _CHOOSERS:  # fmt: skip
        return Choice(options[LETTERS.index(tokens[-1])][0], True)
    if len(said) != 1 or not _BETWEEN.isdisjoint(tokens):
        return None
    if len(said[0]) == 1 and said[0] in LETTERS[: len(options)]:
        return Choice(options[LETTERS.index(said[0])][0], True)
    value = name_number(said[0], language)
    return Choice(options[value - 1][0], True) if 1 <= value <= len(options) else None


def _find_word(kept: list[str], named: dict[str, str], index: Index) -> Choice | None:
    """Choose the option that all naming words name, if hardly another word stands beside them."""
    code = next(iter(named.values()))
    own = index.own[code]
    spare = 0
    for token in kept:
        if token not in named and token not in own:
            also = index.exact.get(token)
            spare += also is None or also.code != code
    return Choice(code, not spare, bool(spare)) if spare <= _MAX_SPARE else None


def _find_trimmed(tokens: tuple[str, ...], index: Index) -> Choice | None:
    """Look up what is left when small words go from both ends: "only me"."""
    if index.known.isdisjoint(tokens) or not _BETWEEN.isdisjoint(tokens):
        return None
    for start in range(len(tokens)):
        if start and tokens[start - 1] not in FILLERS:
            return None
        end = len(tokens)
        while end > start:
            found = index.exact.get(" ".join(tokens[start:end]))
            if found is not None and (len(tokens[start]) > 1 or end - start > 1):
                return found
            end -= 1
            if tokens[end] not in FILLERS:
                break
    return None


def _find_typo(tokens: tuple[str, ...], kept: list[str], index: Index) -> Choice | None:
    found = mend(" ".join(tokens), index) if len(tokens) <= index.max_words else None
    if found is None and 0 < len(kept) < len(tokens) and len(kept) <= index.max_words:
        found = mend(" ".join(kept), index)
    if found is None and len(kept) == 1 and len(kept[0]) > 3:
        code = index.simple.get(spell_simply(kept[0]))
        return Choice(code, False) if code else None
    return found
