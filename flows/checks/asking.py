"""What must be said before anything is asked, and what may not be asked for without a way round."""

from collections.abc import Iterator

import regex

from flows.checks.case import Case
from flows.checks.finding import Finding
from flows.definition import State, Timer
from flows.templates import find_placeholders

NAMES = frozenset({"community.name", "contact.name", "promise.decider"})
_SENSITIVE = regex.compile(
    r"\b(?:ethnic\w*|rac(?:e|ial)|religio\w*|faith|gay|lesbian|bisexual|trans(?:gender)?|"
    r"sexual\w*|gender|disab\w*|health|illness|medica\w*|mental|pregnan\w*|hiv|drugs?|alcohol|"
    r"immigra\w*|visa|passport|asylum|refugee|nationality|citizen\w*|born|income|earn|debts?|"
    r"benefits?|universal credit|rent arrears|prison|convict\w*|crim(?:e|inal)\w*|abuse\w*|"
    r"(?:white|black|asian) british|salar(?:y|ies)|wages?|national insurance|"
    r"man or (?:a )?woman|male or female|hurts? you|safe at home|do you (?:drink|smoke|vote)|"
    r"(?:much|often) do you (?:drink|smoke)|anxi\w+|depress\w*|suicid\w*|self[- ]harm\w*|evict\w*|"
    r"behind with (?:the |your )?rent|vote for|married|divorc\w*|homeless|diagnos\w*|"
    r"violen\w*|police|politic\w*|trade union|how old|your age|date of birth|single parent)\b",
    regex.IGNORECASE,
)


def check_asking(case: Case) -> Iterator[Finding]:
    """Check the promise, the way out and the questions nobody should have to answer."""
    if case.is_for_residents:
        yield from _check_promised(case)
        yield from _check_stop(case)
    for state in case.states():
        yield from _check_sensitive(case, state)


def _check_promised(case: Case) -> Iterator[Finding]:
    if not case.flow.promise:
        yield case.at(
            "promise-missing",
            "id",
            "the flow asks, and no one has promised an answer: residents speak into nothing",
            "add 'promise: engagement', and say by when and who",
        )
    else:
        yield from _check_promise(case)


def _first_texts(case: Case) -> Iterator[tuple[str, str, str]]:
    first = case.flow.states[case.flow.initial]
    for key in filter(None, (first.say, first.welcome)):
        for language in case.flow.languages:
            yield key, language, case.flow.text(key, language)


def _check_promise(case: Case) -> Iterator[Finding]:
    for key, language, text in _first_texts(case):
        if "promise.day" not in find_placeholders(text):
            yield case.at(
                "promise-undated",
                key,
                f"{key} in {language} asks without saying by what day people hear back",
                "say it with {promise.day}",
            )
        if not NAMES & find_placeholders(text):
            yield case.at(
                "promise-unnamed",
                key,
                f"{key} in {language} asks without saying who asks: it reads like a scam",
                "say it with {community.name}",
            )
    for language in case.flow.languages:
        texts = (case.flow.text(key, language) for key in case.own_keys())
        if not any("promise.decider" in find_placeholders(text) for text in texts):
            yield case.at(
                "decider-unnamed",
                "promise",
                f"no text in {language} says who decides: residents cannot tell whose answer comes",
                "say it with {promise.decider}, where they have answered",
            )


def _check_stop(case: Case) -> Iterator[Finding]:
    unasked = {key: None for key, _, _ in _first_texts(case)}
    for state in case.states():
        unasked |= {timer.key or state.say: None for timer in state.after if _speaks(state, timer)}
        if state.say and state.name in case.silent:
            unasked[state.say] = None
    for key in unasked:
        for language in case.flow.languages:
            if "STOP" not in case.flow.text(key, language):
                yield case.at(
                    "stop-unsaid",
                    key,
                    f"{key} in {language} comes unasked and does not say how to end it",
                    "add 'No more texts: STOP'",
                )


def _speaks(state: State, timer: Timer) -> bool:
    """Tell whether a timer says something by itself: its own text, or the question once more."""
    return bool(timer.key) or timer.target == state.name


def _check_sensitive(case: Case, state: State) -> Iterator[Finding]:
    if state.expect is None or "skipped" in state.on:
        return
    if state.sensitive or case.flow.sensitive:
        yield _tell_sensitive(case, f"states.{state.name}.sensitive", state.name)
        return
    labels = (option.key for option in state.expect.options)
    keys = filter(None, (state.say, state.welcome, state.again, *labels))
    for key in keys:
        found = _SENSITIVE.search(case.flow.text(key, case.flow.languages[0]))
        if found:
            yield _tell_sensitive(case, key, f"'{found[0]}'")
            return


def _tell_sensitive(case: Case, path: str, what: str) -> Finding:
    return case.at(
        "sensitive-without-skip",
        path,
        f"{what} is a private matter, and whoever texts SKIP is asked again",
        "add 'skipped:' to its 'on:', and say that SKIP works",
    )
