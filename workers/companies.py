"""Which jobs one message calls for: quick ones in company, so that they share the cost of being delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.dispatch import Pace, Ring

MOST = 32
WORTH_S = 0.1
"""As many quick jobs are called for at once as take about so long together."""


@dataclass(frozen=True, slots=True)
class Company:
    """Jobs of one consumer that one worker is called to."""

    consumer: str
    job_ids: tuple[str, ...]


def companies(rings: Sequence[Ring], pace: Mapping[str, Pace]) -> list[Company]:
    """The `rings`, each in one company, oldest first: alone what was tried before, or is not known to be quick; the
    others in companies, small enough that each worker gets some."""
    alone = [Company(ring.consumer, (ring.job_id,)) for ring in rings if not ring.untried]
    untried: dict[str, list[str]] = {}
    for ring in rings:
        if ring.untried:
            untried.setdefault(ring.consumer, []).append(ring.job_id)
    return alone + [
        Company(consumer, tuple(job_ids[start:start + size]))
        for consumer, job_ids in untried.items()
        if (size := _size(len(job_ids), pace.get(consumer)))
        for start in range(0, len(job_ids), size)
    ]


def _size(jobs: int, pace: Pace | None) -> int:
    if pace is None:
        return 1
    quick_enough = min(MOST, int(WORTH_S / max(pace.seconds, WORTH_S / MOST)))
    return max(1, min(quick_enough, -(-jobs // max(1, pace.workers))))
