"""What residents choose by: options that can be told apart, keywords and digits that are free."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from flows.always import find_command, is_greeting
from flows.checks.case import Case
from flows.checks.finding import Finding
from flows.definition import Option, State
from flows.normal import normalise
from flows.reading import read
from flows.safeguarding import find_danger

_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def check_options(case: Case) -> Iterator[Finding]:
    """Check that each option's label and words mean this option, and nothing else first."""
    for state in case.states():
        if state.expect is None or not state.expect.options:
            continue
        for option in state.expect.options:
            yield from _check_words(case, state, option)


def _check_words(case: Case, state: State, option: Option) -> Iterator[Finding]:
    lines: dict[str, list[str]] = {}
    for language in case.flow.languages:
        for line in (case.flow.text(option.key, language), *option.words):
            lines.setdefault(line, []).append(language)
    for line, languages in lines.items():
        taken = _find_taker(case, line, is_first=state.name == case.flow.initial)
        if taken:
            yield case.at(
                "option-shadowed",
                option.key,
                f"'{line}' is {taken}: whoever chooses it by this word gets something else",
                "use another word",
            )
        elif any(_read(case, state, line, language) != option.code for language in languages):
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
    found = read(kind, line, language=language, options=options, now=_ANY_DAY)
    return str(found.value) if found.sure or found.value is None else ""


def _find_taker(case: Case, line: str, *, is_first: bool) -> str:
    said = normalise(line)
    command = find_command(said)
    if said.key in case.flow.keywords:
        return "a keyword of this flow"
    if command and (command.word != "language" or command.how != "word" or is_first):
        return f"among the words that always work ({command.word.upper()})"
    if is_greeting(said):
        return "a greeting"
    return "on the list of worrying words" if find_danger(said) else ""


def check_digits(case: Case) -> Iterator[Finding]:
    """Check that the first question asks for no digit while digits choose the language."""
    state = case.flow.states[case.flow.initial]
    if state.expect and state.expect.kind != "words" and len(case.flow.offered) > 1:
        yield case.at(
            "digits-taken",
            f"states.{state.name}.expect",
            "digits choose the language until it is known: a resident who answers 2 is not heard, "
            "but changes to the second language",
            "let the first question expect words",
        )


def check_keywords(case: Case, elsewhere: Mapping[str, str]) -> Iterator[Finding]:
    """Check that each keyword starts this flow, and this flow only.

    Args:
        elsewhere: keyword in its plain form -> the other flow that has it.
    """
    for number, keyword in enumerate(case.flow.keywords):
        path, key = f"keywords.{number}", normalise(keyword).key
        command = find_command(normalise(keyword))
        if key in elsewhere:
            yield case.at(
                "keyword-clash",
                path,
                f"'{keyword}' starts {elsewhere[key]} too: a resident gets either of them",
                "give one of them another keyword",
            )
        elif command or is_greeting(normalise(keyword)):
            word = command.word.upper() if command else "a greeting"
            yield case.at(
                "keyword-shadowed",
                path,
                f"'{keyword}' is among the words that always work ({word}): it never starts a flow",
                "use another keyword",
            )
        elif key != keyword:
            yield case.at(
                "keyword-unmatched",
                path,
                f"texts are compared in their plain form, so '{keyword}' never matches one",
                f"write it as '{key}'",
            )
