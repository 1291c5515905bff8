"""Entries as they are listed: who wrote, when, and what became of it."""

from collections.abc import Mapping
from typing import Any

from storage.sealing import Keyring


def describe_entry(row: Mapping[str, Any], keys: Keyring, *, with_words: bool) -> dict[str, Any]:
    """Lay an entry out as plain data.

    Args:
        row: as `storage.entries.list_written` gives it.
        with_words: with the words, and the number they may be rung on.
    """
    named = ("kind", "relation", "why", "area", "language", "place", "headcount", "has_slip")
    told: dict[str, Any] = {
        "id": str(row["id"]),
        "writer": keys.open(bytes(row["writer_sealed"])),
        "state": _find_state(row),
        "said_on": row["said_on"].isoformat(),
        "written_at": row["written_at"].isoformat(timespec="seconds"),
        "may_ring": row["ring_sealed"] is not None,
    }
    told |= {name: row[name] for name in named}
    if with_words:
        ring = row["ring_sealed"]
        told["words"] = list(row["words"])
        told["ring"] = keys.open(bytes(ring)) if ring else ""
        told["ring_when"] = row["ring_when"]
    return told


def _find_state(row: Mapping[str, Any]) -> str:
    """Say what became of an entry last."""
    states = {"withdrawn": "withdrawn_at", "taken over": "taken_over_at", "changed": "changed_at"}
    return next((state for state, column in states.items() if row[column]), "kept")
