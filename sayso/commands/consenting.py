"""consent: what somebody agreed to, and what they tell staff of it."""

from datetime import date
from typing import Annotated, Any

import typer

from flows.errors import InputError
from sayso.answers import read_day
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from sayso.known import find_resident
from sayso.people import PURPOSES
from storage import consents
from storage.ids import new_id

consent = typer.Typer(
    help="What people agreed to, and when they no longer do.", no_args_is_help=True
)

Address = Annotated[
    str, typer.Argument(help="A phone number, or telegram: and a chat id.", show_default=False)
]
Purpose = Annotated[str, typer.Argument(help=" or ".join(PURPOSES))]
By = Annotated[str, typer.Option("--as", metavar="NAME", help="Who of staff writes it down.")]
How = Annotated[
    str, typer.Option("--how", metavar="WORDS", help='How they told you, such as "by phone".')
]


@consent.command("show")
def show_consent(address: Address, as_json: Json = False) -> None:
    """Show what somebody agrees to now, and every change there was."""
    house = open_house()
    present = find_present(house)
    resident = find_resident(house, present, address)
    with house.database.transaction() as db:
        standing = consents.list_standing(db, present.community.id, resident)
        ledger = consents.read_ledger(db, present.community.id, resident)
    shown = {
        "now": [{name: getattr(one, name) for name in type(one).__slots__} for one in standing],
        "changes": [{name: getattr(one, name) for name in type(one).__slots__} for one in ledger],
    }
    if as_json:
        print_json(shown)
        return
    for one in standing:
        day = f"since {one.given_on}" if one.given_on else "since a day nobody wrote down"
        ended = f", withdrawn {one.withdrawn_at:%Y-%m-%d}" if one.withdrawn_at else ""
        say(f"{one.purpose:12} {day}, {one.how}{ended}")
    for line in ledger:
        did = "agreed" if line.given else "withdrew"
        by = f", written down by {line.recorded_by}" if line.recorded_by else ""
        wording = f" [{line.wording}]" if line.wording else ""
        say(f"  {line.changed_at:%Y-%m-%d %H:%M} {did} {line.purpose}, {line.how}{by}{wording}")
    if not ledger:
        say("They agreed to nothing that was written down.")


@consent.command("give")
def give_consent(
    address: Address,
    purpose: Purpose,
    by: By,
    how: How,
    wording: Annotated[str, typer.Option(help="The words they said yes to.")] = "",
    on: Annotated[str, typer.Option("--on", help="The day, such as 2026-05-14; else today.")] = "",
) -> None:
    """Write down that somebody agreed to a purpose."""
    _change(address, purpose, given=True, by=by, how=how, wording=wording, on=on)
    say(f"Written down: they agree to {purpose}.")


@consent.command("withdraw")
def withdraw_consent(address: Address, purpose: Purpose, by: By, how: How) -> None:
    """Write down that somebody no longer agrees. No import and no old dump brings it back."""
    _change(address, purpose, given=False, by=by, how=how)
    say(f"Written down: they no longer agree to {purpose}. For no texts at all they text STOP.")


def _change(
    address: str, purpose: str, *, given: bool, by: str, how: str, wording: str = "", on: str = ""
) -> None:
    if purpose not in PURPOSES:
        raise InputError(f"There is no purpose {purpose[:20]!r}; there is: {', '.join(PURPOSES)}")
    if not by.strip() or not how.strip():
        raise InputError("--as and --how need a few words: who writes it down, how they told you")
    house = open_house()
    present = find_present(house)
    resident = find_resident(house, present, address)
    now = house.clock()
    row: dict[str, Any] = {
        "id": new_id(),
        "resident_id": resident,
        "purpose": purpose,
        "given": given,
        "wording": wording.strip(),
        "how": how.strip(),
        "recorded_by": by.strip(),
        "inbox_id": None,
        "changed_on": _read_on(on, now.date()),
        "changed_at": now,
    }
    with house.database.transaction() as db:
        consents.change(db, present.community.id, [row], keys=house.keys, now=now)


def _read_on(written: str, today: date) -> date:
    try:
        on = read_day(written) if written else today
    except ValueError as error:
        raise InputError(f"--on: {error}") from error
    if on > today:
        raise InputError(f"--on: {on} is still to come")
    return on
