"""How hard a text is to read. English only; a measure of signs and words, not of sense.

The automated readability index (Smith and Senter, 1967, AMRL-TR-66-220):
4.71 * letters / words + 0.5 * words / sentences - 21.43, a US school grade.
"""

from collections.abc import Iterator

import regex

from flows.checks.case import STAFF_TEXTS, Case
from flows.checks.finding import Finding

MOST_GRADE = 5.0
"""Read at ten or eleven; the shipped texts stay well below it."""
MOST_WORDS = 15
"""In a sentence."""
_FEWEST_WORDS = 8
EASIER = {
    "accommodation": "home",
    "additional": "more",
    "approximately": "about",
    "ascertain": "find out",
    "assist": "help",
    "assistance": "help",
    "attend": "come to",
    "commence": "start",
    "complete": "fill in",
    "concerning": "about",
    "contact": "ring or text",
    "demonstrate": "show",
    "endeavour": "try",
    "enquire": "ask",
    "ensure": "make sure",
    "facilitate": "help",
    "facilities": "places",
    "feedback": "what you think",
    "following": "after",
    "however": "but",
    "identify": "find",
    "implement": "do",
    "improve": "make better",
    "indicate": "say",
    "inform": "tell",
    "initiative": "plan",
    "locality": "area",
    "individuals": "people",
    "local authority": "council",
    "numerous": "many",
    "obtain": "get",
    "opportunity": "chance",
    "participate": "take part",
    "permit": "let",
    "prioritise": "put first",
    "priorities": "what comes first",
    "prior to": "before",
    "provide": "give",
    "purchase": "buy",
    "receive": "get",
    "regarding": "about",
    "require": "need",
    "requirements": "needs",
    "respond": "answer",
    "response": "answer",
    "select": "choose",
    "submit": "send",
    "sufficient": "enough",
    "terminate": "end",
    "utilise": "use",
    "via": "by",
}
"""Harder word -> easier one."""
_EASIER = regex.compile(r"\b(?:" + "|".join(EASIER) + r")\b", regex.IGNORECASE)
_WORD = regex.compile(r"[\p{L}\p{N}'-]+")
_END = regex.compile(r"[.!?:]+(?=\s|$)")
_FILLED = {"promise.day": "12 Dec", "community.phone": "1", "contact.name": "Sam"}
_PLACEHOLDER = regex.compile(r"\{([a-z._]+)\}")
_WHOLE_SENTENCES = {"address.source", "channel.call_line", "menu.languages"}


def check_grade(case: Case) -> Iterator[Finding]:
    """Check how hard the texts are that residents read, where the flow is written in English."""
    language = case.flow.languages[0]
    if language.partition("-")[0] != "en":
        return
    for key in case.said_keys():
        is_read = case.is_for_residents or key.startswith("system.")
        if is_read and key not in STAFF_TEXTS:
            yield from _check_text(case, key, _fill_shortly(case.flow.text(key, language)))


def measure_grade(text: str) -> float:
    """Measure the reading grade of an English text; 0 for one of a few words."""
    words = _WORD.findall(text)
    if len(words) < _FEWEST_WORDS:
        return 0.0
    letters = sum(len(word) for word in words)
    sentences = len(_split(text))
    return 4.71 * letters / len(words) + 0.5 * len(words) / max(sentences, 1) - 21.43


def _split(text: str) -> list[str]:
    return [part for part in _END.split(text) if _WORD.search(part)]


def _fill_shortly(text: str) -> str:
    """Put a plain word for each placeholder: names are hard or easy without our doing."""
    return _PLACEHOLDER.sub(
        lambda match: "" if match[1] in _WHOLE_SENTENCES else _FILLED.get(match[1], "they"), text
    )


def _check_text(case: Case, key: str, text: str) -> Iterator[Finding]:
    grade = measure_grade(text)
    if grade > MOST_GRADE:
        yield case.at(
            "hard-to-read",
            key,
            f"{key} reads at grade {grade:.1f}, over {MOST_GRADE:.0f}: not everybody follows it",
            "use shorter words and sentences",
        )
    for sentence in _split(text):
        count = len(_WORD.findall(sentence))
        if count > MOST_WORDS:
            yield case.at(
                "long-sentence",
                key,
                f"a sentence of {key} has {count} words, over {MOST_WORDS}: hard to follow on a "
                "small screen",
                "make two of it",
            )
    for found in _EASIER.finditer(text):
        easier = EASIER[found[0].lower()]
        yield case.at("hard-word", key, f"'{found[0]}' in {key} is hard for some", f"try: {easier}")
