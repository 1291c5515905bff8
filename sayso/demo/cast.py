"""The demo's residents and what each texts, from residents.yaml. Plays nothing."""

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from flows.yaml_tree import parse_tree, to_plain

FILE = "residents.yaml"
FIRST_PHONE = 447_700_900_100  # Ofcom's numbers for drama
FIRST_CHAT = 5_000_001


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """One invented resident.

    Attributes:
        address: E.164 for SMS, a chat id for Telegram.
        turns: texts in order, each sent after the reply to the one before.
        together: the first two are sent at once.
    """

    id: str
    name: str
    channel: str
    address: str
    language: str
    area: str
    turns: tuple[str, ...]
    together: bool


def read_cast() -> list[Resident]:
    """Read the cast, with an address for each."""
    text = (files("sayso") / "demo" / FILE).read_text("utf-8")
    rows = to_plain(parse_tree(text, FILE))
    return [_as_resident(row, number) for number, row in enumerate(rows)]


def as_people_csv(cast: list[Resident]) -> bytes:
    """Write the list an organiser would have, as `sayso import` reads it."""
    lines = ["channel,address,name,language,area,source,consent"]
    lines += [
        f"{one.channel},{one.address},{one.name},{one.language},{one.area},"
        "sign-up sheet,consultation 2026-05-14"
        for one in cast
    ]
    return "\r\n".join(lines).encode()


def _as_resident(row: dict[str, Any], number: int) -> Resident:
    channel = row["channel"]
    address = f"+{FIRST_PHONE + number}" if channel == "sms" else str(FIRST_CHAT + number)
    return Resident(
        id=row["id"],
        name=row["name"],
        channel=channel,
        address=address,
        language=row["language"],
        area=row["area"],
        turns=tuple(row["turns"]),
        together=row.get("together", False),
    )
