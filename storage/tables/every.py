"""All tables at once, for migrations and backups: importing a module is what makes its tables."""

from storage.tables import (
    answered,
    conversations,
    evidence,
    identity,
    people,
    promises,
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
    evidence,
    identity,
    people,
    promises,
    staffing,
    texts,
    topics,
    written,
)
