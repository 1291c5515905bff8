"""Reads yes and no: words of eight languages and their Latin spellings, signs, negation, typos."""

# ruff: noqa: E501  (word lists)

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import regex
from rapidfuzz import fuzz, process

from flows.reader.always import is_laughter
from flows.reader.hedges import doubts, guesses
from flows.reader.normal import WORDS_REMEMBERED, Said, normalise, words
from flows.reader.yes_no_words import CONDITIONS, NO_SIGNS, PHRASES, SOUNDS, STARTS, YES_SIGNS

Decision = tuple[bool, bool]  # yes, and whether we are sure

_NEGATIONS = frozenset(
    words(
        "not no dont isnt never cant cannot wont wouldnt didnt doesnt degil hayir nahi nahin nhi نہیں না nie maya ليس nac except nope nah"
    )
)
_LATE_NEGATIONS = frozenset(
    normalise(one).key
    for one in words("na naa nai nei noy nah nahi nahin nhi না নাহ নাই নেই নয় নই نہیں degil yok")
)
_LEADS = frozenset(
    words("oh ooh well um umm erm er ah ahh uh hi hello hey so and mm mmm hmm hm but honestly sorry actually tbh lol haha hahaha hehe merhaba selam salam salaam shwmae helo czesc dzien dobry salaan السلام عليكم مرحبا the answer is my its me thanks thank you cheers just i say would id thats a an it big definite hard from to be honest")
)  # fmt: skip
_WEAK = frozenset(words("right fine true ok okay k correct var he waa do var da course hum oy eh ee hu ni mo nam t ta n k g wrong incorrect"))  # fmt: skip
_FILLERS = frozenset(
    words("""
    please pls plz thanks thank you ta i do it is am of indeed we would a the lot very much not sir that thats
    madam mate man bro lutfen tesekkurler tesekkur ederim hi hello course problem worries definitely so really totally
    absolutely sure ok okay x xx xxx will can love to us me for all gwrs wrth diolch gwelwch yn dda os prosze
    dziekuje hai hain ache ase shukriya shukran شكرا شکریہ ہے ہیں আছে ধন্যবাদ dhonnobad bhai apa sahib janab mahadsanid fadlan good right fine
    lol haha though tho mind darling trouble all hun hen pet dear love duck pal cheers luv dear actually at moment now today sorry fi i mi dwi n llwyr gryf hollol panie pani walaal walaalo abi kardesim abla
""")
)
_PRONOUNS = frozenset(words("i we they it he she that this you there these those"))
_AUXILIARIES = frozenset(
    words("do does did am is are was were have has had can could will would shall should must")
)
_CONTRACTED = frozenset(
    words("dont doesnt didnt aint isnt arent wasnt werent havent hasnt hadnt cant cannot couldnt wont wouldnt shant shouldnt mustnt neednt")
)  # fmt: skip
_NOT_DENYING = frozenset(words("mind wait doubt object know remember care understand"))
_TURKISH_NO = regex.compile(r"\p{L}{2,}(?:m[iu]yor(?:um|uz)?|m[ae]m|m[ae]yiz|m[ae]d[iu][mk]?|m[ae]z|m[ae]di)$")  # fmt: skip
_TURKISH_YES = regex.compile(r"\p{L}{2,}(?:[iu]yor(?:um|uz)|[aeiu]r[iu][mz])$")
_QUESTIONS = frozenset(
    words(
        "yaa who what why when where how which kuma kumaa ayo maxay maxaad goorma xaggee kaun kya kyun pwy beth pam kim ne neden"
    )
)
_WHY = frozenset(words("tho though u do are is r not me would did dont wont cant should"))
_MAX_WORD = 30
_REPEATED = regex.compile(r"(.)\1+")
_LONG_WORDS = {
    "yes": True, "yeah": True, "evet": True, "definitely": True, "absolutely": True, "nope": False, "hayir": False, "haan": True,
    "nahi": False, "oczywiscie": True, "never": False, "maya": False, "of course": True, "certainly": True, "exactly": True, "bilkul": True,
    "zaroor": True, "kesinlikle": True, "elbette": True, "tabii": True, "obosshoi": True, "dabcan": True, "correct": True, "totally": True,
}  # fmt: skip
_DIGITS = {"1": True, "2": False, "one": True, "two": False}


def decide(said: Said, language: str) -> Decision | None:
    """Tell yes from no.

    Args:
        said: the text in its plain form.
        language: the words of this one count first; then those of any other, where all agree.

    Returns:
        The decision and whether it is sure; None where the text is neither or both.
    """
    found = _by_key(language).get(said.key)
    if found is not None:
        return found if said.raw.isascii() else _check_signs(said.raw, found)
    if not said.tokens:
        return _read_signs(said.raw)
    if language == "pl" and said.key == "no":  # "no" is a casual yes in Polish
        return None
    alone = len(said.tokens) == 1
    found = _read_word(said.key, language) if alone else _read_phrase(said, language)
    if found is None and _FILLERS.issuperset(said.tokens):
        return _read_signs(said.raw)
    return _check_signs(said.raw, found) if found else None


def list_answers(language: str) -> Iterable[str]:
    """List the words and digits that are a yes or a no, in the language and in English."""
    return dict.fromkeys((*STARTS.get(language, ()), *STARTS["en"], *_DIGITS))


def says_more(said: Said) -> bool:
    """Tell whether more was said than yes or no."""
    return (
        len(said.tokens) > 1 and said.key not in PHRASES and not _AROUND.issuperset(said.tokens[1:])
    )


@lru_cache(maxsize=16)
def _by_key(language: str) -> dict[str, Decision]:
    """Give each whole reply we know: words of the language, words all agree on, phrases, digits."""
    found = {word: (value, True) for word, value in _DIGITS.items()} | {"ha": (True, False)}
    for word, values in _ANYWHERE.items():
        if len(values) == 1:
            found[word] = (next(iter(values)), True)
    found |= {word: (value, True) for word, value in STARTS.get(language, {}).items()}
    found |= PHRASES
    if language == "pl":
        del found["no"]
    return found


_ANYWHERE: dict[str, set[bool]] = {}
for _words in STARTS.values():
    for _word, _value in _words.items():
        if _word not in SOUNDS:
            _ANYWHERE.setdefault(_word, set()).add(_value)
_AROUND = _FILLERS.union(_ANYWHERE)


@lru_cache(maxsize=WORDS_REMEMBERED)
def _read_word(word: str, language: str) -> Decision | None:
    return _read_phrase(Said(word, word, (word,), False), language)


def _read_phrase(said: Said, language: str) -> Decision | None:
    if doubts(said) or (said.tokens[0] == "y" and not _WHY.isdisjoint(said.tokens[1:2])):
        return None
    whole = _read_before_tail(said.tokens, language)
    if whole is not None:
        return whole
    tokens = _without_leads(said.tokens, language)
    hedged = 0
    if guesses(tokens[:1]):  # "probably yes"
        hedged = next((at for at, token in enumerate(tokens) if not guesses((token,))), 0)
    if hedged:
        told = _read_start(tokens[hedged:], language)
        return (told[0], False) if told else None
    return (
        _read_digit(tokens)
        or _read_auxiliary(tokens)
        or _read_start(tokens, language)
        or _read_verb(tokens, language)
        or _read_typo(tokens)
    )


def _read_before_tail(tokens: tuple[str, ...], language: str) -> Decision | None:
    """Look up ever less of a text, as long as only words such as "please" and "mate" go."""
    table = _by_key(language)
    end = len(tokens)
    while end > 1 and tokens[end - 1] in _FILLERS:
        end -= 1
        whole = table.get(" ".join(tokens[:end]))
        if whole is not None:
            return None if _is_both(tokens, whole[0]) else whole
    return None


def _without_leads(tokens: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Take away what people say before they answer, unless it is the answer."""
    start = 0
    while start < min(4, len(tokens) - 1) and tokens[start] in _LEADS and not _says(tokens[start:], language):  # fmt: skip
        start += 1
    return tokens[start:]


def _says(tokens: tuple[str, ...], language: str) -> bool:
    is_auxiliary = tokens[0] in _PRONOUNS and (
        tokens[1] in _AUXILIARIES or tokens[1] in _CONTRACTED
    )
    own = STARTS.get(language, {})
    return is_auxiliary or tokens[0] in own or _find_prefix(tokens, language) is not None


_OPPOSITE = {True: frozenset(words("no nope nah not")), False: frozenset(words("yes yeah yep"))}


def _is_both(tokens: tuple[str, ...], value: bool) -> bool:
    return not _OPPOSITE[value].isdisjoint(tokens[1:])


def _read_digit(tokens: tuple[str, ...]) -> Decision | None:
    """Read "1 yes", "2. no", "number 1", "1 please"."""
    kept = tokens[1:] if tokens[0] in ("number", "option", "no", "answer", "its") else tokens
    if len(kept) < len(tokens) and len(kept) == 1 and kept[0] in _DIGITS:
        return _DIGITS[kept[0]], True
    if tokens[0] not in _DIGITS or len(tokens) == 1:
        return None
    value, rest = _DIGITS[tokens[0]], tokens[1:]
    told = _lookup(rest[0], "en")
    if len(rest) == 1 and told is not None:
        return (value, True) if told is value else None
    return (value, True) if _FILLERS.issuperset(rest) and tokens[0].isdecimal() else None


def _read_auxiliary(tokens: tuple[str, ...]) -> Decision | None:
    """Read English short answers: we did, it isn't, they have not, I can't come."""
    at = 1 if len(tokens) > 1 and tokens[0] in _PRONOUNS else 0
    verb, rest = tokens[at], tokens[at + 1 :]
    if verb == "not" and rest and not at:
        is_plain = _lookup(rest[0], "en") is None or rest[0] in _FILLERS
        return (False, not guesses(rest) and CONDITIONS.isdisjoint(rest)) if is_plain else None
    if verb in _CONTRACTED or (
        (verb in _AUXILIARIES or verb == "not") and rest[:1] == ("not",) and at
    ):
        if not _NOT_DENYING.isdisjoint(rest[:2]):
            return (True, False) if "doubt" in rest else None
        return False, CONDITIONS.isdisjoint(rest) and not guesses(rest)
    if verb not in _AUXILIARIES or not at or not _FILLERS.issuperset(rest) or "not" in rest:
        return None
    return True, True


def _lookup(token: str, language: str) -> bool | None:
    own = STARTS.get(language, {}).get(token)
    if own is not None:
        return own
    found = _ANYWHERE.get(token, ())
    if not found and len(token) > 2:
        short = _shorten(token)
        if short != token:
            found = _SHORTENED.get(short, ())
    return next(iter(found)) if len(found) == 1 else None


@lru_cache(maxsize=WORDS_REMEMBERED)
def _shorten(token: str) -> str:
    """Write a letter once where it was drawn out: yesss."""
    return _REPEATED.sub(r"\1", token)


_SHORTENED: dict[str, set[bool]] = {}
for _word, _values in _ANYWHERE.items():
    _SHORTENED.setdefault(_shorten(_word), set()).update(_values)


def _find_prefix(tokens: tuple[str, ...], language: str) -> tuple[Decision, tuple[str, ...]] | None:
    """Find the longest phrase or word that a text begins with, and what follows it."""
    for end in range(min(6, len(tokens)), 1, -1):
        found = PHRASES.get(" ".join(tokens[:end]))
        if found is not None:
            return found, tokens[end:]
    value = _lookup(tokens[0], language)
    return None if value is None else ((value, True), tokens[1:])


def _read_start(tokens: tuple[str, ...], language: str) -> Decision | None:
    begun = _find_prefix(tokens, language)
    if begun is None:
        return None
    (value, sure), rest = begun
    first = tokens[0]
    if not rest:
        return value, sure
    if (
        (first == "wrong" and rest[0] in ("number", "person"))
        or (first == "no" and rest[0] in ("one", "body"))
        or (first in _WEAK and rest[0] in _QUESTIONS)
    ):
        return None
    if first in _STRESSES and rest[0] in _DENIED and _FILLERS.issuperset(rest[1:]):
        return False, True
    told = _by_key(language).get(" ".join(rest)) or _by_key(language).get(" ".join(rest[1:]))
    if told is not None and told[0] is value and _is_settled(rest[:1], value=value):
        return value, sure and told[1]
    if value and rest[-1] in _LATE_NEGATIONS and len(rest) < 3 and first not in STARTS["en"]:
        return False, True
    if _contradicts(rest, value, language) or _is_too_weak(first, rest, language):
        return None
    return value, sure and _is_settled(rest, value=value)


def _contradicts(rest: tuple[str, ...], value: bool, language: str) -> bool:
    """Tell whether the words after a yes say no, or the other way round."""
    strong = ("no", "nope", "nah", "hayir", "nie", "nahi") if value else ("yes", "yeah", "yep", "evet", "tak", "haan")  # fmt: skip
    nearby = rest[:2] if rest[0] in ("and", "or", "wait", "sorry", "i", "but") else rest[:1]
    for other in nearby:
        told = _lookup(other, language)
        if told is not None and told is not value and other not in _FILLERS:
            return not (value and other == "no" and rest[-1] != "no")
    return rest[-1] in strong


def _is_too_weak(first: str, rest: tuple[str, ...], language: str) -> bool:
    is_own = first in STARTS.get(language, {}) or first in STARTS["en"]
    unknown = [t for t in rest if t not in _FILLERS and t not in _ANYWHERE]
    return (first in _WEAK and len(rest) > 3) or (not is_own and len(unknown) > 2)


_SOOTHING = frozenset(
    (word, other)
    for word, others in (
        (
            "no",
            "problem problems worries probs prob trouble bother bothers issue issues hassle rush",
        ),
        ("dont", "worry"),
    )
    for other in words(others)
)


_FREE = regex.compile(
    r"\bnot (?:an? )?(?:problem|bother|issue|hassle|trouble|worry)\b|\b(?:im|i am|we are|were) (?:not|never) (?:busy|working|away|doing (?:anything|owt|nowt|much))\b|\b(?:i|we) (?:have not|havent|dont have|aint|have nae|haven) (?:got )?(?:anything|owt|nothing|plans|any plans)\b|\bnae (?:bother|probs?|problem)\b|\b(?:have|got|with) no plans\b"
)


def _count_free(rest: tuple[str, ...]) -> int:
    """Count what denies that anything stands in the way: "yes, I'm not busy", "yes not a problem"."""
    return len(_FREE.findall(" ".join(rest)))


def _is_settled(rest: tuple[str, ...], *, value: bool) -> bool:
    if not CONDITIONS.isdisjoint(rest) or guesses(rest):
        return False
    if not value or _NEGATIONS.isdisjoint(rest):
        return True
    soothed = sum(pair in _SOOTHING for pair in pairwise(rest)) + _count_free(rest)
    return soothed == sum(token in _NEGATIONS for token in rest)


def _read_verb(tokens: tuple[str, ...], language: str) -> Decision | None:
    """Read short answers that are a verb: Turkish gelemem, Somali ma rabo, Bengali parbo na."""
    if len(tokens) > 5:
        return None
    sure = CONDITIONS.isdisjoint(tokens) and not guesses(tokens)
    if _negates_verb(tokens, language):
        return False, sure
    if (
        language == "tr"
        and len(tokens) < 3
        and len(tokens[-1]) <= _MAX_WORD
        and _TURKISH_YES.search(tokens[-1])
    ):
        return True, sure
    return None


def _negates_verb(tokens: tuple[str, ...], language: str) -> bool:
    """Tell whether the verb of a short answer is denied, as each language does it."""
    if language == "bn":
        return tokens[-1] in _LATE_NEGATIONS
    if language in ("so", "ar"):
        return tokens[0] in ("ma", "ما", "kuma", "uma") and len(tokens) > 1
    if language == "cy":
        return "ddim" in tokens
    if language == "ur":
        return not _LATE_NEGATIONS.isdisjoint(tokens)
    if len(tokens[-1]) > _MAX_WORD:
        return False
    return language == "tr" and _TURKISH_NO.search(tokens[-1]) is not None


_DENIED = frozenset(words("not no nope nah"))
_STRESSES = frozenset(words("definately defo deffo def definitely absolutely certainly obviously obvs surely totally clearly"))  # fmt: skip


def _read_typo(tokens: tuple[str, ...]) -> Decision | None:
    if len(tokens) > 2 or len(tokens[0]) < 3 or tokens[0] in _ANYWHERE:
        return None
    if not (_AROUND | _DENIED).issuperset(tokens[1:]):  # "is the pope catholic"
        return None
    mended = _mend(tokens[0])
    if mended and mended[0] and not _DENIED.isdisjoint(tokens[1:]):  # "definetly not"
        return False, mended[1]
    return mended


@lru_cache(maxsize=WORDS_REMEMBERED)
def _mend(typed: str) -> Decision | None:
    if is_laughter(typed):
        return None
    best = process.extractOne(typed, _LONG_WORDS.keys(), scorer=fuzz.ratio, score_cutoff=75)
    return (_LONG_WORDS[best[0]], len(typed) <= len(best[0]) + 3) if best else None


def _read_signs(raw: str) -> Decision | None:
    yes = any(sign in raw for sign in YES_SIGNS)
    no = any(sign in raw for sign in NO_SIGNS)
    return (yes, True) if yes != no else None


def _check_signs(raw: str, found: Decision) -> Decision | None:
    """Trust words less where a thumb says the opposite."""
    if raw.isascii():
        return found
    sign = _read_signs(raw)
    return (found[0], False) if sign and sign[0] is not found[0] else found
