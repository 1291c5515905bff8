"""hear: ask those who raised a topic whether we heard them right."""

from collections import Counter
from typing import Annotated

import typer

from flows.amounts import people
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_counts, print_json, say
from sayso.commands.responding import Question, read_pair, turn_to
from sayso.hearing import draft_hearing, preview_hearing
from sayso.responding import find_topic
from workers.hearing import begin_hearing


def hear(
    topic: Annotated[str, typer.Argument(help="Which topic, by its code or its name.")],
    summary: Annotated[
        str, typer.Option("--summary", help="What you heard, in a sentence of your own.")
    ] = "",
    others: Annotated[
        list[str] | None,
        typer.Option("--in", metavar="LANGUAGE=WORDS", help="The sentence in a language."),
    ] = None,
    question: Question = "",
    name: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Who wrote it; else the contact.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Send without asking again.")] = False,
    as_json: Json = False,
) -> None:
    """Play a topic back to those who raised it: did we hear you right? Shows the cost first."""
    house = open_house()
    present = turn_to(find_present(house), question)
    theme = find_topic(house, present, topic)
    words = {present.community.languages[0]: summary}
    words |= dict(read_pair(one) for one in others or ())
    who = name.strip() or present.community.profile["contact"]
    one = draft_hearing(house, present, theme, words, who=who)
    plan = preview_hearing(house, present, one)
    if not as_json:
        for language, text in plan["texts"].items():
            say(f"{language}: {text}")
        if plan["after"]:
            say(f"After a yes to a good time, for {people(plan['after'])}: We heard: {summary}")
        print_counts({key: plan[key] for key in ("people", "segments", "pence", "not_asked")})
    if not yes and not typer.confirm("Send it?", err=True):
        raise typer.Exit(1)
    begun = begin_hearing(house, present, one)
    not_asked = dict(Counter(begun.why_not.values()).most_common())
    if as_json:
        print_json({**plan, "queued": len(begun.begun), "not_asked": not_asked})
    else:
        say(f"On its way to {people(len(begun.begun))}. The next digest says what they reply.")
