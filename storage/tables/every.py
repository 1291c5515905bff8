"""All tables at once, for migrations and backups: importing a module is what makes its tables."""

from storage.tables import (
    answered,
    conversations,
    digests,
    evidence,
    identity,
    people,
    profiles,
    quotes,
    staffing,
    texts,
    topics,
    written,
)
from storage.tables.schema import metadata

__all__ = ["MODULES", "metadata"]

MODULES = (
    answered,
    conversations,
    digests,
    evidence,
    identity,
    people,
    profiles,
    quotes,
    staffing,
    texts,
    topics,
    written,
)
