"""sort: a person says what each answer is about."""

from typing import Annotated, Any
from uuid import UUID

import typer

from flows.errors import InputError
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from sayso.sitting import Sitting, write_left
from storage import numbers
from storage.database import Db
from workers import sorting
from workers.house import House, Present
from workers.sorting import Piece
from workers.sorting_desk import Desk

NONE = ("none", "0")


def sort(
    decide: Annotated[
        str, typer.Option(metavar="CONTRIBUTION", help="Sort this one: its number or id.")
    ] = "",
    topics: Annotated[str, typer.Option(help="With --decide: codes, or none.")] = "",
    keep_out: Annotated[bool, typer.Option(help="With --decide: it is abusive.")] = False,
    because: Annotated[str, typer.Option(help="With --decide: why. Kept.")] = "",
    translation: Annotated[str, typer.Option(help="With --decide: what it says.")] = "",
    name: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Who sorts; else the contact. Kept.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Sort the answers, one after another; --json lists what waits, --decide sorts one."""
    house = open_house()
    present = find_present(house)
    who = name.strip() or str(present.community.profile["contact"])
    if decide:
        _decide(
            house,
            present,
            _find(house, present, decide),
            _read_codes(topics, keep_out=keep_out, translation=translation),
            who=who,
            because=because,
            keep_out=keep_out,
            translation=translation,
            as_json=as_json,
        )
    elif as_json:
        print_json(_list(house, present, who))
    else:
        Sitting(Desk(house=house, present=present, who=who)).run()


def _read_codes(topics: str, *, keep_out: bool, translation: str) -> list[str] | None:
    """Read what was decided; None where only a translation is written down."""
    codes = [one.strip() for one in topics.split(",") if one.strip()]
    if codes and keep_out:
        raise InputError("Either --topics or --keep-out: what is kept out has no topic")
    if not codes and not keep_out and not translation:
        raise InputError("--topics names codes, such as homes,buses, or none")
    if not codes and not keep_out:
        return None
    return [] if keep_out or (len(codes) == 1 and codes[0].lower() in NONE) else codes


def _find(house: House, present: Present, written: str) -> UUID:
    with house.database.transaction() as db:
        id = _read_id(db, present, written.strip())
        if id is None or sorting.find_piece(db, present, id) is None:
            raise InputError(
                f"There is nothing to sort under {written[:40]!r}:"
                " `sayso sort --json` and `sayso inbox list` show what there is"
            )
    return id


def _read_id(db: Db, present: Present, written: str) -> UUID | None:
    if written.isdecimal() and len(written) < 19:
        found = numbers.find_numbered(db, present.community.id, int(written))
        return found.subject_id if found and found.what == numbers.REPLY else None
    try:
        return UUID(written)
    except ValueError:
        return None


def _decide(
    house: House,
    present: Present,
    id: UUID,
    codes: list[str] | None,
    *,
    who: str,
    because: str,
    keep_out: bool,
    translation: str,
    as_json: bool,
) -> None:
    made: list[UUID] = []
    if codes is not None:
        made = sorting.decide(
            house, present, [id], codes, who=who, because=because, kept_out=keep_out
        )
    if translation:
        sorting.translate(house, present, id, translation, who=who)
    if as_json:
        print_json({"id": str(id), "topics": codes, "decisions": [str(one) for one in made]})
        return
    told = "abusive: kept out" if keep_out else ", ".join(codes or ()) or "about no topic"
    say("The translation is kept beside it." if codes is None else f"Sorted: {told}.")


def _list(house: House, present: Present, who: str) -> dict[str, Any]:
    with house.database.transaction() as db:
        left = sorting.count_left(db, present)
        pieces = sorting.list_pieces(db, present)
        seen = [id for one in pieces for id in one.ids]
        sorting.note_seen(db, house, present, seen, who=who)
    return {
        "left": {
            code: {"waiting": one.waiting, "heard": one.heard, "share": round(one.share, 1)}
            for code, one in left.by_language.items()
        },
        "unconfirmed": left.unconfirmed,
        "told": write_left(left),
        "waiting": [_describe(one) for one in pieces],
    }


def _describe(piece: Piece) -> dict[str, Any]:
    return {
        "ids": [str(id) for id in piece.ids],
        "language": piece.language,
        "words": list(piece.words),
        "translation": piece.translation,
        "suggested": list(piece.suggested),
    }
