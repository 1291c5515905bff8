"""staff: who works with us, what for, and from which phone."""

from typing import Annotated

import typer

from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from sayso.staffing import add_member, describe, make_link, remove_member
from storage import staff as storage
from storage import views
from storage.staff import ROLES
from workers.house import House

staff = typer.Typer(help="Who works with us, and from which phone.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="A first name, as people know them.")]
ByText = Annotated[
    bool, typer.Option("--text", help="Send the code to the phone instead of showing it.")
]


@staff.command("add")
def add(
    name: Name,
    role: Annotated[str, typer.Option(help=f"One of {', '.join(ROLES)}.")],
    sms: Annotated[str, typer.Option(help="Their phone number.")] = "",
    telegram: Annotated[str, typer.Option(help="Their Telegram chat id.")] = "",
    by_text: ByText = False,
    as_json: Json = False,
) -> None:
    """Give somebody a role and a number, and make the code that links their phone."""
    house = open_house()
    present = find_present(house)
    member = add_member(house, present, name=name, role=role, sms=sms, telegram=telegram)
    if member.linked_at is not None:
        if as_json:
            print_json(describe(member))
        else:
            say(f"{member.name} is {', '.join(member.roles)}; the phone is linked already.")
        return
    _link(house, member.name, by_text=by_text, as_json=as_json)


@staff.command("link")
def link(name: Name, by_text: ByText = False, as_json: Json = False) -> None:
    """Make a new code that links somebody's phone."""
    _link(open_house(), name, by_text=by_text, as_json=as_json)


def _link(house: House, name: str, *, by_text: bool, as_json: bool) -> None:
    member, code = make_link(house, find_present(house), name, by_text=by_text)
    if as_json:
        print_json({**describe(member), "code": None if by_text else code})
    elif by_text:
        say(f"A code went to {member.name}. When they text it back, their phone is linked.")
    else:
        say(f"{member.name} texts {code} to us from {member.address} within a day.")
        say("Until then their phone gets alerts, and can do nothing.")


@staff.command("list")
def list_staff(as_json: Json = False) -> None:
    """Show who works with us, with their numbers."""
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        members = storage.list_members(db, present.community.id, house.keys)
    if as_json:
        print_json([describe(one) for one in members])
        return
    for one in members:
        linked = "linked" if one.linked_at else "not linked"
        say(f"{one.name:20} {', '.join(one.roles):24} {one.channel} {one.address}  {linked}")


@staff.command("remove")
def remove(name: Name) -> None:
    """Take somebody off the staff; their number is an ordinary one from then on."""
    house = open_house()
    member = remove_member(house, find_present(house), name)
    say(f"{member.name} is off the staff.")


@staff.command("views")
def list_views(
    most: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 50,
    as_json: Json = False,
) -> None:
    """Show who saw raw words or numbers, and when."""
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        seen = views.list_views(db, present.community.id, limit=most)
    if as_json:
        print_json(seen)
        return
    for one in seen:
        at = one["at"].isoformat(" ", "minutes")[:16]
        say(f"{at}  {one['who']:20} {one['what']:6} {one['subject_id']}  {one['why']}")
    if not seen:
        say("Nobody has looked at anything.")
