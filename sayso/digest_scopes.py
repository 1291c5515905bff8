"""Reads of what part a digest is to be, as an organiser types it."""

from datetime import date

from flows.errors import InputError
from insight.scope import Scope, is_whole_period


def read_scope(area: str, first: str, last: str, *, today: date) -> Scope:
    """Read an area and days.

    Args:
        first: ISO day, with `last`; "" both for all days.
        today: by the community's clock.

    Raises:
        InputError: the days are no whole weeks or months that are over.
    """
    if not first and not last:
        return Scope(area=area.strip())
    days = _read_day(first, "--from"), _read_day(last, "--to")
    if not is_whole_period(*days):
        raise InputError(
            "--from and --to must be whole weeks (Monday to Sunday) or whole months: other spans"
            " would tell what single people said"
        )
    if days[1] >= today:
        raise InputError(f"--to {last} is not over yet: name a week or a month that is")
    return Scope(area=area.strip(), first=days[0], last=days[1])


def _read_day(words: str, option: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise InputError(
            f"{option} {words or 'is missing'}: write a day like 2026-11-01"
        ) from error
