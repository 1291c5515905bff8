"""How the house stands, in plain words: the figures that machines get from /metrics."""

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from flows.amounts import amount
from storage.metrics import BUCKETS_S, Figures

STAYS = ("telegram", "unknown")
"""What nothing moves any more but the person's own reply; `sayso outbox unknown` lists it."""
MINUTE_S, HOUR_S, DAY_S = 60, 3_600, 86_400


def describe_standing(found: Figures) -> dict[str, Any]:
    """Lay the figures out as plain data; within: share of replies -> seconds, None for longer."""
    return {
        "oldest_waiting_s": round(found.oldest_waiting_s, 1),
        "replies": sum(found.replies),
        "within_s": {"half": find_within(found, 50), "95 %": find_within(found, 95)},
        "on_their_way": [
            {
                "channel": one.channel,
                "state": one.state,
                "n": one.n,
                "oldest_s": round(one.oldest_s, 1),
            }
            for one in found.outbox
            if (one.channel, one.state) != STAYS
        ],
        "told_to_wait": dict(found.told_to_wait),
        "fates_lost": dict(found.unknown),
    }


def say_standing(found: Figures) -> list[str]:
    """Say the same in words, a line each; nothing of what has not happened."""
    lines = []
    if found.waiting:
        lines.append(
            f"{amount(found.waiting, 'text waits', 'texts wait')} for an answer, the oldest for"
            f" {say_span(found.oldest_waiting_s)}."
        )
    if sum(found.replies):
        lines.append(
            f"{amount(sum(found.replies), 'text was', 'texts were')} answered: half within"
            f" {_say_within(found, 50)}, 95 % within {_say_within(found, 95)}."
        )
    lines += [
        f"{amount(one.n, 'message')} by {one.channel} {'is' if one.n == 1 else 'are'} {one.state},"
        f" the oldest for {say_span(one.oldest_s)}."
        for one in found.outbox
    ]
    lines += _say_counts(found.told_to_wait, "told us to wait", "time")
    lines += _say_counts(
        found.unknown,
        "lost track of",
        "message; most are found again",
        "messages; most are found again",
    )
    return lines


def find_within(found: Figures, percent: int) -> float | None:
    """Find the time within which so many replies of a hundred were accepted, by the buckets.

    Returns:
        Seconds; None where there are none, or it took longer than the last bucket.
    """
    wanted = sum(found.replies) * percent / 100
    added = accumulate(found.replies[:-1])
    bounds = zip(BUCKETS_S, added, strict=True)
    return next((bound for bound, n in bounds if wanted and n >= wanted), None)


def say_span(seconds: float) -> str:
    """Say a time roughly: 40 seconds, 3 minutes, 2 hours, 5 days."""
    for unit_s, name in ((DAY_S, "days"), (HOUR_S, "hours"), (MINUTE_S, "minutes")):
        if seconds >= 2 * unit_s:
            return f"{seconds // unit_s:.0f} {name}"
    return amount(round(seconds), "second")


def _say_within(found: Figures, percent: int) -> str:
    within = find_within(found, percent)
    if within is None:
        return f"{BUCKETS_S[-1]:g} seconds or longer"
    return f"{within:g} second{'' if within == 1 else 's'}"


def _say_counts(counts: Mapping[str, int], did: str, one: str, many: str = "") -> list[str]:
    return [
        f"The carrier of {name} {did} {amount(n, one, many)}."
        for name, n in sorted(counts.items())
        if n
    ]
