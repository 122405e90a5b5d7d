"""Two readings side by side: how near their topics are and how each refers to the other's party."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from services.contradictions.actors import NAMED
from services.contradictions.reading import Reading

SENTENCE_SHARE = 0.6
ENOUGH = 6
WORDLESS = 0.6
CLEARLY = 0.9
UNSAID = 0.5


@dataclass(frozen=True)
class Meeting:
    """A pair of readings; `cosine` is that of their vectors, `learned` the encoder's shares of contradiction,
    agreement and neither, or None; `vectors` are the two themselves, where they are at hand."""

    a: Reading
    b: Reading
    cosine: float
    learned: tuple[float, float, float] | None = None
    vectors: tuple[NDArray[np.float32], NDArray[np.float32]] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def shared(self) -> frozenset[str]:
        """Stems that tell the topic on both sides; who speaks is no topic."""
        return (self.a.about & self.b.about) - self.a.profile.stems - self.b.profile.stems

    @cached_property
    def overlap(self) -> float:
        """Shared stems as a part of the shorter claim's (or of six, if it has more), 0 to 1."""
        whole, plain = self._share(self.a.about, self.b.about), self._share(self.a.stems, self.b.stems)
        return max(whole, plain)

    def _share(self, one: frozenset[str], other: frozenset[str]) -> float:
        speakers = self.a.profile.stems | self.b.profile.stems
        least = min(len(one - speakers), len(other - speakers))
        return min(1.0, len((one & other) - speakers) / max(1.5, min(ENOUGH, least)))

    @cached_property
    def around(self) -> float:
        """The better overlap of one's content with the other's whole sentence, 0 to 1."""
        ours = self.a.stems & self.b.context - self.a.profile.stems - self.b.profile.stems
        theirs = self.b.stems & self.a.context - self.a.profile.stems - self.b.profile.stems
        return min(1.0, max(len(ours), len(theirs)) / ENOUGH)

    @cached_property
    def a_to_b(self) -> tuple[float, tuple[str, ...]]:
        """How surely a's words refer to b's party, and by which words."""
        return refers(self.a, self.b)

    @cached_property
    def b_to_a(self) -> tuple[float, tuple[str, ...]]:
        """How surely b's words refer to a's party, and by which words."""
        return refers(self.b, self.a)

    @cached_property
    def same_party(self) -> bool:
        """Whether both speak for one party, or are one speaker."""
        one, other = self.a.profile.key, self.b.profile.key
        return (one is not None and one == other) or self.same_speaker

    @cached_property
    def same_speaker(self) -> bool:
        """Whether both are one speaker's."""
        one, other = self.a.statement.speaker, self.b.statement.speaker
        return bool(one and other and one.casefold() == other.casefold() and not described(one))

    @property
    def apart(self) -> bool:
        """Whether they stand in two articles: likeness tells less of one matter there than side by side."""
        one, other = self.a.statement.article, self.b.statement.article
        return one is not None and other is not None and one != other

    @cached_property
    def topic(self) -> float:
        """Whether they speak of one thing, 0 to 1: the nearer of meaning and words. Meaning alone counts for less
        where no word but the parties' names is shared, for vectors of claims on one pair of parties lie close
        anyway."""
        near = min(1.0, max(0.0, (self.cosine - 0.15) / 0.5))
        words = max(self.overlap, 0.8 * self.around)
        if not words:
            return near * WORDLESS
        return min(1.0, max(near, words) + 0.25 * min(near, words))


def described(speaker: str) -> bool:
    """Whether a speaker has no name: "a government spokesman" of two parties is two people."""
    return speaker.islower() or bool(re.match(r"(?:an?|one|another|some|several)\s", speaker, re.IGNORECASE))


def refers(one: Reading, other: Reading) -> tuple[float, tuple[str, ...]]:
    """How surely the content (or, less so, its sentence before it names its own source) refers to the other's party."""
    sure, words = other.profile.found_in(one.text)
    if sure or not one.statement.sentence or not other.profile.key:
        return sure, words
    sure, words = other.profile.found_in(one.statement.sentence)
    return sure * SENTENCE_SHARE, words


def own(one: Reading) -> tuple[float, tuple[str, ...]]:
    """How surely the content speaks of the speaker's own party or its acts."""
    if one.we:
        return NAMED, ("we",)
    sure, words = one.profile.found_in(one.text)
    return (max(sure, CLEARLY), words) if sure else (UNSAID, ())
