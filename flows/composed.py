"""The flow of a question that an organiser put together: from eight answers to flow sources.

All but the first text is that of the shipped `needs`, so that it is there in every language.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import regex

from flows.catalogue import Translations, read_translations, write_translations
from flows.definition import Flow
from flows.loading import load_flow
from flows.yaml_tree import parse_tree, to_plain

PATTERN = "needs"
NEWS = "news"
NONE = frozenset(("none", "no", "nothing", "yok", "hayır", "dim", "na"))
"""What says that nothing is fixed."""
_BLANK = regex.compile("QUESTION|SPEAKER|LIMITS")
_OPEN_END = regex.compile(r"[\p{L}\p{N}\p{Pe}\p{Pf}'\"]$")

_SAYS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "ask": "Hello from {community.name}. QUESTION Reply in any language. {address.source} "
        "No names passed on. By {promise.day} SPEAKER tells you what happens. "
        "{channel.call_line} No more texts: STOP",
        "remind": "{community.name}: last reminder. QUESTION No more texts: STOP",
        "news": "{community.name}: QUESTION {address.source} Text us what you think. SPEAKER reads "
        "it by {promise.day}. {channel.call_line} No more texts: STOP",
        "limits": "Thank you. What cannot change: LIMITS By {promise.day} we text you what "
        "{promise.decider} says, yes or no. {channel.call_line} No more texts: STOP",
    },
    "tr": {
        "ask": "Merhaba, biz {community.name}. QUESTION {address.source} İsim vermeyiz. "
        "{promise.day} gününe kadar sonucu SPEAKER yazar. {channel.call_line} Durmak: STOP",
        "remind": "{community.name}: son hatırlatma. QUESTION Durmak için: STOP",
        "news": "{community.name}: QUESTION {address.source} Ne düşündüğünüzü yazın. SPEAKER "
        "{promise.day} gününe kadar okur. {channel.call_line} Durmak: STOP",
        "limits": "Teşekkürler. Değişemeyecek olan: LIMITS {promise.day} gününe kadar "
        "{promise.decider} ne diyor, yazarız. {channel.call_line} Durmak: STOP",
    },
    "cy": {
        "ask": "Helo, {community.name} sydd yma. QUESTION Atebwch mewn unrhyw iaith. "
        "{address.source} Ni rannwn enwau. Erbyn {promise.day} bydd SPEAKER yn tecstio beth sy'n "
        "digwydd. {channel.call_line} Dim mwy: STOP",
        "remind": "{community.name}: nodyn atgoffa olaf. QUESTION Dim mwy o negeseuon: STOP",
        "news": "{community.name}: QUESTION {address.source} Tecstiwch eich barn. Bydd SPEAKER yn "
        "ei darllen erbyn {promise.day}. {channel.call_line} Dim mwy: STOP",
        "limits": "Diolch. Beth na all newid: LIMITS Erbyn {promise.day} tecstiwn beth mae "
        "{promise.decider} yn ei ddweud. {channel.call_line} Dim mwy: STOP",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What an organiser settled about a question.

    Attributes:
        words: the question itself, or the news.
        power: decide, shape or news: what people can change.
        limits: what cannot change and why, "" where all is open.
        speaker: who tells people what came of it.
        languages: those the community speaks; it is written in the first.
    """

    words: str
    power: str
    limits: str
    speaker: str
    languages: tuple[str, ...]


def write_sources(id: str, question: Question, shipped: Mapping[str, str]) -> dict[str, str]:
    """Write the flow's files.

    Args:
        id: of the flow, such as question-3.
        shipped: the sources of the shipped `needs`, whose other texts it takes over.

    Returns:
        file name -> text, as `flows.loading.load_flow` takes it. Its languages are those there
        are texts in; what has no translation is said in the first of them.
    """
    pattern = load_flow(shipped)
    known = [one for one in question.languages if one in pattern.languages] or ["en"]
    first = known[0]
    tree = to_plain(parse_tree(shipped[f"{PATTERN}.yaml"], f"{PATTERN}.yaml"))
    says = _SAYS.get(first, _SAYS["en"])
    states = _word_states(tree["states"], pattern, first)
    _put_question(states, says, question)
    own = {"title", "need.say", "need.welcome", "need.after.3d"}
    if question.limits and question.power != NEWS:
        states["close"]["say"] = _fill(says["limits"], question)
        own.add("close.say")
    fixed = {
        key
        for key, language in pattern.texts
        if language == first and key not in own and key.partition(".")[0] in states
    }
    flow = {
        "id": id,
        "title": _as_plain(question.words),
        "languages": known,
        "purpose": tree["purpose"],
        "promise": tree["promise"],
        "initial": tree["initial"],
        "states": states,
    }
    shared = {name: text for name, text in shipped.items() if name.startswith("system.")}
    catalogues = {
        f"{id}.{language}.po": _translate(pattern, fixed, first, language, shipped)
        for language in known[1:]
    }
    return {f"{id}.yaml": json.dumps(flow, ensure_ascii=False, indent=1), **catalogues, **shared}


def _word_states(states: Any, pattern: Flow, language: str) -> Any:
    """Put the states of `needs` into the language the question is written in."""
    for name, state in states.items():
        if "say" in state:
            state["say"] = pattern.text(f"{name}.say", language)
        choice = state.get("expect", {}).get("choice", {}) if name == "reach" else {}
        for code, option in choice.items():
            label = pattern.text(f"{name}.options.{code}", language)
            words = option.get("words", []) if isinstance(option, dict) else []
            choice[code] = {"label": label, "words": words}
    return states


def _put_question(states: Any, says: Mapping[str, str], question: Question) -> None:
    asks = states["need"]
    asks.pop("welcome", None)
    is_news = question.power == NEWS
    asks["say"] = _fill(says["news" if is_news else "ask"], question)
    if is_news:  # nobody is reminded of news, and it asks for no need
        asks |= {"record": "other", "on": {"answered": "close", "skipped": "close"}}
        del asks["after"]["3d"]
        for name in ("reach", "detail"):
            del states[name]
    else:
        asks["after"]["3d"]["say"] = _fill(says["remind"], question)


def _fill(template: str, question: Question) -> str:
    given = {
        "QUESTION": end_sentence(question.words),
        "SPEAKER": _as_plain(question.speaker),
        "LIMITS": end_sentence(question.limits),
    }
    return str(_BLANK.sub(lambda blank: given[blank[0]], template))


def _as_plain(words: str) -> str:
    """Make words safe to stand in a template: one line, and no braces of theirs."""
    return " ".join(words.replace("{", "(").replace("}", ")").split())


def end_sentence(words: str) -> str:
    """Put a full stop behind words that end without any sign."""
    plain = _as_plain(words)
    return f"{plain}." if _OPEN_END.search(plain) else plain


def _translate(
    pattern: Flow, keys: set[str], first: str, language: str, shipped: Mapping[str, str]
) -> str:
    """Write the PO file of the texts that were taken over; who checked them before, checked these.

    English needs no check: it is what the others were translated from.
    """
    name = f"{PATTERN}.{language}.po"
    told = read_translations(shipped[name], name).entries() if name in shipped else ()
    unchecked = {str(one.id) for one in told if one.fuzzy}
    catalogue = Translations()
    catalogue.mime_headers = [("Language", language), ("Content-Type", "text/plain; charset=UTF-8")]
    for key in sorted(keys):
        flags = ("fuzzy",) if pattern.text(key, "en") in unchecked else ()
        catalogue.add(pattern.text(key, first), pattern.text(key, language), flags=flags)
    return write_translations(catalogue)
