"""At which version of the tables a database is, and which one this code wants. Changes nothing.

Apart from `migrating`, since every command asks, and few migrate.
"""

from pathlib import Path

from sqlalchemy import Connection, text

FOLDER = Path(__file__).with_name("migrations")


def current_revision(connection: Connection) -> str | None:
    """Say which revision the database is at; None for an empty one."""
    if connection.execute(text("select to_regclass('alembic_version')")).scalar() is None:
        return None
    found: str | None = connection.execute(text("select version_num from alembic_version")).scalar()
    return found


def newest_revision() -> str:
    """Say which revision this version of the code wants: the last, as files count them."""
    return max(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))
