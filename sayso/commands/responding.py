"""respond, responses: telling people what was answered, and seeing what they think of it."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

import typer

from flows.amounts import amount, people
from flows.errors import InputError
from insight.answered import SAYS
from insight.frame import Theme
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_counts, print_json, say, warn
from sayso.responding import Said, describe, draft, find_topic, keep, preview, read_day
from sayso.response_list import list_responses
from storage import responses as kept
from storage.responses import ANSWERS, CONSTRAINTS, NO, YES, YES_IF, Response
from storage.topics import list_topics, name_topic
from workers.house import House, Present
from workers.responses import tell

Found = TypeVar("Found")
Question = Annotated[
    str, typer.Option("--question", help="Which question, by its short name or its title.")
]


def respond(
    topic: Annotated[str, typer.Argument(help="Which topic, by its code or its name.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="They say yes.")] = False,
    yes_if: Annotated[bool, typer.Option("--yes-if", help="They say yes, if ...")] = False,
    no: Annotated[bool, typer.Option("--no", help="They say no, because ...")] = False,
    words: Annotated[str, typer.Option("--words", help="What they say, in their words.")] = "",
    because: Annotated[
        str, typer.Option("--because", help="Why, or if what: 'money: no budget before April'.")
    ] = "",
    decider: Annotated[
        str, typer.Option("--decider", help="Who says so: the person and the body.")
    ] = "",
    on: Annotated[
        str, typer.Option("--on", help="By what day it happens, or is asked again: 2027-03-31.")
    ] = "",
    others: Annotated[
        list[str] | None,
        typer.Option("--in", metavar="LANGUAGE=WORDS", help="The whole answer in a language."),
    ] = None,
    veiled: Annotated[
        bool, typer.Option("--veiled", help="Not to be seen on a phone: ask for a good time first.")
    ] = False,
    name: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Who enters it; else the contact.")
    ] = "",
    question: Question = "",
    send: Annotated[bool, typer.Option("--send", help="Send without asking again.")] = False,
    at_any_hour: Annotated[
        str, typer.Option("--now", metavar="REASON", help="Send outside sending hours; say why.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Tell everybody who raised a topic what was answered. Shows who gets it and the cost first."""
    house = open_house()
    present = turn_to(find_present(house), question)
    chosen = [a for a, given in zip(ANSWERS, (yes, yes_if, no), strict=True) if given]
    if len(chosen) > 1:
        raise InputError("Choose one of --yes, --yes-if and --no")
    said = Said(
        answer=chosen[0] if chosen else "",
        words=words,
        because=because,
        decider=decider,
        day=on,
        others=dict(read_pair(one) for one in others or ()),
        veiled=veiled,
        who=name.strip() or present.community.profile["contact"],
    )
    if chosen:
        theme = find_topic(house, present, topic)
        one = draft(house, present, theme, said)
    else:
        theme, one = _ask_everything(house, present, topic, said)
    _show(house, present, theme, one, as_json=as_json)
    if not send and not typer.confirm("Send it?", err=True):
        raise typer.Exit(1)
    made = keep(house, present, one)
    begun = tell(house, present, made, any_hour=bool(at_any_hour.strip()))
    with house.database.transaction() as db:
        in_person = kept.count_in_person(db, present.community.id, made)
    told = describe(made, begun, in_person)
    if as_json:
        print_json(told)
        return
    say(f"On its way to {people(told['queued'])}. `sayso responses` shows how it goes.")
    if in_person:
        say(f"To be told in person: {sum(in_person.values())} who gave no number.")


def responses(
    question: Question = "",
    history: Annotated[
        bool, typer.Option("--history", help="With every earlier version of each answer.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show each topic, its answer, who got it, whether people find it fair, and what is owed."""
    house = open_house()
    present = turn_to(find_present(house), question)
    rows = list_responses(house, present)
    if as_json:
        print_json(rows if history else [_without_history(row) for row in rows])
        return
    owed = sum(1 for row in rows if row["owed"])
    for row in rows:
        _say_row(row, history=history)
    if not rows:
        say("Nobody has raised a topic yet.")
    else:
        has = "has" if owed == 1 else "have"
        say(f"Owed: {owed} of {amount(len(rows), 'topic')} {has} no answer.")


def turn_to(present: Present, named: str) -> Present:
    """Turn to the question that is named, open or closed; to the newest where none is.

    Raises:
        InputError: there is none of that name.
    """
    wanted = named.strip().casefold()
    if not wanted:
        return present
    for one in present.every.values():
        if wanted in (one.flow_id.casefold(), one.title.casefold()):
            return present.about(one)
    there = ", ".join(dict.fromkeys(one.flow_id for one in present.every.values()))
    raise InputError(f"There is no question {named.strip()[:40]!r}; there is: {there}")


def read_pair(given: str) -> tuple[str, str]:
    """Read LANGUAGE=WORDS."""
    language, equals, words = given.partition("=")
    if not equals or not language.strip() or not words.strip():
        raise InputError(f"{given[:30]!r}: write --in tr='...'")
    return language.strip().lower(), words.strip()


def _ask_everything(
    house: House, present: Present, topic: str, said: Said
) -> tuple[Theme, Response]:
    """Ask, each question again until its answer can be taken."""
    with house.database.transaction() as db:
        themes = list_topics(db, present.community.id, present.engagement.id)
    if not topic:
        warn("Topics: " + "; ".join(f"{one.code} ({name_topic(one)})" for one in themes))
    theme = _ask("Which topic?", lambda words: find_topic(house, present, words), given=topic)
    answer = _ask("What do they answer? 1 yes 2 yes, if 3 no", _read_answer, given=said.answer)
    words = _prompt("What do they say, in their words?", said.words)
    because = said.because
    if answer != YES and not because:
        kinds = ", ".join(CONSTRAINTS)
        because = _prompt(f"Because of what, or if what? Such as money: ... ({kinds})", "")
    decider = _prompt("Who says so, the person and the body?", said.decider)
    when = "When is it asked again?" if answer == NO else "By what day does it happen?"
    today = house.clock().date()
    day = _ask(
        f"{when} Such as 2027-03-31", lambda given: str(read_day(given, today=today)), said.day
    )
    others = dict(said.others)
    for language in present.community.languages:
        if language != "en" and language not in others:
            others[language] = _prompt(f"All of it in {language}? Leave empty for English", "")
    veiled = (
        said.veiled
        or theme.sensitive
        or typer.confirm("May others not see it on their phone?", err=True)
    )
    asked = Said(
        answer=answer,
        words=words,
        because=because,
        decider=decider,
        day=day,
        others={language: text for language, text in others.items() if text},
        veiled=veiled,
        who=said.who,
    )
    return theme, draft(house, present, theme, asked)


def _read_answer(words: str) -> str:
    known = {"1": YES, "2": YES_IF, "3": NO, "yes": YES, "yes if": YES_IF, "no": NO}
    found = known.get(words.strip().lower().replace(",", ""), words.strip())
    if found not in ANSWERS:
        raise InputError(f"{words.strip()[:20]!r} is none of these: answer 1, 2 or 3")
    return found


def _prompt(question: str, given: str) -> str:
    return given or str(typer.prompt(question, default="", show_default=False, err=True)).strip()


def _ask(question: str, read: Callable[[str], Found], given: str = "") -> Found:
    while True:
        try:
            return read(given or str(typer.prompt(question, err=True)))
        except InputError as error:
            warn(str(error))
            given = ""


def _show(house: House, present: Present, theme: Theme, one: Response, *, as_json: bool) -> None:
    with house.database.transaction() as db:
        latest = kept.list_latest(db, present.community.id, present.engagement.id)
    before = latest.get(one.topic)
    shown = preview(house, present, one)
    if as_json:
        return
    if before is not None:
        warn(f"Answered before, on {before.made_at:%Y-%m-%d}: {before.words['en']}")
        warn("This is a new version: everybody who raised the topic gets it too.")
    texts = shown.pop("texts")
    print_counts({"topic": name_topic(theme), **shown})
    for language, text in texts.items():
        say(f"{language:14} {text}")
    if shown["unchecked"]:
        warn(f"No native reader has checked the text in {', '.join(shown['unchecked'])}.")


def _without_history(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "history"}


def _say_row(row: Mapping[str, Any], *, history: bool) -> None:
    if row["owed"]:
        say(f"{row['topic']:14} {row['name']}: no answer. Raised by {row['raised']}.")
        return
    answer = SAYS[row["answer"]]
    say(f"{row['topic']:14} {row['name']}: {answer}, {row['decider']}, {row['on']}")
    say(f"{'':14} {row['words']}")
    say(f"{'':14} sent {row['sent']}, delivered {row['delivered']}; {row['fair_line']}")
    if row["in_person"]:
        say(f"{'':14} to be told in person: {sum(row['in_person'].values())}")
    for one in row["history"] if history else ():
        say(f"{'':14} version {one['version']}, {one['made_at'][:10]}: {one['words']}")
