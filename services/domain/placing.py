"""Where a new claim belongs: beside an earlier one, in that one's matter, or alone.

A matter is joined on two independent likenesses, or on one that is beyond doubt, so that one bad one joins nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

WORDS = 2.0
"""How much the words that both have count against the cosine."""
ALONE = 0.8
"""How alike one claim must be to let another join its matter."""
TOGETHER = 0.7
"""How alike the best two claims of a matter must be on the mean."""


@dataclass(frozen=True, slots=True)
class Placing:
    """A claim belongs beside `beside`, in whatever matter that is, or (None) opens a matter of its own.

    `title` calls the matter by both claims, or by the one. `articles` are the ids of those whose words the title tells.
    """

    claim: str
    beside: str | None
    title: str
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """An earlier claim, the matter that it is in as far as is known, and how alike a new one is to it: the cosine of
    their vectors and `WORDS` times the part of the new one's telling words that both have."""

    claim: str
    matter: str | None
    value: float


def beside(found: Iterable[Likeness]) -> str | None:
    """The claim to put a new one beside: the most alike of the matter that is, or None where no matter is enough."""
    matters: defaultdict[str, list[Likeness]] = defaultdict(list)
    for one in found:
        matters[one.matter or one.claim].append(one)
    best: tuple[float, Likeness] | None = None
    for alike in matters.values():
        alike.sort(key=lambda one: (-one.value, one.claim))
        pair = sum(one.value for one in alike[:2])
        enough = alike[0].value >= ALONE or (len(alike) > 1 and pair / 2 >= TOGETHER)
        if enough and (best is None or pair > best[0]):
            best = (pair, alike[0])
    return best[1].claim if best else None
