"""Reads which of a few options somebody means: digit, letter, words, "the first one", a typo."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from flows.normal import Said, normalise, words

Options = tuple[tuple[str, ...], ...]  # (code, label, other words ...) in the order of their digits

MIN_SCORE = 75
MIN_GAP = 8
_FILLERS = frozenset(
    words("""
    the a an my of for us its it is that would be i think say option number no answer
    choice mostly mainly really just probably and please pls thanks thank you one
    definitely to in on at most all at ones im me we our bence en cok galiba
    tane secenek numara hepsi
""")
)
_ORDINALS = (
    ("first", "1st", "birinci", "ilk", "cyntaf"),
    ("second", "2nd", "ikinci", "ail"),
    ("third", "3rd", "ucuncu", "trydydd"),
    ("fourth", "4th", "dorduncu"),
    ("fifth", "5th", "besinci"),
    ("sixth", "6th", "altinci"),
    ("seventh", "7th", "yedinci"),
    ("eighth", "8th", "sekizinci"),
    ("ninth", "9th", "dokuzuncu"),
)
_NUMBERS = (
    "one bir",
    "two iki",
    "three uc",
    "four dort",
    "five bes",
    "six alti",
    "seven yedi",
    "eight sekiz",
    "nine dokuz",
)
_NEGATIONS = frozenset(words("not no none never neither nor dont isnt but except degil hicbiri"))


@dataclass(frozen=True, slots=True)
class _Table:
    exact: dict[str, str]
    words: dict[str, str]
    labels: tuple[tuple[str, str], ...]
    max_words: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen; `spare` says whether the text holds more than the choice."""

    code: str
    sure: bool
    spare: bool = False


def choose(said: Said, options: Options) -> Choice | None:
    """Find the option a text means.

    Args:
        said: the text in its plain form.
        options: (code, label, other words ...) in the order of their digits.

    Returns:
        The choice; None where it is unclear, or names two.
    """
    table = _tabulate(options)
    code = table.exact.get(said.key)
    if code is not None:
        return Choice(code, True)
    if not said.tokens or len(said.tokens) > 6:
        return None
    named = {table.words[token] for token in said.tokens if token in table.words}
    if len(named) > 1 or not _NEGATIONS.isdisjoint(said.tokens):
        return None
    word = _find_word(said.tokens, named, table)
    if word and not word.spare:
        return word
    return _find_ordinal(said.tokens, options) or _find_typo(said, table) or word


@lru_cache(maxsize=512)
def _tabulate(options: Options) -> _Table:
    exact: dict[str, str] = {}
    owners: dict[str, set[str]] = {}
    labels = []
    for position, (code, *lines) in enumerate(options):
        for line in [code, *lines]:
            said = normalise(line)
            exact.setdefault(said.key, code)
            labels.append((said.key, code))
            for token in said.tokens:
                owners.setdefault(token, set()).add(code)
        digit, letter = str(position + 1), "abcdefghi"[position]
        for name in (digit, letter):
            for lead in ("", "option ", "number ", "no ", "answer ", "choice ", "secenek "):
                exact[f"{lead}{name}"] = code
        exact |= {word: code for word in _NUMBERS[position].split() if word not in exact}
    words = {
        token: next(iter(codes))
        for token, codes in owners.items()
        if len(codes) == 1
        and (token not in _FILLERS or (token, next(iter(codes))) in exact.items())
    }
    exact.pop("", None)
    max_words = 1 + max(len(key.split()) for key, _ in labels)
    return _Table(exact, words, tuple((key, code) for key, code in labels if key), max_words)


def _find_ordinal(tokens: tuple[str, ...], options: Options) -> Choice | None:
    found = {
        min(position, len(options))
        for position, names in enumerate(_ORDINALS[: len(options)], 1)
        if any(name in tokens for name in names)
    }
    if "last" in tokens or "sonuncu" in tokens:
        found.add(len(options))
    known = {name for names in _ORDINALS for name in names} | {"last", "sonuncu", "olan"} | _FILLERS
    if len(found) != 1 or not known.issuperset(tokens):
        return None
    return Choice(options[found.pop() - 1][0], True)


def _find_word(tokens: tuple[str, ...], named: set[str], table: _Table) -> Choice | None:
    spare = [token for token in tokens if token not in table.words and token not in _FILLERS]
    if not named or len(spare) > 2:
        return None
    return Choice(min(named), not spare, bool(spare))


def _find_typo(said: Said, table: _Table) -> Choice | None:
    if len(said.key) < 3 or len(said.tokens) > table.max_words:
        return None
    best: dict[str, float] = {}
    for label, code in table.labels:
        if len(label) > 2:
            best[code] = max(best.get(code, 0), fuzz.ratio(said.key, label))
    for word, code in table.words.items():
        if len(word) > 3:
            best[code] = max(best.get(code, 0), fuzz.ratio(said.key, word))
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < MIN_SCORE:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MIN_GAP:
        return None
    return Choice(ranked[0][0], False)
