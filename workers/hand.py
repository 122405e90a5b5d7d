"""What a worker process has in hand: jobs that it has taken and not begun, the one at work, answers not yet stored."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from typing import TypeVar

from db.taking import Taken
from services.usecases.ports import Answer, Lease

T = TypeVar("T")


class Hand:
    """Jobs taken together. Two threads empty it, each by operations that can't be interrupted: no lock is held where a
    signal may end the work."""

    def __init__(self, taken: Iterable[Taken]) -> None:
        self._waiting = deque(taken)
        self._answers: deque[Answer] = deque()
        self._leases = {one.lease.job_id: one.lease for one in self._waiting}
        self._since = time.monotonic()
        self.done = 0

    def next(self) -> Taken | None:
        """The next job to begin, if there is one."""
        return _pop(self._waiting)

    def answered(self, answer: Answer) -> None:
        """Keep `answer` until it is stored."""
        self._answers.append(answer)

    def answers(self) -> list[Answer]:
        """Answers to be stored now, by whoever asked."""
        return _emptied(self._answers)

    def rest(self) -> list[Taken]:
        """Jobs that are not begun, and will not be."""
        return _emptied(self._waiting)

    def settled(self, *leases: Lease, done: bool = False) -> None:
        """These are not in hand any more; `done` where their answers were stored."""
        for lease in leases:
            self._leases.pop(lease.job_id, None)
            self.done += done

    def seconds(self) -> float:
        """How long ago the jobs were taken."""
        return time.monotonic() - self._since

    def leases(self) -> list[Lease]:
        """All that are to be renewed."""
        return list(self._leases.values())


def _pop(some: deque[T]) -> T | None:
    try:
        return some.popleft()
    except IndexError:
        return None


def _emptied(some: deque[T]) -> list[T]:
    found = []
    while (one := _pop(some)) is not None:
        found.append(one)
    return found
