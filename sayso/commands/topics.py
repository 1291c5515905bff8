"""topics: the list that answers are sorted into, its changes, and what might be added to it."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from flows.amounts import amount, people
from flows.errors import InputError
from insight.frame import Theme
from sayso.changing_topics import list_codes, make_code, read_keywords, read_names, read_part
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from storage import topic_changes, waiting
from storage import topics as stored
from storage.topic_changes import Act, Change
from storage.topics import LIVE, Topic
from workers import proposing
from workers.house import House, Present
from workers.proposing import Proposed
from workers.sorting import note_seen
from workers.themes import sort_themes

topics = typer.Typer(help="The list of topics that answers are sorted into.", no_args_is_help=True)

Code = Annotated[str, typer.Argument(help="The topic's code; `sayso topics list` shows them.")]
Names = Annotated[
    list[str], typer.Option("--name", help='"Parking", or by language "tr=Otopark". May repeat.')
]
Description = Annotated[str, typer.Option(help="What belongs there, in a sentence or two.")]
Keywords = Annotated[
    list[str],
    typer.Option("--keyword", help='A word that surely means it: "permit*", "tr=otopark*".'),
]
Sensitive = Annotated[
    bool | None,
    typer.Option("--sensitive/--not-sensitive", help="Not to be seen on somebody's phone."),
]
Why = Annotated[str, typer.Option("--why", metavar="REASON", help="Why. Kept.")]
By = Annotated[str, typer.Option("--as", metavar="NAME", help="Who; else the contact. Kept.")]


@topics.command("list")
def list_topics(
    at: Annotated[str, typer.Option(help="As they were: 2026-11-22, or with a time.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Also those that ended.")] = False,
    as_json: Json = False,
) -> None:
    """List the topics, with how many answers people and the machine put under each. For staff."""
    house, present = _open()
    with house.database.transaction() as db:
        community, engagement = present.community.id, present.engagement.id
        found = stored.read_topics(db, community, engagement, at=_read_instant(at))
        counted = waiting.count_topics(db, community, engagement)
    shown = [one for one in found if every or one.state == LIVE]
    if as_json:
        print_json([_describe(one, counted) for one in shown])
        return
    for one in shown:
        by_people, suggested = counted.get(one.code, (0, 0))
        ended = "" if one.state == LIVE else f"  {one.state} {', '.join(one.into)}"
        name = stored.name_topic(one.theme)
        say(f"{one.code:16} {name}: {by_people} by people, {suggested} suggested{ended}")


@topics.command()
def add(
    code: Annotated[str, typer.Argument(help="A code no topic had before: it stays for good.")],
    name: Names,
    why: Why,
    description: Description = "",
    keyword: Keywords = [],  # noqa: B006  (typer copies it)
    sensitive: Sensitive = None,
    who: By = "",
) -> None:
    """Add a topic. What is not sorted yet is looked at again."""
    house, present = _open()
    theme = Theme(
        code=code,
        names=read_names(name),
        description=" ".join(description.split()),
        keywords=read_keywords(keyword),
        sensitive=bool(sensitive),
    )
    with house.database.transaction() as db:
        act = _act(house, present, who, why)
        topic_changes.add_topic(db, present.community.id, present.engagement.id, theme, act)
    sort_themes(house)
    say(f"Added: {code}.")


@topics.command()
def rename(
    code: Code,
    why: Why,
    name: Names = [],  # noqa: B006
    description: Description = "",
    keyword: Keywords = [],  # noqa: B006
    sensitive: Sensitive = None,
    who: By = "",
) -> None:
    """Give a topic another name or description, or more keywords. Its code stays."""
    house, present = _open()
    with house.database.transaction() as db:
        topic_changes.rename_topic(
            db,
            present.community.id,
            present.engagement.id,
            code,
            _act(house, present, who, why),
            names=read_names(name),
            description=" ".join(description.split()),
            keywords=read_keywords(keyword),
            sensitive=sensitive,
        )
    sort_themes(house)
    say(f"Changed: {code}.")


@topics.command()
def merge(
    codes: Annotated[list[str], typer.Argument(help="Codes of the topics that end.")],
    into: Annotated[str, typer.Option(help="Code of the topic they become part of.")],
    why: Why,
    who: By = "",
) -> None:
    """Make topics part of another one. What was sorted under them goes with them."""
    house, present = _open()
    with house.database.transaction() as db:
        act = _act(house, present, who, why)
        community, engagement = present.community.id, present.engagement.id
        moved = topic_changes.merge_topics(db, community, engagement, codes, into, act)
    sort_themes(house)
    say(f"Merged into {into}, with {amount(moved, 'answer')}.")


@topics.command()
def split(
    code: Code,
    into: Annotated[
        list[str], typer.Option(help='What it becomes: "permits=Parking permits". Two or more.')
    ],
    why: Why,
    who: By = "",
) -> None:
    """Part a topic into others. What was sorted under it waits to be sorted again."""
    house, present = _open()
    parts = [read_part(one) for one in into]
    with house.database.transaction() as db:
        act = _act(house, present, who, why)
        community, engagement = present.community.id, present.engagement.id
        again = topic_changes.split_topic(db, community, engagement, code, parts, act)
    sort_themes(house)
    say(f"Split; {amount(again, 'answer')} to be sorted again: sayso sort")


@topics.command()
def retire(code: Code, why: Why, who: By = "") -> None:
    """Take a topic out of use. What was sorted under it waits to be sorted again."""
    house, present = _open()
    with house.database.transaction() as db:
        act = _act(house, present, who, why)
        community, engagement = present.community.id, present.engagement.id
        again = topic_changes.retire_topic(db, community, engagement, code, act)
    sort_themes(house)
    say(f"Out of use; {amount(again, 'answer')} to be sorted again: sayso sort")


@topics.command()
def history(as_json: Json = False) -> None:
    """Show every change of the topics: when, who, what, why."""
    house, present = _open()
    with house.database.transaction() as db:
        found = topic_changes.read_history(db, present.community.id, present.engagement.id)
    if as_json:
        print_json([{name: getattr(one, name) for name in Change.__slots__} for one in found])
        return
    for one in found:
        into = f" into {', '.join(one.into)}" if one.into else ""
        say(
            f"{one.made_at:%Y-%m-%d %H:%M}  {one.who}: {one.what} {', '.join(one.codes)}{into}."
            f" {one.why}"
        )
    if not found:
        say("Nothing was changed: the topics are those the question began with.")


@topics.command()
def propose(
    accept: Annotated[str, typer.Option(metavar="WORD", help="Make a topic of this one.")] = "",
    name: Names = [],  # noqa: B006
    code: Annotated[str, typer.Option(help="Its code; else made of its name.")] = "",
    description: Description = "",
    keyword: Keywords = [],  # noqa: B006
    why: Why = "",
    who: By = "",
    as_json: Json = False,
) -> None:
    """Look for words that several people share in what fits no topic. You name one, or leave it."""
    house, present = _open()
    if accept:
        _accept(house, present, accept, name, code, description, keyword, why, who)
        return
    with house.database.transaction() as db:
        found = proposing.propose(db, present)
        seen = [id for one in found for id in one.shown]
        note_seen(db, house, present, seen, who=_name(present, who))
    if as_json:
        print_json([_describe_proposal(one) for one in found])
        return
    for one in found:
        also = f", often with {', '.join(one.proposal.also)}" if one.proposal.also else ""
        say(f"{one.proposal.word} ({one.proposal.language}): {people(one.proposal.people)}{also}")
        for words in one.examples:
            say(f"    {words}")
    say(
        'To make one a topic: sayso topics propose --accept WORD --name "..." --why "..."'
        if found
        else "What is left over has no word that three people share."
    )


def _accept(
    house: House,
    present: Present,
    word: str,
    name: list[str],
    code: str,
    description: str,
    keyword: list[str],
    why: str,
    who: str,
) -> None:
    names = read_names(name)
    if "en" not in names:
        raise InputError('Give it a name: --name "Parking", and others by language: "tr=Otopark"')
    with house.database.transaction() as db:
        taken = list_codes(db, present)
    made = proposing.accept(
        house,
        present,
        word,
        code=code or make_code(names["en"], taken),
        names=names,
        description=" ".join(description.split()),
        keywords=read_keywords(keyword),
        act=_act(house, present, who, why),
    )
    say(f"Added: {made.code}. What it may hold is suggested, and waits at `sayso sort`.")


def _open() -> tuple[House, Present]:
    house = open_house()
    return house, find_present(house)


def _name(present: Present, who: str) -> str:
    return who.strip() or str(present.community.profile["contact"])


def _act(house: House, present: Present, who: str, why: str) -> Act:
    return Act(who=_name(present, who), why=why, now=house.clock())


def _read_instant(written: str) -> datetime | None:
    if not written:
        return None
    try:
        at = datetime.fromisoformat(written)
    except ValueError as error:
        raise InputError("--at: write a day or an instant, such as 2026-11-22T12:00Z") from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _describe(topic: Topic, counted: dict[str, tuple[int, int]]) -> dict[str, Any]:
    by_people, suggested = counted.get(topic.code, (0, 0))
    return {**topic.to_json(), "by_people": by_people, "suggested": suggested}


def _describe_proposal(one: Proposed) -> dict[str, Any]:
    proposal = one.proposal
    return {
        "word": proposal.word,
        "language": proposal.language,
        "people": proposal.people,
        "answers": len(proposal.ids),
        "keywords": list(proposal.keywords),
        "also": list(proposal.also),
        "examples": list(one.examples),
    }
