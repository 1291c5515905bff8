"""quotes: pick own words, ask for them, see what was answered, take them back."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from flows.errors import InputError
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from sayso.commands.viewing import read_id
from storage import quotes as picked
from storage.digests import Frozen
from storage.quotes import NO, YES, Quote
from workers.house import House, Present
from workers.quoting import ask_quote, leave_out_withdrawn, pick_words, withdraw_quote

quotes = typer.Typer(
    help="Residents' own words in digests: only those they say yes to.", no_args_is_help=True
)

Id = Annotated[str, typer.Argument(help="From `sayso quotes list`.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does it: kept.")]


@quotes.command("list")
def list_quotes(as_json: Json = False) -> None:
    """List the words that were picked, and how each stands."""
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        found = picked.list_all(db, present.community.id)
    if as_json:
        print_json([_describe(one) for one in found])
        return
    for one in found:
        say(f"{one.id}  {one.state:10}  {one.words}")
    if not found:
        say("No words were picked yet: `sayso words list` shows what was said.")


@quotes.command("pick")
def pick_quote(
    id: Annotated[str, typer.Argument(help="From `sayso words list`.")],
    words: Annotated[
        str, typer.Option(help='Only these of the words, with "..." where you leave out.')
    ] = "",
    by: By = "",
) -> None:
    """Fix the very words that a digest may show, masked; nothing is sent yet."""
    house = open_house()
    present = find_present(house)
    wanted = read_id(id, "words list")
    quote = pick_words(house, present, wanted, words=words, by=_check_name(by))
    say(f"Picked: {quote.words}")
    say(f"`sayso quotes ask {quote.id}` asks whoever said it. Without a yes it stays out.")


@quotes.command("ask")
def ask_for_quote(id: Id) -> None:
    """Ask whoever said it for these very words, by text: once ever, and only on their own phone."""
    house = open_house()
    present = find_present(house)
    one = _find(house, present, id)
    ask_quote(house, present, one)
    say("Asked, within sending hours. No answer means no: `sayso quotes list` shows what they say.")


@quotes.command("tell")
def tell_answer(
    id: Id,
    answer: Annotated[str, typer.Argument(help="yes or no, as they told you.")],
    by: By = "",
) -> None:
    """Write down what somebody told you, who has no phone of their own: a person asks them."""
    if answer not in (YES, NO):
        raise InputError(f"{answer}: write yes or no")
    name = _check_name(by)
    house = open_house()
    present = find_present(house)
    one = _find(house, present, id)
    if one.withdrawn_at:
        raise InputError("These words were taken back, for good")
    if one.answer == YES and answer == NO:
        _withdraw(house, present, one, name)
        return
    with house.database.transaction() as db:
        picked.tell(db, present.community.id, one.id, answer=answer, by=name, now=house.clock())
    say("Noted. The next digest may show them." if answer == YES else "Noted. They stay out.")


@quotes.command("status")
def show_status(id: Id, as_json: Json = False) -> None:
    """Show how one stands."""
    house = open_house()
    one = _find(house, find_present(house), id)
    if as_json:
        print_json(_describe(one))
    else:
        say(f"{one.state}: {one.words}")


@quotes.command("withdraw")
def withdraw(id: Id, by: By = "") -> None:
    """Take words back for good: digests that show them get a new edition without them."""
    name = _check_name(by)
    house = open_house()
    present = find_present(house)
    _withdraw(house, present, _find(house, present, id), name)


def _withdraw(house: House, present: Present, one: Quote, by: str) -> None:
    withdraw_quote(house, present, one, by=by)
    say("Taken back. Digests from now on leave them out; print cannot be undone.")
    say_editions(leave_out_withdrawn(house))


def say_editions(made: Sequence[Frozen]) -> None:
    """Say which digests were made again."""
    for one in made:
        say(f"Digest {one.number} has edition {one.edition} now; links to the one before ended.")


def _check_name(by: str) -> str:
    if not by.strip():
        raise InputError("--by NAME is needed: who does it is written down")
    return by.strip()[:80]


def _find(house: House, present: Present, id: str) -> Quote:
    wanted = read_id(id, "quotes list")
    with house.database.transaction() as db:
        found = picked.find(db, present.community.id, wanted)
    if found is None:
        raise InputError(f"Nothing was picked under {id}; `sayso quotes list` shows what was")
    return found


def _describe(one: Quote) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "said": str(one.contribution_id),
        "words": one.words,
        "state": one.state,
        "picked_by": one.picked_by,
        "asked_at": one.asked_at,
        "shared_phone": one.shared,
    }
