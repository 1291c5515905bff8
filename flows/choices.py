"""Reads which of a few options somebody means: digit, letter, words, "the first one", a typo."""

# ruff: noqa: E501  (word lists)

from dataclasses import dataclass, replace
from functools import lru_cache

import regex
from rapidfuzz import fuzz

from flows.normal import Said, normalise, words
from flows.number_words import NUMBERS

Options = tuple[tuple[str, ...], ...]  # (code, label, other words ...) in the order of their digits

MIN_SCORE = 75
MIN_GAP = 8
MAX_TOKENS = 8
_FILLERS = frozenset(
    words("""
    the a an my of for us its it is that would be i think say option number no answer
    choice mostly mainly really just probably and please pls thanks thank you one
    definitely to in on at most all at ones im me we our bence en cok galiba
    tane secenek numara hepsi would like want choose choosing pick prefer go for with id ill this option
    definitely maybe perhaps thing olan olsun lutfen istiyorum dewis dwi eisiau un yr y un ta ti number nombor chai টা টি চাই
    prosze numer wybieram opcja doorasho lambarka wala wali hai number chahiye والا والی ہے رقم اختار اريد raqam
""")
)
_ORDINALS = tuple(
    tuple(normalise(name).key for name in words(line))
    for line in (
        "first 1st birinci birincisi ilk ilki cyntaf prothom prothomta প্রথম প্রথমটা pierwszy pierwsza pierwsze kowaad koowaad pehla pehli pehle پہلا پہلی الاول الأول الأولى awwal alawwal 🥇",
        "second 2nd ikinci ikincisi ail ditiyo dwitiyo দ্বিতীয় দ্বিতীয়টা drugi druga drugie labaad labaaad doosra dusra doosri dusri دوسرا دوسری الثاني الثانية thani 🥈",
        "third 3rd ucuncu ucuncusu trydydd tritiyo তৃতীয় তৃতীয়টা trzeci trzecia trzecie saddexaad teesra tisra teesri تیسرا تیسری الثالث الثالثة thalith 🥉",
        "fourth 4th dorduncu pedwerydd choturtho চতুর্থ czwarty czwarta afraad chautha chauthi چوتھا الرابع الرابعة",
        "fifth 5th besinci pumed ponchom পঞ্চম piaty piata shanaad panchwa پانچواں الخامس الخامسة",
        "sixth 6th altinci chweched shoshtho szosty szosta lixaad السادس السادسة",
        "seventh 7th yedinci seithfed siodmy siodma toddobaad السابع السابعة",
        "eighth 8th sekizinci wythfed osmy osma siddeedaad الثامن الثامنة",
        "ninth 9th dokuzuncu nawfed dziewiaty dziewiata sagaalaad التاسع التاسعة",
    )
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz" + "?" * 100
_NUMBER_WORDS = tuple(
    tuple(
        word
        for language in ("en", "tr")
        for word, value in NUMBERS[language].items()
        if value == at
    )
    for at in range(130)
)
_BETWEEN = frozenset(words("and or ve veya neu albo iyo aur"))
_TOO_SMALL = frozenset(
    words("the a an of for and or to in on at is it i no not my our your yes with")
)
_HEDGES = frozenset(
    normalise(one).key
    for one in words(
        "think maybe perhaps probably guess suppose possibly reckon might galiba sanirim belki efallai hoyto moze chyba raczej shayad malaha ربما شاید হয়তো"
    )
)
_LAST = frozenset(
    normalise(one).key
    for one in words(
        "last sonuncu olaf shesh শেষ ostatni ostatnia akhri aakhri آخری الاخير الأخير الأخيرة ugu-dambeeya"
    )
)
_NEGATIONS = frozenset(
    normalise(one).key
    for one in words(
        "not no none never neither nor dont isnt arent cant wont but except without degil hicbiri nid dim na noy nai না নয় nie oprocz maaha nahi nahin نہیں لا ليس"
    )
)
_SIGNS = regex.compile(r"[\p{Emoji_Presentation}\p{Extended_Pictographic}]")


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


def choose(said: Said, options: Options, language: str = "en") -> Choice | None:
    """Find the option a text means.

    Args:
        said: the text in its plain form.
        options: (code, label, other words ...) in the order of their digits.
        language: its number words count first.

    Returns:
        The choice; None where it is unclear, or names two.
    """
    table = _tabulate(options)
    code = table.exact.get(said.key)
    if code is not None:
        return Choice(code, True)
    found = _search(said, options, language, table)
    is_guess = found and not (_HEDGES - table.words.keys()).isdisjoint(said.tokens)
    return replace(found, sure=False) if found and is_guess else found


def _search(said: Said, options: Options, language: str, table: _Table) -> Choice | None:
    if not said.tokens or len(said.tokens) > MAX_TOKENS:
        return None if said.tokens else _find_sign(said.raw, options)
    named = {table.words[token] for token in said.tokens if token in table.words}
    if len(named) > 1 or not _NEGATIONS.isdisjoint(said.tokens):
        return None
    word = _find_word(said.tokens, named, table)
    if word and not word.spare:
        return word
    return (
        _find_ordinal(said.tokens, options)
        or _find_number(said.tokens, options, language)
        or _find_typo(said, table)
        or word
    )


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
        digit, letter = str(position + 1), _LETTERS[position]
        for name in (digit, letter):
            for lead in ("", "option ", "number ", "no ", "answer ", "choice ", "secenek "):
                exact[f"{lead}{name}"] = code
        exact |= {word: code for word in _NUMBER_WORDS[position + 1] if word not in exact}
    words = {
        token: next(iter(codes))
        for token, codes in owners.items()
        if len(codes) == 1
        and (token not in _FILLERS or (token, next(iter(codes))) in exact.items())
    }
    for token, codes in owners.items():
        if len(codes) == 1 and token not in _TOO_SMALL:
            exact.setdefault(token, next(iter(codes)))
    exact.pop("", None)
    max_words = 1 + max(len(key.split()) for key, _ in labels)
    return _Table(exact, words, tuple((key, code) for key, code in labels if key), max_words)


def name_positions(tokens: tuple[str, ...], options: Options) -> tuple[str, ...]:
    """Give the options that words such as "first" and "last" name, in the order said."""
    places = {name: at for at, names in enumerate(_ORDINALS) for name in names}
    places |= dict.fromkeys(_LAST, len(options) - 1)
    found = [places[token] for token in tokens if token in places]
    return tuple(dict.fromkeys(options[at][0] for at in found if at < len(options)))


def _find_ordinal(tokens: tuple[str, ...], options: Options) -> Choice | None:
    found = {
        min(position, len(options))
        for position, names in enumerate(_ORDINALS[: len(options)], 1)
        if any(name in tokens for name in names)
    }
    if not _LAST.isdisjoint(tokens):
        found.add(len(options))
    if "middle" in tokens and len(options) % 2:
        found.add(len(options) // 2 + 1)
    known = {name for names in _ORDINALS for name in names} | _LAST | {"middle"} | _FILLERS
    if len(found) != 1 or not known.issuperset(tokens):
        return None
    return Choice(options[found.pop() - 1][0], True)


def _find_number(tokens: tuple[str, ...], options: Options, language: str) -> Choice | None:
    """Read "number two please" and "dui number": digits and number words, of any language."""
    said = [token for token in tokens if token not in _FILLERS]
    if len(said) != 1 or not _BETWEEN.isdisjoint(tokens):
        return None
    table = next(
        (NUMBERS[one] for one in (language, *NUMBERS) if said[0] in NUMBERS.get(one, ())), {}
    )
    value = int(said[0]) if said[0].isdecimal() and len(said[0]) < 3 else table.get(said[0], 0)
    return Choice(options[value - 1][0], True) if 1 <= value <= len(options) else None


def _find_sign(raw: str, options: Options) -> Choice | None:
    """Find the option whose label holds the emoji."""
    signs = set(_SIGNS.findall(raw))
    named = {code for code, *lines in options if not signs.isdisjoint("".join(lines))}
    medals = {at for at, sign in enumerate("🥇🥈🥉") if sign in signs and at < len(options)}
    if not named and len(medals) == 1:
        return Choice(options[medals.pop()][0], True)
    return Choice(named.pop(), True) if len(named) == 1 else None


def _find_word(tokens: tuple[str, ...], named: set[str], table: _Table) -> Choice | None:
    spare = [
        token
        for token in tokens
        if token not in table.words
        and token not in _FILLERS
        and table.exact.get(token) not in named
    ]
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
