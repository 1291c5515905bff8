"""digest schedule: digests that are cut by themselves, week by week or month by month."""

from typing import Annotated

import typer

from flows.errors import InputError
from insight.scope import EVERY
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from storage import digest_schedules
from storage.digest_schedules import Schedule
from workers.house import House, Present

HOUR = 9


def schedule(
    every: Annotated[str, typer.Option(help="week or month.")] = "",
    area: Annotated[str, typer.Option(help="Only people in this area.")] = "",
    hour: Annotated[
        int, typer.Option(min=0, max=23, help="From this hour of the day after, by your clock.")
    ] = HOUR,
    end: Annotated[
        int | None, typer.Option(metavar="N", help="Cut no more of this one of the list.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Have a digest cut when each week or month is over, and its text sent to staff.

    Without options: list what is scheduled.
    """
    house = open_house()
    present = find_present(house)
    if every:
        _add(house, present, every, area.strip(), hour)
    if end is not None:
        _end(house, present, end)
    with house.database.transaction() as db:
        live = digest_schedules.list_live(db, present.community.id)
    if as_json:
        print_json([{"n": n, **_describe(one)} for n, one in enumerate(live, start=1)])
        return
    for n, one in enumerate(live, start=1):
        where = f", {one.area} only" if one.area else ""
        say(f"{n}  every {one.every}, from {one.hour:02}:00 on the day after{where}")
    if not live:
        say("None is scheduled: `sayso digest schedule --every week` cuts one each Monday.")


def _describe(one: Schedule) -> dict[str, object]:
    return {"every": one.every, "hour": one.hour, "area": one.area}


def _add(house: House, present: Present, every: str, area: str, hour: int) -> None:
    if every not in EVERY:
        raise InputError(f"--every {every}: write {' or '.join(EVERY)}")
    with house.database.transaction() as db:
        community, engagement = present.community.id, present.engagement.id
        live = digest_schedules.list_live(db, community)
        if any(
            (one.engagement_id, one.every, one.area) == (engagement, every, area) for one in live
        ):
            raise InputError("That is scheduled already: `sayso digest schedule` lists it")
        digest_schedules.add(
            db, community, engagement, every=every, hour=hour, area=area, now=house.clock()
        )


def _end(house: House, present: Present, n: int) -> None:
    with house.database.transaction() as db:
        live = digest_schedules.list_live(db, present.community.id)
        if not 0 < n <= len(live):
            raise InputError(f"There is no {n}: `sayso digest schedule` lists what is scheduled")
        digest_schedules.end(db, present.community.id, live[n - 1].id, now=house.clock())
