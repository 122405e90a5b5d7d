"""Where the clean text of an article stands in what was submitted: runs of characters side by side."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from services.domain.claim import Attribution, Span

Run = tuple[int, int, int, int]
"""Characters [start, end) of the clean text and [start, end) of what was submitted. Either both have the same length
and stand for each other one by one, or the first is one character that the source spells with several ("&amp;")."""
Origin = tuple[Run, ...]
"""Runs in order. Characters between them stand nowhere in the source: blank lines put in, words moved."""


def submitted(origin: Origin, span: Span) -> Span | None:
    """The place in the submitted source of `span` of the clean text: from its first character that stands there to its
    last; None where none does."""
    start, end = span
    first = _run(origin, start)
    if first == len(origin) or origin[first][0] >= end:
        return None
    last = _run(origin, end - 1)
    if last == len(origin) or origin[last][0] >= end:
        last -= 1
    begin, stop = origin[first], origin[last]
    low = begin[2] + (start - begin[0] if _even(begin) else 0) if start > begin[0] else begin[2]
    high = stop[3] - (stop[1] - end if _even(stop) else 0) if end < stop[1] else stop[3]
    return (low, high) if low < high else None


def placed(origin: Origin, a: Attribution) -> Attribution | None:
    """The attribution with all its spans in the submitted source; None where nothing of its content stands there."""
    content, cue = (tuple(p for s in spans if (p := submitted(origin, s))) for spans in (a.content, a.cue))
    if not content:
        return None
    return replace(
        a,
        source=submitted(origin, a.source) if a.source else None,
        cue=cue,
        content=content,
        sentence=submitted(origin, a.sentence) or (content[0][0], content[-1][1]),
        party_evidence=submitted(origin, a.party_evidence) if a.party_evidence else None,
    )


def _run(origin: Origin, at: int) -> int:
    """The number of the run that holds character `at`, else of the next one."""
    found = bisect_right(origin, at, key=lambda run: run[0]) - 1
    return found if found >= 0 and at < origin[found][1] else found + 1


def _even(run: Run) -> bool:
    return run[1] - run[0] == run[3] - run[2]
