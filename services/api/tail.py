"""Follows the log once for all live streams of this process and wakes them when it has grown."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime

from fastapi.concurrency import run_in_threadpool

from services.domain.errors import CounterclaimError
from services.domain.events import RecordedEvent
from services.usecases.ports import Queries

log = logging.getLogger("counterclaim.api")
PAGE = 100


class Tail:
    """The end of the log as this process knows it. It asks the log only while somebody listens."""

    def __init__(
        self, queries: Queries, *, poll_seconds: float, wait: Callable[[float], object] = time.sleep
    ) -> None:
        """`wait` blocks until the log has grown or the seconds given are over, whichever is first."""
        self._queries, self._wait = queries, wait
        self._poll_seconds = poll_seconds
        self._grown = asyncio.Event()
        self._listeners = 0
        self._task: asyncio.Task[None] | None = None
        self.closing = asyncio.Event()

    async def position(self) -> int:
        """The position of the newest event."""
        return await run_in_threadpool(self._queries.position_at, datetime.now(UTC))

    async def follow(self, after: int, heartbeat_seconds: float) -> AsyncIterator[list[RecordedEvent]]:
        """Batches of events behind `after`, in order, as they come; an empty batch where none came for a while.

        Ends when the server shuts down.
        """
        with self._listening():
            while not self.closing.is_set():
                grown = self._grown
                batch = await run_in_threadpool(self._queries.events, after=after, limit=PAGE)
                if batch:
                    after = batch[-1].position
                    yield batch
                elif not await self._woken(grown, heartbeat_seconds):
                    yield []

    def close(self) -> None:
        """End every stream."""
        self.closing.set()
        self._grown.set()
        if self._task:
            self._task.cancel()

    async def _woken(self, grown: asyncio.Event, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(grown.wait(), seconds)
            return True
        return False

    @contextlib.contextmanager
    def _listening(self) -> Iterator[None]:
        self._listeners += 1
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            self._listeners -= 1
            if self._listeners == 0 and self._task:
                self._task.cancel()
                self._task = None

    async def _watch(self) -> None:
        position = None
        while not self.closing.is_set():
            try:
                position = await self._moved(position)
            except CounterclaimError as error:
                log.warning("the live stream can't read the log: %s", error.message)
            await run_in_threadpool(self._wait, self._poll_seconds)

    async def _moved(self, position: int | None) -> int:
        """The end of the log now; wakes the streams where that is new, the first time included."""
        if position is None:
            end = await self.position()
        else:
            newer = await run_in_threadpool(self._queries.events, after=position, limit=PAGE)
            end = newer[-1].position if newer else position
        if end != position:
            self._grown, woken = asyncio.Event(), self._grown
            woken.set()
        return end
