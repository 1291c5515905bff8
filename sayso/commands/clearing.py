"""words: look at what few people said before a digest may show it."""

from typing import Annotated

import typer

from flows.errors import InputError
from flows.templates import MOST_LETTERS
from insight.masking import mask
from insight.quoting import is_quoted, label
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from sayso.commands.viewing import Unmasked, Who, Why, check_view, note_view, read_id
from storage import contributions
from storage.numbers import REPLY
from workers.quoting import WORDS

words = typer.Typer(
    help="What few people said: a person looks before a digest shows it.", no_args_is_help=True
)


@words.command("list")
def list_words(
    most: Annotated[int, typer.Option(help="How many, newest first.")] = 20,
    unmasked: Unmasked = False,
    who: Who = "",
    why: Why = "",
    as_json: Json = False,
) -> None:
    """List words that no person has let into digests, newest first; what names people is masked."""
    if unmasked:
        check_view(who, why)
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        rows = contributions.list_uncleared(
            db, present.community.id, present.engagement.id, limit=most
        )
        if unmasked:
            seen = [row["id"] for row in rows]
            note_view(db, house, present, who=who, why=why, what=REPLY, subjects=seen)
    shown = [(str(row["id"]), row["words"] if unmasked else mask(row["words"])) for row in rows]
    if as_json:
        print_json([{"id": id, "words": words} for id, words in shown])
        return
    for id, words in shown:
        say(f"{id}  {words}")
    if not rows:
        say("Nothing waits to be looked at.")


@words.command("clear")
def clear_words(
    id: Annotated[str, typer.Argument(help="From `sayso words list`.")],
    put: Annotated[str, typer.Option("--as", help="Your words, which name nobody.")] = "",
) -> None:
    """Let what was said into digests in your words. In theirs: `sayso quotes pick`."""
    house = open_house()
    present = find_present(house)
    wanted = read_id(id, "words list")
    with house.database.transaction() as db:
        said = contributions.find_words(db, present.community.id, wanted)
        if said is None:
            raise InputError(f"Nothing to clear under {id}; `sayso words list` shows what there is")
        if len(put.strip()) > MOST_LETTERS[WORDS]:
            raise InputError(f"--as: {len(put.strip())} letters; say it in {MOST_LETTERS[WORDS]}")
        if is_quoted(said, put):
            raise InputError(
                "These are the resident's own words: they need a yes. `sayso quotes pick` asks"
                " for it; or put it in your words with --as"
            )
        cleared = contributions.clear(
            db, present.community.id, wanted, words=put.strip(), now=house.clock()
        )
    say(f"The next digest may say: {label(str(cleared))}")
