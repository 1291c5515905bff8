"""inbox list, read, answer, done, and call-list: what came in, and who waits for a person."""

from typing import Annotated

import typer

from sayso import inboxing
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from workers.house import Present

As = Annotated[
    str, typer.Option("--as", metavar="NAME", help="Who is looking; else the contact. Kept.")
]
Number = Annotated[int, typer.Argument(help="As the list shows it.")]
Yes = Annotated[bool, typer.Option("--yes", help="Send without asking again.")]

call_list = typer.Typer(help="Who asked to be rung.", invoke_without_command=True)


def list_replies(
    most: Annotated[int, typer.Option(min=1, max=1_000, help="How many, newest first.")] = 20,
    name: As = "",
    as_json: Json = False,
) -> None:
    """Show the newest replies, without names. Worrying ones: `sayso safeguarding list`."""
    house = open_house()
    present = find_present(house)
    found = inboxing.list_replies(house, present, most=most, who=_name(present, name))
    if as_json:
        print_json([inboxing.describe_reply(n, one) for n, one in found])
        return
    for n, one in found:
        at = one.received_at.isoformat(" ", "minutes")[:16]
        say(f"{n:>5}  {at}  {one.channel:8} {one.language:3} {one.words}")
    if not found:
        say("Nothing has come in.")


def read_reply(n: Number, name: As = "", as_json: Json = False) -> None:
    """Show one reply whole."""
    house = open_house()
    present = find_present(house)
    found = inboxing.read_reply(house, present, n, who=_name(present, name)).reply
    if as_json:
        print_json(inboxing.describe_reply(n, found))
    else:
        say(found.words)


def answer(
    n: Number,
    words: Annotated[str, typer.Argument(help="What they are told.")],
    name: As = "",
    yes: Yes = False,
) -> None:
    """Answer one person. Their questions wait until `sayso inbox done`."""
    house = open_house()
    present = find_present(house)
    who = _name(present, name)
    author = inboxing.read_reply(house, present, n, who=who)
    body, segments = inboxing.write_answer(house, present, words, who=who)
    say(f"{body}\n({segments} SMS, or one Telegram message)")
    if not yes and not typer.confirm("Send it?", err=True):
        raise typer.Exit(1)
    inboxing.answer(house, present, author, body, who=who)
    say(f"Sent. When you are done: sayso inbox done {n}")


def done(n: Number, name: As = "") -> None:
    """Say that you are done with somebody: their questions go on."""
    _finish(n, name, "")


@call_list.callback()
def list_calls(context: typer.Context, name: As = "", as_json: Json = False) -> None:
    """Show who asked to be rung and was not yet, with their numbers."""
    if context.invoked_subcommand:
        return
    house = open_house()
    present = find_present(house)
    found = inboxing.list_calls(house, present, who=_name(present, name))
    if as_json:
        print_json([inboxing.describe_call(n, one) for n, one in found])
        return
    for n, one in found:
        at = one.asked_at.isoformat(" ", "minutes")[:16]
        number = one.number or "no number: sayso inbox answer"
        worrying = "  worrying: see `sayso safeguarding list`" if one.worrying else ""
        when = f"  {one.ring_when}" if one.ring_when else ""
        say(f"{n:>5}  {at}  {one.name:20} {number}  {one.language}{when}{worrying}")
    if not found:
        say("Nobody waits for a call.")


@call_list.command("done")
def tick_off(
    n: Number,
    name: As = "",
    note: Annotated[str, typer.Option(help="What came of it.")] = "",
) -> None:
    """Tick somebody off whom you rang."""
    _finish(n, name, note)


def _finish(n: int, name: str, note: str) -> None:
    house = open_house()
    present = find_present(house)
    found = inboxing.be_done(house, present, n, who=_name(present, name), note=note)
    say("Ticked off." if found == "call" else "Done. Their questions go on.")


def _name(present: Present, name: str) -> str:
    return name.strip() or str(present.community.profile["contact"])
