"""HOW, PAUSE and RESUME: how the newest question goes out, and holding it back for a while."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flows.rendering import format_day
from storage import broadcasts, engagements, owed, turnout
from storage.broadcasts import Broadcast
from workers.asking.planning import plan_broadcast
from workers.desk import Seat, Words


def tell_how(seat: Seat, rest: str) -> None:
    """Tell how far the newest question is, and what came in."""
    newest = _find_newest(seat)
    if newest is None:
        seat.say("how_none")
        return
    went = broadcasts.progress(seat.db, seat.community, newest.id)
    answered = turnout.count_answered(seat.db, seat.community, [newest.engagement_id])
    stopped = turnout.count_stopped(seat.db, seat.community, since=newest.made_at)
    words = seat.desk.words
    said = [
        words.write("how_answered", number=answered),
        words.write("how_stopped", number=stopped),
    ]
    if went.unknown:
        said.append(words.write("how_unsure", number=went.unknown))
    state = newest.find_state(seat.now)
    if state == "paused":
        said.append(words.write("how_paused"))
    elif state == "scheduled":
        said.append(words.write("how_starts", time=tell_time(words, newest.starts_at)))
    elif state == "sending" and not went.queued:
        said.append(words.write("how_done"))
    said += _tell_owed(seat, newest.engagement_id)
    seat.say(
        "how",
        title=_find_title(seat, newest.engagement_id),
        number=went.sent + went.delivered,
        people=went.asked,
        list=" ".join(said),
    )


def _tell_owed(seat: Seat, engagement: UUID) -> list[str]:
    n = owed.count_owed(seat.db, seat.community, engagement, at=seat.now).people
    if not n:
        return []
    words = seat.desk.words
    day = format_day(seat.scene.present.every[engagement].hear_back_by, words.language)
    return [words.write("how_owed", number=n, time=day)]


def pause(seat: Seat, rest: str) -> None:
    """Hold back what has not left yet. It costs nothing, so it needs no code."""
    for one in broadcasts.list_all(seat.db, seat.community):
        if one.find_state(seat.now) not in ("stopped", "paused") and broadcasts.pause(
            seat.db, seat.community, one.id, now=seat.now
        ):
            seat.say("paused", number=_count_waiting(seat, one))
            return
    seat.say("nothing_out")


def resume(seat: Seat, rest: str) -> None:
    """Ask for the code that lets a paused question go on."""
    paused = next(
        (
            one
            for one in broadcasts.list_all(seat.db, seat.community)
            if one.find_state(seat.now) == "paused"
        ),
        None,
    )
    if paused is None:
        seat.say("nothing_paused")
        return
    code = seat.issue("resume", broadcast=str(paused.id))
    seat.say("resume_ask", number=_count_waiting(seat, paused), code=code)


def go_on_sending(seat: Seat, confirmed: Mapping[str, object]) -> None:
    """Let the question go on that was confirmed."""
    id = UUID(str(confirmed["broadcast"]))
    if broadcasts.resume(seat.db, seat.community, id, now=seat.now):
        seat.desk.batch.broadcasts.append(id)
        seat.say("resumed")
    else:
        seat.say("nothing_paused")


def tell_time(words: Words, at: datetime) -> str:
    """Write a time for staff: 18:40 today, else with its day."""
    zone = ZoneInfo(words.scene.zone)
    local = at.astimezone(zone)
    if local.date() == words.scene.now.astimezone(zone).date():
        return f"{local:%H:%M}"
    return f"{format_day(local.date(), words.language)} {local:%H:%M}"


def _find_newest(seat: Seat) -> Broadcast | None:
    return next(iter(broadcasts.list_all(seat.db, seat.community)), None)


def _find_title(seat: Seat, engagement: UUID) -> str:
    return engagements.read_title(seat.db, seat.community, engagement)


def _count_waiting(seat: Seat, one: Broadcast) -> int:
    """Count who is still to get it: whose message waits, and who has none yet."""
    waiting = broadcasts.progress(seat.db, seat.community, one.id).queued
    present = seat.scene.present
    asking = present.open.get(one.engagement_id)
    if one.done_at or asking is None:
        return waiting
    plan = plan_broadcast(
        seat.db, seat.house, present, asking, one.audience, starts_at=one.starts_at
    )
    return waiting + plan.people
