"""What residents choose by: options that can be told apart, keywords and digits that are free."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import regex

from flows.checks.case import Case
from flows.checks.finding import Finding
from flows.conversation import JsonScalar
from flows.definition import Option, State
from flows.reader.always import find_command, is_greeting, is_pleasantry
from flows.reader.normal import Said, normalise
from flows.reader.reading import read
from flows.reader.safeguarding import find_danger
from flows.reader.taking_back import WORD, is_order
from flows.tables import SYSTEM_OPTIONS, list_labels

MOST_DIGITS = 2
_DIGITS = regex.compile(r"\d{1,2}(?!\d)")
_SYSTEM_VALUES: Mapping[str, tuple[JsonScalar, ...]] = {
    "yes_no": (True, False),
    "vote": ("agree", "disagree", "pass"),
}
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def check_options(case: Case, elsewhere: Mapping[str, str]) -> Iterator[Finding]:
    """Check that each option's label and words mean this option, and nothing else first.

    Args:
        elsewhere: keyword or code in its plain form -> the other flow that has it.
    """
    for state in case.states():
        for option in state.expect.options if state.expect else ():
            yield from _check_words(case, state, option, elsewhere)
    for kind, labels in SYSTEM_OPTIONS.items():
        for label, value in zip(labels, _SYSTEM_VALUES[kind], strict=True):
            yield from _check_label(case, kind, f"system.{label}", value)


def _check_label(case: Case, kind: str, key: str, value: JsonScalar) -> Iterator[Finding]:
    for language in case.flow.languages:
        label = case.flow.text(key, language)
        if read(kind, label, language=language, now=_ANY_DAY).value != value:
            yield case.at(
                "option-ambiguous",
                key,
                f"'{label}' in {language} is not read as what it says: whoever texts it is asked "
                "again, or heard wrongly",
                "use the plain word for it",
            )


def _check_words(
    case: Case, state: State, option: Option, elsewhere: Mapping[str, str]
) -> Iterator[Finding]:
    lines: dict[str, list[str]] = {}
    for language in case.flow.languages:
        for line in (case.flow.text(option.key, language), *option.words):
            lines.setdefault(line, []).append(language)
    for line, languages in lines.items():
        taken = _find_taker(case, line, elsewhere, is_first=state.name == case.flow.initial)
        if taken:
            yield case.at(
                "option-shadowed",
                option.key,
                f"'{line}' is {taken}: whoever chooses it by this word gets something else",
                "use another word",
            )
        elif _names_other_digit(case, state, option, line) or any(
            _read(case, state, line, language) != option.code for language in languages
        ):
            yield case.at(
                "option-ambiguous",
                option.key,
                f"'{line}' may mean another option too: a resident's choice is lost or asked again",
                "use words that no other option of this question has",
            )


def _read(case: Case, state: State, line: str, language: str) -> str:
    options = tuple(
        (one.code, case.flow.text(one.key, language), *one.words)
        for one in (state.expect.options if state.expect else ())
    )
    kind = state.expect.kind if state.expect else "choice"
    kind = "choices" if kind == "rank" else kind  # one alone is no ranking
    found = read(kind, line, language=language, options=options, now=_ANY_DAY)
    return str(found.value) if found.sure or found.value is None else ""


def _names_other_digit(case: Case, state: State, option: Option, line: str) -> bool:
    """Tell whether words begin with the digit of another option, such as "1 bedroom" behind 2."""
    labels = list_labels(state, case.flow.texts, case.flow.languages[0])
    options = state.expect.options if state.expect else ()
    own = next(digit for (digit, _), one in zip(labels, options, strict=True) if one == option)
    begins = _DIGITS.match(normalise(line).key)
    return begins is not None and begins[0] != own and begins[0] in {digit for digit, _ in labels}


def _find_taker(case: Case, line: str, elsewhere: Mapping[str, str], *, is_first: bool) -> str:
    said = normalise(line)
    command = find_command(said)
    if said.key in (*case.flow.keywords, *case.flow.codes):
        return "a keyword or code of this flow"
    if said.key in elsewhere:
        return f"a keyword or code of {elsewhere[said.key]}"
    if command and (command.word != "language" or command.how != "word" or is_first):
        return f"among the words that always work ({command.word.upper()})"
    if is_order(said):
        return f"what takes a quote back ({WORD})"
    if is_greeting(said):
        return "a greeting"
    return "on the list of worrying words" if find_danger(said) else ""


def check_digits(case: Case) -> Iterator[Finding]:
    """Check that a first question that offers languages by digits asks for no digit itself."""
    state = case.flow.states[case.flow.initial]
    takes_digits = state.expect and state.expect.kind != "words"
    if takes_digits and state.welcome and len(case.flow.offered) > 1:
        yield case.at(
            "digits-taken",
            f"states.{state.name}.expect",
            "digits choose the language until it is known: a resident who answers 2 is not heard, "
            "but changes to the second language",
            "let the first question expect words, or take out its welcome",
        )


def check_keywords(case: Case, elsewhere: Mapping[str, str]) -> Iterator[Finding]:
    """Check that each keyword and code starts this flow, and this flow only.

    Args:
        elsewhere: keyword or code in its plain form -> the other flow that has it.
    """
    for name, listed in (("keywords", case.flow.keywords), ("codes", case.flow.codes)):
        for number, word in enumerate(listed):
            yield from _check_door(case, f"{name}.{number}", word, elsewhere)


def _check_door(
    case: Case, path: str, word: str, elsewhere: Mapping[str, str]
) -> Iterator[Finding]:
    said = normalise(word)
    taker = _find_older_meaning(said)
    if said.key in elsewhere:
        yield case.at(
            "keyword-clash",
            path,
            f"'{word}' starts {elsewhere[said.key]} too: a resident gets either of them",
            "give one of them another word",
        )
    elif taker:
        yield case.at(
            "keyword-shadowed",
            path,
            f"'{word}' is {taker}: it never starts a flow, or residents who mean the other lose it",
            "use another word",
        )
    elif said.key != word:
        yield case.at(
            "keyword-unmatched",
            path,
            f"texts are compared in their plain form, so '{word}' never matches one",
            f"write it as '{said.key}'" if said.key else "use letters",
        )


def _find_older_meaning(said: Said) -> str:
    """Tell what a word means before it can start a flow; "" where it is free."""
    command = find_command(said)
    if command:
        return f"among the words that always work ({command.word.upper()})"
    if is_order(said):
        return f"what takes a quote back ({WORD})"
    if is_greeting(said) or is_pleasantry(said):
        return "a greeting or thanks"
    if said.key.isdecimal() and len(said.key) <= MOST_DIGITS:
        return "a digit, which chooses an option or a language"
    if any(read(kind, said.raw, language="en", now=_ANY_DAY).sure for kind in SYSTEM_OPTIONS):
        return "an answer to a yes-or-no question or a vote"
    return "on the list of worrying words" if find_danger(said) else ""
