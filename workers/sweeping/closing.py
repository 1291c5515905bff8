"""Closes the questions whose day has come. Asks nobody and sends nothing."""

import structlog

from storage import closing
from workers.house import House, Present

log = structlog.get_logger()


def close_due(house: House, present: Present) -> None:
    """Close what is to close by now. Any process may, as often as it likes."""
    community = present.community.id
    with house.database.transaction() as db:
        for id in closing.list_due(db, community, now=house.clock()):
            if closing.close(db, community, id, why="its day has come", now=house.clock()):
                log.info("question closed", engagement=str(id))
