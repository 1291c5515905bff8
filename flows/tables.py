"""What a turn looks up, worked out once for a flow: questions, options, timers."""

from collections.abc import Mapping, Sequence

from flows.asking_again import list_wordings
from flows.definition import State, Tables, Texts
from flows.effects import Say, SetTimer
from flows.plain_replies import PlainReplies

SYSTEM_OPTIONS = {
    "yes_no": ("option_yes", "option_no"),
    "vote": ("option_agree", "option_disagree", "option_pass"),
}
"""Kinds whose options are shared texts, in the order of their digits."""


def make_tables(
    states: Mapping[str, State],
    texts: Texts,
    languages: Sequence[str],
    offered: Sequence[tuple[str, str]],
) -> Tables:
    """Work out what is looked up at each turn.

    Args:
        texts: (key, language) -> template, for every key and language.
        offered: (digit, language).
    """
    questions, welcomes, options, again = {}, {}, {}, {}
    for state in states.values():
        for language in languages:
            at = (state.name, language)
            labels = list_labels(state, texts, language)
            if state.say:
                questions[at] = Say(state.say, language, options=labels)
            if state.welcome:
                welcomes[at] = Say(state.welcome, language, options=labels)
            if state.expect:
                options[at] = tuple(
                    (one.code, texts[one.key, language], *one.words) for one in state.expect.options
                )
                again[at] = tuple(
                    Say(key, language, options=labels) for key in list_wordings(state)
                )
    timers = {
        state.name: tuple(SetTimer(state.name, one.name, one.after_s) for one in state.after)
        for state in states.values()
    }
    return Tables(
        questions=questions,
        arrivals={at: (say, *timers[at[0]]) for at, say in questions.items()},
        again=again,
        welcomes=welcomes,
        options=options,
        plain_replies=PlainReplies(states, options),
        timers=timers,
        spoken=dict(offered),
        acting=frozenset(state.name for state in states.values() if _acts(state)),
    )


def _acts(state: State) -> bool:
    return bool(state.join or state.leave or state.alert or state.promise_s or state.consent)


def list_labels(state: State, texts: Texts, language: str) -> tuple[tuple[str, str], ...]:
    """List what there is to choose from in a state, as (digit, label)."""
    expect = state.expect
    if expect is None:
        return ()
    if expect.kind in SYSTEM_OPTIONS:
        labels = [texts[f"system.{name}", language] for name in SYSTEM_OPTIONS[expect.kind]]
        return tuple((str(digit), label) for digit, label in enumerate(labels, 1))
    is_scale = expect.kind == "scale"
    return tuple(
        (option.code if is_scale else str(digit), texts[option.key, language])
        for digit, option in enumerate(expect.options, 1)
    )
