"""Group commit: what arrives while one transaction is committed forms the next one.

There is no artificial delay. The carrier is told yes only after the commit, and nothing here reads
a text or waits for the engine.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

Item = TypeVar("Item")

MOST_IN_ONE = 1_000
AFTER_S = 0.02
"""How far apart the calls of `then` begin, at least, while groups come one after the other."""


class GroupCommitter(Generic[Item]):
    """Writes items in groups, by one function that commits; one group is on its way at a time."""

    def __init__(
        self,
        write: Callable[[Sequence[Item]], Awaitable[None]],
        *,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Keep how to write.

        Args:
            write: stores a group in one transaction of its own and returns after the commit. What
                it raises is raised to everybody in the group.
            then: called after a commit, in a thread of its own: nobody waits for it. Once for all
                that is committed within `AFTER_S` of its last call.
        """
        self._write = write
        self._waiting: list[tuple[Item, asyncio.Future[None]]] = []
        self._after = _After(then) if then else None
        self._running: asyncio.Task[None] | None = None

    async def commit(self, item: Item) -> None:
        """Return when the item is committed.

        Raises:
            Exception: whatever `write` raised; then nothing of the group was stored.
        """
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._commit_groups())
        await done

    async def _commit_groups(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[:MOST_IN_ONE], self._waiting[MOST_IN_ONE:]
            items = [item for item, _ in group]
            failure: BaseException | None = None
            try:
                await self._write(items)
            except Exception as error:  # noqa: BLE001  (it belongs to whoever waits)
                failure = error
            if self._after and failure is None:
                self._after.press()
            for _, done in group:
                if done.cancelled():
                    continue
                if failure is None:
                    done.set_result(None)
                else:
                    done.set_exception(failure)

    def close(self) -> None:
        """Let the thread of `then` go, after a last call where one was due."""
        if self._after:
            self._after.close()


class _After:
    """Calls a function once more whenever it was asked to since its last call began.

    At once where it rested; while much comes, no oftener than every `AFTER_S`.
    """

    def __init__(self, function: Callable[[], object]) -> None:
        self._function = function
        self._asked = False
        self._due: asyncio.TimerHandle | None = None
        self._not_before = 0.0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="after-commit")

    def press(self) -> None:
        if not self._asked:
            self._asked = True
            loop = asyncio.get_running_loop()
            at = max(loop.time(), self._not_before)
            self._not_before = at + AFTER_S
            self._due = loop.call_at(at, self._submit)

    def close(self) -> None:
        if self._due:
            self._due.cancel()
            self._submit()
        self._thread.shutdown(wait=True)

    def _submit(self) -> None:
        self._due = None
        self._thread.submit(self._call)

    def _call(self) -> None:
        self._asked = False
        self._function()
