"""Renders the lasting page of a digest: its published editions, and each format of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from insight.model import Digest
from insight.wording import capitalise, say_date
from storage.digests import Frozen
from workers.digests.formats import FORMATS
from workers.digests.html import environment

WITHDRAWN = "It is no longer here."


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A file as the page lists it."""

    name: str
    address: str
    purpose: str


def render_listing(editions: Sequence[Frozen]) -> bytes:
    """Render the page.

    Args:
        editions: those that are or were published, the newest first.
    """
    newest = Digest.from_json(orjson.loads(editions[0].model)).shown
    page = (
        environment()
        .get_template("editions.html.j2")
        .render(
            newest=newest,
            editions=[
                {"edition": one.edition, "said": _say(one, editions[0]), "files": _list_files(one)}
                for one in editions
            ],
        )
    )
    return page.encode("utf-8", "replace")


def _say(one: Frozen, newest: Frozen) -> str:
    day = say_date((one.published_at or one.cut_at).date())
    parts = [f"Published on {day}."]
    if one.edition > 1:
        parts.append(f"It is in the place of edition {one.edition - 1}.")
        parts.append(f"{capitalise(one.because)}.")
    if one.withdrawn_at:
        parts.append(f"Withdrawn on {say_date(one.withdrawn_at.date())}. {WITHDRAWN}")
    if one.edition < newest.edition:
        parts.append(f"Use edition {newest.edition} in its place.")
    return " ".join(parts)


def _list_files(one: Frozen) -> list[Listed]:
    if one.withdrawn_at:
        return []
    return [
        Listed(
            name=ending.upper(),
            address=f"/digests/{one.number}/{one.edition}/digest.{ending}",
            purpose=format.purpose,
        )
        for ending, format in FORMATS.items()
    ]
