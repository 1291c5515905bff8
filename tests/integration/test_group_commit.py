import asyncio
import socket
from collections.abc import Sequence
from contextlib import closing
from time import monotonic
from urllib.parse import urlencode

import pytest

from bot.inbox import GroupCommitter
from storage.doorbell import Doorbell, connect
from tests.integration.serving import SMS, serving
from tests.integration.town import Town


class Shelf:
    """What was committed, and how much of it there was at each call after a commit."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.rung: list[int] = []

    async def write(self, items: Sequence[int]) -> None:
        await asyncio.sleep(0)
        if 13 in items:
            raise ValueError("unlucky")
        self.groups.append(list(items))

    def ring(self) -> None:
        self.rung.append(len(self.groups))


def test_what_comes_while_one_group_is_written_is_the_next_group() -> None:
    shelf = Shelf()

    async def commit() -> None:
        with closing(GroupCommitter(shelf.write)) as committer:
            first = asyncio.create_task(committer.commit(0))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            await asyncio.gather(*(committer.commit(n) for n in range(1, 5)), first)

    asyncio.run(commit())

    assert shelf.groups == [[0], [1, 2, 3, 4]]


def test_failure_is_told_to_all_of_its_group_and_the_next_group_is_written() -> None:
    shelf = Shelf()

    async def commit() -> list[object]:
        with closing(GroupCommitter(shelf.write, then=shelf.ring)) as committer:
            said = await asyncio.gather(*map(committer.commit, (12, 13)), return_exceptions=True)
            await committer.commit(14)
            return list(said)

    assert [type(one) for one in asyncio.run(commit())] == [ValueError, ValueError]
    assert (shelf.groups, shelf.rung) == ([[14]], [1])


def test_last_commit_is_rung_for_and_many_together_are_not_rung_for_one_by_one() -> None:
    shelf = Shelf()

    async def commit() -> None:
        with closing(GroupCommitter(shelf.write, then=shelf.ring)) as committer:
            for n in range(100, 400):
                await committer.commit(n)

    asyncio.run(commit())

    assert shelf.rung[-1] == 300
    assert len(shelf.rung) < 150


@pytest.mark.redis
def test_redis_that_hangs_keeps_no_text_waiting(town: Town) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        deaf = connect(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        town.house.doorbell = Doorbell(deaf)
        with serving(town) as web:
            began = monotonic()
            for n in range(20):
                body = urlencode({"MessageSid": f"SM{n}", "From": "+447700900001", "Body": "x"})
                assert web.twilio(SMS, body.encode()) == 204
            took_s = monotonic() - began
        deaf.close()

    assert town.values("select count(*) from inbox") == [20]
    assert took_s < 2.0  # Redis is given up after 2 s, each time
