"""Which of a worker's children are at work, as their parent sees it while it can't hear them."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from contextlib import contextmanager

from billiard.process import current_process

_CHILDREN = 4096
_signs = mmap.mmap(-1, _CHILDREN)
"""Shared by all that fork from this process: one byte a child, by its place in the pool."""


@contextmanager
def at_work() -> Iterator[None]:
    """This process is at work within the block."""
    _sign(1)
    try:
        yield
    finally:
        _sign(0)


def at_rest() -> None:
    """This process has not begun; one that died in its place may have left a sign."""
    _sign(0)


def anyone_at_work() -> bool:
    """Whether some child is at work."""
    return any(_signs[:])


def _sign(value: int) -> None:
    _signs[getattr(current_process(), "index", 0) % _CHILDREN] = value
