"""Two measures of one thing that can't both be right: what the signals on money, shares, changes, ages and durations
have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from services.contradictions.anchoring import alike
from services.contradictions.meeting import Meeting
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.stance import name

COMPATIBLE = -0.4


class Measure(Protocol):
    """A measure that a text tells in `words`, from letter `start` to `end`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def words(self) -> str: ...


M = TypeVar("M", bound=Measure)


def met(
    pair: Meeting, found: Callable[[str], Iterable[M]], comparable: Callable[[M, M], bool],
    ignored: frozenset[str] = frozenset(),
) -> list[tuple[float, M, M]]:
    """Each two measures of the claims that can be compared, with how surely (0 to 1) they measure one thing; words
    with stems in `ignored` don't count for that."""
    return [
        (alike(pair, (x.start, x.end), (y.start, y.end), ignored=ignored), x, y)
        for x in found(pair.a.text)
        for y in found(pair.b.text)
        if comparable(x, y)
    ]


def conflict(
    pair: Meeting, signal: str, both: Sequence[tuple[float, M, M]], differ: Callable[[M, M], bool], thing: str,
    compatible: float = 0.0,
) -> Evidence:
    """Strength 0 to 1 where all measures of one thing differ; `compatible` of it where some fit; 0 where none measure
    one thing. `thing` names what is measured, in a sentence."""
    both = [one for one in both if one[0]]
    fitting = [one for one in both if not differ(one[1], one[2])]
    if not both or (fitting and not compatible):
        return Evidence(signal, 0.0)
    strength, x, y = max(fitting or both, key=lambda one: one[0])
    if fitting:
        return Evidence(signal, compatible * strength, (x.words,), (y.words,), f"The {thing}s are compatible.")
    note = f"{name(pair.a)} says {x.words}, {name(pair.b)} {y.words}: not the same {thing}."
    return Evidence(signal, strength, (x.words,), (y.words,), note)
