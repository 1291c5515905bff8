"""Reads several options at once ("1 and 3", "park then school"), in their order or as a set."""

# ruff: noqa: E501, S105  (word lists; words are called tokens)

import msgspec
import regex

from flows.reader.choice_words import LAST
from flows.reader.choice_words import ORDINALS as PLACES
from flows.reader.choices import choose
from flows.reader.denying import denies, denies_late, weigh_clauses
from flows.reader.hedges import doubts, guesses
from flows.reader.naming import name_number, name_positions, names_several
from flows.reader.normal import Said, normalise, plain
from flows.reader.options import Options, make_index
from flows.reader.scanning import Named, scan
from flows.reader.several_words import (
    ALL,
    ALL_TAIL,
    AND,
    ANY,
    EXCEPT,
    EXCEPT_BEFORE,
    FILLERS,
    NONE,
    ORDINALS,
    SMALL,
    THE_LOT,
)

MAX_TOKENS = 40
MAX_CHARS = 400
_RANGE = regex.compile(r"^\D*(\d)\s?(?:-|–|to)\s?(\d)\D*$")
_DIGIT_RUN = regex.compile(r"^\d{2,9}$")
_KEYCAP = "\u20e3"
_PARTS = regex.compile(r"[,;.\n>]|\band\b|\bthen\b|\bve\b|\bthumma\b|\bpotem\b|\bi\b")


class Several(msgspec.Struct, frozen=True, kw_only=True, gc=False):
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
    exact = make_index(options).exact.get(said.key)
    if exact is not None:
        return Several(codes=(exact.code,), sure=True)
    listed = _read_digits(said, options) or _read_items(said, options)
    if listed is None and any(t[-1].isdecimal() and not t.isdecimal() for t in said.tokens):
        said = normalise(_STUCK.sub(r" \1 ", said.raw))
        listed = _read_digits(said, options)
    if listed is not None:
        return listed
    if said.key in NONE:
        return Several(codes=(), sure=True)
    if doubts(said):
        return None
    tokens = said.tokens[:MAX_TOKENS]
    if said.key in THE_LOT or (tokens and _says_all(tokens, len(options))):
        return Several(codes=tuple(option[0] for option in options), sure=True)
    ranged = _read_range(said, options) or _read_edge(tokens, options, language)
    if ranged:
        return ranged
    return _read_list(said, tokens, options, language)


def _read_digits(said: Said, options: Options) -> Several | None:
    """Read "1 and 3" and "2, 4" by looking each digit up."""
    if len(said.tokens) > MAX_TOKENS or not _DASHES.isdisjoint(said.raw):
        return None
    exact = make_index(options).exact
    digits = [token for token in said.tokens if token not in AND]
    if len(digits) < 2 or not all(token.isdecimal() and token in exact for token in digits):
        return None
    return Several(codes=tuple(dict.fromkeys(exact[token].code for token in digits)), sure=True)


def _read_items(said: Said, options: Options) -> Several | None:
    """Read "2 - my wall is wet. 3 - nobody collects": a digit and a remark, more than once."""
    items = _ITEM.findall(said.raw) if said.tokens and said.tokens[0].isdecimal() else []
    numbers = [int(item) for item in items]
    is_all = sum(token.isdecimal() for token in said.tokens) == len(items)
    if len(items) < 2 or not is_all or not all(1 <= one <= len(options) for one in numbers):
        return None
    codes = tuple(dict.fromkeys(options[one - 1][0] for one in numbers))
    return Several(codes=codes, sure=True, spare=True)


_ITEM = regex.compile(r"(?:^|[.,;!\n])\s*(\d)\s?(?:[-–—:.)]\s?|\s)(?=\p{L})")
_STUCK = regex.compile(r"(?<![\p{L}\p{M}])(and|ve|iyo|aur|ও|আর|اور|و|w|n)(?=\d)", regex.IGNORECASE)
_DASHES = frozenset("-–—<>½")


def _says_all(tokens: tuple[str, ...], count: int) -> bool:
    """Tell "all of them", "all 3" and "both" from a number of them that is not all."""
    if ALL.isdisjoint(tokens) or not (ALL | ALL_TAIL | FILLERS).issuperset(tokens):
        return False
    numbers = {name_number(token, "en") for token in tokens} - {0, 1}
    return numbers <= {count}


def _read_list(
    said: Said, tokens: tuple[str, ...], options: Options, language: str
) -> Several | None:
    if denies_late(tokens, language):
        return _read_late_denial(said, tokens, options, language)
    cut = next((at for at, token in enumerate(tokens) if _leaves_out(tokens, at, language)), len(tokens))  # fmt: skip
    named = list(scan(tokens[:cut], options, language))
    codes = tuple(dict.fromkeys(code for code, _, _ in named))
    if cut < len(tokens):
        return _leave_out(tokens, cut, named, options, language)
    whole = choose(said, options, language) if len(codes) < 2 else None
    if whole and whole.sure and not whole.spare:
        return Several(codes=(whole.code,), sure=True)
    if not codes and FILLERS.union(ORDINALS).issuperset(tokens):
        codes = name_positions(tokens, options)
        return Several(codes=codes, sure=True) if codes else None
    if not codes:
        return Several(codes=(whole.code,), sure=False, spare=whole.spare) if whole else None
    return _weigh(codes, named, tokens, options, language)


def _read_late_denial(
    said: Said, tokens: tuple[str, ...], options: Options, language: str
) -> Several | None:
    """Read "banklar değil ışıklar" and "sab, light nahi"."""
    kept, denied = weigh_clauses(
        said, lambda part: {code for code, _, _ in scan(part, options, language)}, language
    )
    if not kept and not ALL.isdisjoint(tokens):
        kept = {option[0] for option in options} - denied
    if not kept or not denied:
        return None
    codes = tuple(option[0] for option in options if option[0] in kept)
    return Several(codes=codes, sure=not guesses(tokens), spare=True)


def _leaves_out(tokens: tuple[str, ...], at: int, language: str) -> bool:
    token = tokens[at]
    if token not in EXCEPT:
        return False
    if token in ("no", "ond", "baad", "bez"):  # "no 3" is number 3; "ond" but, "baad" after
        is_number = at + 1 < len(tokens) and tokens[at + 1].isdecimal()
        return not is_number and token not in ("baad",) and (token != "ond" or language == "cy")
    return True


def _weigh(
    codes: tuple[str, ...],
    named: "list[Named]",
    tokens: tuple[str, ...],
    options: Options,
    language: str,
) -> Several | None:
    """Tell how sure what was named is, by the words around it."""
    used = {at for _, places, _ in named for at in places}
    small = FILLERS.union(ORDINALS) if len(codes) == len(options) else FILLERS
    spare = [t for at, t in enumerate(tokens) if at not in used and t not in small]
    if len(spare) > 3 and len(spare) > len(used):
        return None
    unknown = [t for t in spare if not t.isdecimal() or not 1 <= int(t[:4]) <= len(options)]
    sure = (
        not unknown
        and not names_several(tokens, language)
        and all(sure for _, _, sure in named)
        and not guesses(tokens)
    )
    return Several(codes=codes, sure=sure and "or" not in tokens, spare=bool(spare))


def _leave_out(
    tokens: tuple[str, ...], cut: int, named: "list[Named]", options: Options, language: str
) -> Several | None:
    """Read "all but the park" and "club and garden, not the bench"."""
    codes = tuple(dict.fromkeys(code for code, _, _ in named))
    rest = _scan_left_out(tokens[cut + 1 :], options, language)
    denied = {code for code, _, _ in rest}
    if not rest and codes and tokens[cut] in EXCEPT_BEFORE and not ALL.isdisjoint(tokens):
        left = tuple(option[0] for option in options if option[0] not in codes)
        return Several(codes=left, sure=not guesses(tokens), spare=True)
    is_all = not ANY.isdisjoint(tokens[:cut]) or not ALL.isdisjoint(tokens[:cut])
    chosen = codes or (tuple(option[0] for option in options) if is_all else ())
    left = tuple(code for code in chosen if code not in denied)
    used = {at for _, places, _ in named for at in places} | {cut + 1 + at for _, places, _ in rest for at in places}  # fmt: skip
    known = FILLERS | EXCEPT | ALL | ALL_TAIL | ANY
    plainly = sum(token in EXCEPT and token != "but" for token in tokens) < 2 and all(
        at in used or token in known for at, token in enumerate(tokens)
    )
    sure = plainly and all(one[2] for one in (*named, *rest))
    if not left or not denied or denies(tokens[cut + 2 :], language):
        return Several(codes=left, sure=False, spare=True) if left and denied else None
    return Several(codes=left, sure=sure and not guesses(tokens), spare=not plainly)


def _scan_left_out(tokens: tuple[str, ...], options: Options, language: str) -> "list[Named]":
    """Find what is left out, also by its place: "the last one". "All but one" says not which."""
    placed = name_positions(tokens, options)
    if placed and FILLERS.union(ORDINALS, ("one", "ones")).issuperset(tokens):
        return [(code, tuple(range(len(tokens))), True) for code in placed]
    named = scan(tokens, options, language)
    return [(code, at, sure and tokens != ("one",)) for code, at, sure in named]


def rank_options(said: Said, options: Options, language: str) -> Several | None:
    """Find an order of options: as said, or by the ordinals beside them; sure where it is whole."""
    found = choose_several(_turn_round(said), options, language)
    numbered = _read_numbered(said, options, language)
    if numbered is not None:
        return Several(codes=numbered, sure=len(numbered) == len(options))
    if found is None or len(found.codes) < 2:
        return None
    codes = _sort_by_ordinals(said, found.codes, options, language)
    if len(codes) == len(options) - 1:
        codes += tuple(option[0] for option in options if option[0] not in codes)
        return Several(codes=codes, sure=False, spare=found.spare)
    is_run = _DIGIT_RUN.match(said.key) and len(said.key) == len(options) == len(codes)
    is_range = _RANGE.match(plain(said.raw[:MAX_CHARS])) is not None and len(found.codes) > 2
    sure = (found.sure or bool(is_run)) and not is_range and len(codes) == len(options) and (said.tokens[0] not in ALL or said.tokens[1:2] == ("se",))  # fmt: skip
    return Several(codes=codes, sure=sure, spare=found.spare)


def _read_numbered(said: Said, options: Options, language: str) -> tuple[str, ...] | None:
    """Read "1. school 2. road 3. park" and "park 2, school 1, road 3"."""
    tokens = said.tokens[:MAX_TOKENS]
    digits = [at for at, token in enumerate(tokens) if token.isdecimal()]
    named = [one for one in scan(tokens, options, language) if not tokens[one[1][0]].isdecimal()]
    codes = [code for code, _, _ in named]
    if len(digits) != len(codes) or len(set(codes)) != len(codes) or len(codes) < len(options) - 1:
        return None
    values = [int(tokens[at][:4]) for at in digits]
    if sorted(values) != list(range(1, len(values) + 1)):
        return None
    leads = all(at < one[1][0] for at, one in zip(digits, named, strict=True))
    follows = all(at > one[1][-1] for at, one in zip(digits, named, strict=True))
    if not leads and not follows:
        return None
    return tuple(code for _, code in sorted(zip(values, codes, strict=True)))


def _turn_round(said: Said) -> Said:
    """Read "a < b" as "b, a", and "321" as "3 2 1"."""
    if "<" in said.raw and ">" not in said.raw:
        return normalise(" , ".join(reversed(said.raw.split("<"))))
    return said


def _sort_by_ordinals(
    said: Said, codes: tuple[str, ...], options: Options, language: str
) -> tuple[str, ...]:
    parts = [normalise(part) for part in _PARTS.split(plain(said.raw[:MAX_CHARS]))]
    places: dict[str, int] = {}
    for part in parts:
        ranks = [ORDINALS[token] for token in part.tokens if token in ORDINALS]
        named = list(dict.fromkeys(code for code, _, _ in scan(part.tokens, options, language)))
        if len(ranks) == 1 and len(named) == 1:
            places[named[0]] = ranks[0]
    if len(places) < len(codes):
        return codes
    return tuple(sorted(codes, key=lambda code: places[code]))


def _read_range(said: Said, options: Options) -> Several | None:
    """Read "1-3" as one to three, and "13" as 1 and 3, which is a guess but for two keycaps."""
    match = _RANGE.match(plain(said.raw[:MAX_CHARS]))
    is_named = match is not None and EXCEPT.isdisjoint(said.tokens)
    if match and is_named and 1 <= int(match[1]) < int(match[2]) <= len(options):
        codes = tuple(option[0] for option in options[int(match[1]) - 1 : int(match[2])])
        return Several(codes=codes, sure=True)
    if _DIGIT_RUN.match(said.key) and int(said.key) > len(options):
        digits = list(dict.fromkeys(map(int, said.key)))
        if len(digits) == len(said.key) and all(1 <= one <= len(options) for one in digits):
            return Several(
                codes=tuple(options[one - 1][0] for one in digits), sure=_KEYCAP in said.raw
            )
    return None


def _read_edge(tokens: tuple[str, ...], options: Options, language: str) -> Several | None:
    """Read "the first two", "top 3", "the last two"."""
    said = [token for token in tokens if token not in SMALL]
    if len(said) != 2 or (said[0] not in PLACES[0] | {"top", "pierwsze"} and said[0] not in LAST):
        return None
    count = name_number(said[1], language)
    if not 1 < count <= len(options):
        return None
    chosen = options[-count:] if said[0] in LAST else options[:count]
    return Several(codes=tuple(option[0] for option in chosen), sure=True)
