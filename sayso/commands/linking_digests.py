"""digest link: private links to a digest, until when they live, and how often they were opened."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from flows.amounts import amount
from flows.errors import InputError
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from storage import digest_links, digests
from storage.digest_links import LONGEST, Link
from storage.digests import Frozen
from workers.house import House, Present

DAY = "%Y-%m-%d %H:%M"


def link(
    number: Annotated[int, typer.Argument(help="Which digest: `sayso digest list`.")],
    until: Annotated[
        str, typer.Option(help="How long it lives: a day, 60 days away at most.")
    ] = "",
    show: Annotated[bool, typer.Option("--list", help="Show its links and their uses.")] = False,
    renew: Annotated[
        int | None, typer.Option(metavar="LINK", help="Let a link live longer: --until.")
    ] = None,
    withdraw: Annotated[
        int | None, typer.Option(metavar="LINK", help="End a link for good.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a private link to a digest's newest edition: whoever has it can read it."""
    house = open_house()
    present = find_present(house)
    frozen = _find(house, present, number)
    if renew is not None or withdraw is not None:
        _change(house, present, frozen, renew, withdraw, until)
        show = True
    if show:
        _show(house, present, number, as_json=as_json)
        return
    ends = read_until(house, present, until)
    with house.database.transaction() as db:
        token = digest_links.make(
            db, present.community.id, frozen.id, until=ends, now=house.clock()
        )
    address = f"{house.settings.public_address}/digests/{token}"
    if as_json:
        print_json({"link": address, "live_until": ends})
        return
    say(f"Digest {number}, edition {frozen.edition}: {address}")
    say(f"It lives until {_by_clock(present, ends)}. It is shown this once: we keep no copy.")


def read_until(house: House, present: Present, words: str) -> datetime:
    """Read until when a link lives: the end of a day by the community's clock; "": 60 days.

    Raises:
        InputError: it is no day, over already, or too far away.
    """
    now = house.clock()
    if not words:
        return now + LONGEST
    try:
        day = date.fromisoformat(words)
    except ValueError as error:
        raise InputError(f"--until {words}: write a day like {now:%Y-%m-%d}") from error
    zone = ZoneInfo(present.community.zone)
    ends = datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(UTC)
    if ends <= now:
        raise InputError(f"--until {words} is over already: name a day to come")
    last = (now + LONGEST).astimezone(zone).date()
    if day > last:
        raise InputError(f"--until {words} is more than 60 days away: {last} at most, then --renew")
    return min(ends, now + LONGEST)


def _find(house: House, present: Present, number: int) -> Frozen:
    with house.database.transaction() as db:
        frozen = digests.find_by_number(db, present.community.id, number)
    if frozen is None:
        raise InputError(f"There is no digest {number}")
    return frozen


def _change(
    house: House,
    present: Present,
    frozen: Frozen,
    renew: int | None,
    withdraw: int | None,
    until: str,
) -> None:
    community, now = present.community.id, house.clock()
    ends = read_until(house, present, until)
    with house.database.transaction() as db:
        done = renew is None or digest_links.renew(db, community, frozen.id, renew, until=ends)
        done = done and (
            withdraw is None or digest_links.withdraw(db, community, frozen.id, withdraw, now=now)
        )
    if not done:
        raise InputError(
            f"Digest {frozen.number}, edition {frozen.edition} has no such link, or it was"
            f" withdrawn: `sayso digest link {frozen.number} --list`"
        )


def _show(house: House, present: Present, number: int, *, as_json: bool) -> None:
    with house.database.transaction() as db:
        links = digest_links.list_links(db, present.community.id, number)
    if as_json:
        print_json([{name: getattr(one, name) for name in Link.__slots__} for one in links])
        return
    for one in links:
        say(_say_link(house, present, one))
    if not links:
        say("There is no link yet.")


def _say_link(house: House, present: Present, one: Link) -> str:
    state = f"lives until {_by_clock(present, one.live_until)}"
    if one.withdrawn_at:
        state = f"withdrawn {_by_clock(present, one.withdrawn_at)}"
    elif one.live_until <= house.clock():
        state = f"ended {_by_clock(present, one.live_until)}"
    used = f", last {_by_clock(present, one.last_used_at)}" if one.last_used_at else ""
    return (
        f"Link {one.n} to edition {one.edition}: {state}; opened {amount(one.uses, 'time')}{used}"
    )


def _by_clock(present: Present, at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(present.community.zone)):{DAY}}"
