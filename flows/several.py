"""Reads several options at once ("1 and 3", "park then school"), in their order or as a set."""

# ruff: noqa: E501, S105, SIM905  (word lists; words are called tokens)

from collections.abc import Iterator
from dataclasses import dataclass

import regex
from rapidfuzz import fuzz

from flows.choices import Options, choose, name_positions
from flows.hedges import guesses
from flows.normal import Said, normalise, plain, words
from flows.number_words import NUMBERS

MAX_TOKENS = 40
MAX_CHARS = 400
MIN_SCORE = 80
_ALL = frozenset(
    normalise(one).key
    for one in words(
        "all everything both hepsi hepsini hepsini ikisi pob popeth shob shobgulo sob sobgulo সব সবগুলো dwa-oba oba wszystko wszystkie dhammaan labadaba sab saare dono سب دونوں الكل كلها كل جميعها kullaha"
    )
)
_ALL_TAIL = frozenset(
    words("of them the those these three four five six two 3 4 5 options please above it em")
)
_NONE = frozenset(
    normalise(line).key
    for line in "none,none of them,none of these,none of the above,neither,neither of them,nothing,hicbiri,dim un,konotai na,কোনোটাই না,zadne,zadna,zaden,koi nahi,کوئی نہیں,midna,لا شيء,ولا واحد".split(
        ","
    )
)
_EXCEPT = frozenset(
    normalise(one).key
    for one in words(
        "except but not without besides haric degil ac-eithrio chara chhara ছাড়া oprocz bez aan siwaye الا إلا ماعدا ليس no dont nor never nid nie maaha nahi"
    )
)
_FILLERS = frozenset(
    normalise(one).key
    for one in words(
        "and & plus also then after that next followed by with the a an i we my me want would like choose pick option options number numbers no please pls thanks thank you is are first second third fourth fifth 1st 2nd 3rd 4th 5th best last finally most"
        " then it them to of for think say go id ill all both ve ile sonra lutfen a ac wedyn o ar ebong এবং ও আর tarpor prosze i oraz potem iyo kadib aur phir اور پھر و ثم wa thumma yes ok okay hi ta"
    )
)
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "best": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
    "last": 99,
}
_RANGE = regex.compile(r"^\D*(\d)\s?(?:-|–|to)\s?(\d)\D*$")
_DIGIT_RUN = regex.compile(r"^\d{2,9}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Which options were named: codes in the order they were said."""

    codes: tuple[str, ...]
    sure: bool
    spare: bool = False


def choose_several(said: Said, options: Options, language: str) -> Several | None:
    """Find the options a text names.

    Args:
        said: the text in its plain form.
        options: (code, label, other words ...) in the order of their digits.
        language: its number words count first.

    Returns:
        Them; no codes for "none of them"; None where nothing is named.
    """
    if said.key in _NONE:
        return Several(codes=(), sure=True)
    whole = choose(said, options, language)
    if whole and whole.sure and not whole.spare:
        return Several(codes=(whole.code,), sure=True)
    tokens = said.tokens[:MAX_TOKENS]
    everything = tuple(option[0] for option in options)
    if tokens and tokens[0] in _ALL and _ALL_TAIL.issuperset(tokens[1:]):
        return Several(codes=everything, sure=True)
    ranged = _read_range(said, options)
    if ranged:
        return ranged
    cut = next((at for at, token in enumerate(tokens) if token in _EXCEPT), len(tokens))
    named = list(_scan(tokens[:cut], options, language))
    codes = tuple(dict.fromkeys(code for code, _, _ in named))
    if cut < len(tokens):
        denied = {code for code, _, _ in _scan(tokens[cut + 1 :], options, language)}
        is_all = "anything" in tokens[:cut] or not _ALL.isdisjoint(tokens[:cut])
        return _leave_out(codes or (everything if is_all else ()), denied)
    if not codes and _FILLERS.union(_ORDINALS).issuperset(tokens):
        codes = name_positions(tokens, options)
        return Several(codes=codes, sure=True) if codes else None
    if not codes:
        return Several(codes=(whole.code,), sure=False, spare=whole.spare) if whole else None
    return _weigh(codes, named, tokens)


def _weigh(
    codes: tuple[str, ...], named: "list[_Named]", tokens: tuple[str, ...]
) -> Several | None:
    """Tell how sure what was named is, by the words around it."""
    used = {at for _, places, _ in named for at in places}
    spare = [t for at, t in enumerate(tokens) if at not in used and t not in _FILLERS]
    if len(spare) > 3 and len(spare) > len(used):
        return None
    sure = not spare and all(sure for _, _, sure in named) and not guesses(tokens)
    return Several(codes=codes, sure=sure and "or" not in tokens, spare=bool(spare))


def _leave_out(chosen: tuple[str, ...], denied: set[str]) -> Several | None:
    """Read "all but the park", as a guess."""
    left = tuple(code for code in chosen if code not in denied)
    return Several(codes=left, sure=False, spare=True) if left and denied else None


def rank_options(said: Said, options: Options, language: str) -> Several | None:
    """Find an order of options: as said, or by the ordinals beside them; sure where it is whole."""
    found = choose_several(_turn_round(said), options, language)
    if found is None or len(found.codes) < 2:
        return None
    codes = _sort_by_ordinals(said, found.codes, options, language)
    if len(codes) == len(options) - 1:
        codes += tuple(option[0] for option in options if option[0] not in codes)
        return Several(codes=codes, sure=False, spare=found.spare)
    sure = found.sure and len(codes) == len(options) and said.tokens[0] not in _ALL
    return Several(codes=codes, sure=sure, spare=found.spare)


def _turn_round(said: Said) -> Said:
    """Read "a < b" as "b, a", and "321" as "3 2 1"."""
    if "<" in said.raw and ">" not in said.raw:
        return normalise(" , ".join(reversed(said.raw.split("<"))))
    return said


def _sort_by_ordinals(
    said: Said, codes: tuple[str, ...], options: Options, language: str
) -> tuple[str, ...]:
    parts = [
        normalise(part)
        for part in regex.split(r"[,;.\n]| and | then ", plain(said.raw[:MAX_CHARS]))
    ]
    places: dict[str, int] = {}
    for part in parts:
        ranks = [_ORDINALS[token] for token in part.tokens if token in _ORDINALS]
        named = list(dict.fromkeys(code for code, _, _ in _scan(part.tokens, options, language)))
        if len(ranks) == 1 and len(named) == 1:
            places[named[0]] = ranks[0]
    if len(places) < len(codes):
        return codes
    return tuple(sorted(codes, key=lambda code: places[code]))


def _read_range(said: Said, options: Options) -> Several | None:
    """Read "1-3" as a guess: it may be one to three, or one and three; and "13" as 1 and 3."""
    match = _RANGE.match(plain(said.raw))
    if match and 1 <= int(match[1]) < int(match[2]) <= len(options):
        codes = tuple(option[0] for option in options[int(match[1]) - 1 : int(match[2])])
        return Several(codes=codes, sure=int(match[2]) - int(match[1]) == 1)
    if _DIGIT_RUN.match(said.key) and int(said.key) > len(options):
        digits = list(dict.fromkeys(map(int, said.key)))
        if len(digits) == len(said.key) and all(1 <= one <= len(options) for one in digits):
            return Several(codes=tuple(options[one - 1][0] for one in digits), sure=False)
    return None


_Named = tuple[str, tuple[int, ...], bool]


def _scan(tokens: tuple[str, ...], options: Options, language: str) -> Iterator[_Named]:
    """Give each option named: its code, where its words stand, and whether they are exact."""
    labels = _list_labels(options)
    letters = len(tokens) > 1 and all(len(t) == 1 or t in ("and", "then") for t in tokens)
    at = 0
    while at < len(tokens):
        for length in range(min(6, len(tokens) - at), 0, -1):
            code = labels.get(" ".join(tokens[at : at + length]))
            if code is not None:
                yield code, tuple(range(at, at + length)), True
                at += length
                break
        else:
            found = _name_one(tokens[at], options, language, letters=letters)
            if found:
                yield found[0], (at,), found[1]
            at += 1


def _list_labels(options: Options) -> dict[str, str]:
    """Give label, label without its article, and each word that only one label has -> code."""
    found: dict[str, str] = {}
    owners: dict[str, set[str]] = {}
    for code, *lines in options:
        for line in (code, *lines):
            key = normalise(line).key
            found.setdefault(key, code)
            for article in ("the ", "a ", "my ", "more "):
                found.setdefault(key.removeprefix(article), code)
            for token in key.split():
                owners.setdefault(token, set()).add(code)
    for token, codes in owners.items():
        if len(codes) == 1 and token not in _FILLERS:
            found.setdefault(token, next(iter(codes)))
    found.pop("", None)
    return found


def _name_one(
    token: str, options: Options, language: str, *, letters: bool
) -> tuple[str, bool] | None:
    value = 0
    if token.isdecimal() and len(token) < 3:
        value = int(token)
    elif letters and token in "abcdefghi" and len(token) == 1:
        value = "abcdefghi".index(token) + 1
    elif token not in _FILLERS:
        table = next(
            (NUMBERS[one] for one in (language, "en") if token in NUMBERS.get(one, ())), {}
        )
        value = table.get(token, 0)
    if 1 <= value <= len(options):
        return options[value - 1][0], True
    if len(token) < 4 or token in _FILLERS:
        return None
    scores = {
        code: max(
            fuzz.ratio(token, word) for line in lines for word in normalise(line).tokens or ("",)
        )
        for code, *lines in options
    }
    best = max(scores, key=lambda code: scores[code])
    ties = [code for code in scores if scores[code] >= scores[best] - 8]
    return (best, False) if scores[best] >= MIN_SCORE and len(ties) == 1 else None
