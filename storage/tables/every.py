"""All tables at once, for migrations and backups: importing a module is what makes its tables."""

from storage.tables import (
    conversations,
    evidence,
    identity,
    people,
    promises,
    staffing,
    texts,
    written,
)
from storage.tables.schema import metadata

__all__ = ["MODULES", "metadata"]

MODULES = (conversations, evidence, identity, people, promises, staffing, texts, written)
