"""The judge: pairs of statements in, comparisons with their reasons out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.contradictions.agreement import agreement_of
from services.contradictions.combiner import Combiner
from services.contradictions.consensus import asserted_by
from services.contradictions.embedding import Embedder
from services.contradictions.encoder import CrossEncoder, PairEncoder
from services.contradictions.explain import signals_of, summary_of
from services.contradictions.kinds import kind_of
from services.contradictions.matter import title_of, topic_of
from services.contradictions.meeting import Meeting
from services.contradictions.reading import read
from services.contradictions.signals.all import features, weigh
from services.contradictions.signals.denial import negated
from services.domain.claim import Statement
from services.domain.contradiction import Comparison, Consensus, Relation

RULES = "2026.11.4"
GATE = 0.12
"""Cosine below which the encoder is spared where the words share nothing either."""


class Judge:
    """Implements the port of the same name. Without encoder weights it judges by rules and vectors; not thread-safe."""

    def __init__(self, combiner: Combiner, embedder: Embedder, encoder: PairEncoder | None) -> None:
        self.combiner, self.embedder, self._encoder = combiner, embedder, encoder
        learned = f"encoder-{encoder.version}" if encoder else "no-encoder"
        self.version = f"judge-{RULES}+combiner-{combiner.version}+{learned}"

    @staticmethod
    def load(threads: int = 1, encoder: Path | None = None) -> Judge:
        """The judge that ships, its models read; takes about a second. `encoder`: a folder with other encoder
        weights."""
        learned = CrossEncoder(threads, encoder) if encoder else CrossEncoder.load(threads)
        return Judge(Combiner.load(), Embedder(threads), learned)

    @staticmethod
    def of_rules(threads: int = 1) -> Judge:
        """The judge without any encoder."""
        return Judge(Combiner.load(), Embedder(threads), None)

    def compare_many(self, pairs: Sequence[tuple[Statement, Statement]]) -> list[Comparison]:
        """One comparison a pair, in order."""
        return [self.decided(meeting) for meeting in self.meetings(pairs)]

    def meetings(self, pairs: Sequence[tuple[Statement, Statement]]) -> list[Meeting]:
        """The pairs as the signals see them: read, with their cosine and what the encoder says. Where a contradiction
        would be stated it is asked in the other order too, and the mean counts: of what holds up it thinks alike."""
        once = self.read_once(pairs)
        again = [n for n, m in enumerate(once) if m.learned is not None and self._against(m)]
        if self._encoder is None or not again:
            return once
        turned = dict(zip(again, self._encoder.probabilities([pairs[n][::-1] for n in again]), strict=True))
        return [replace(m, learned=_mean(m, turned[n])) if n in turned else m for n, m in enumerate(once)]

    def read_once(self, pairs: Sequence[tuple[Statement, Statement]]) -> list[Meeting]:
        """The same with the encoder asked in the order given alone: what the combiner's layers are fitted on."""
        near = self._near(pairs)
        if self._encoder is None:
            return near
        asked = [n for n, m in enumerate(near) if worth_asking(m)]
        shares = dict(zip(asked, self._encoder.probabilities([pairs[n] for n in asked]), strict=True))
        return [replace(m, learned=_triple(shares[n])) if n in shares else m for n, m in enumerate(near)]

    def _against(self, pair: Meeting) -> bool:
        """Whether a contradiction would be stated of the pair."""
        numbers = features(weigh(pair))
        chance = self.combiner.probabilities(numbers, learned=True)["contradiction"]
        return chance >= self.combiner.threshold("contradiction", learned=True) or self.combiner.seconded(numbers)

    def _near(self, pairs: Sequence[tuple[Statement, Statement]]) -> list[Meeting]:
        statements = list(dict.fromkeys(s for pair in pairs for s in pair))
        vectors = dict(zip(statements, self.embedder.vectors(statements), strict=True))
        return [met(a, b, vectors[a], vectors[b]) for a, b in pairs]

    def embed(self, statements: Sequence[Statement]) -> list[list[float]]:
        """Unit vectors of 384 floats, claims on one matter close."""
        vectors: list[list[float]] = self.embedder.vectors(statements).tolist()
        return vectors

    def matter(self, a: Statement, b: Statement) -> str:
        """A short title of the question that both meet on; never empty."""
        return title_of(Meeting(read(a), read(b), 0.0))

    def topic(self, statement: Statement) -> str:
        """A short title of what one statement speaks of; never empty."""
        return topic_of(read(statement))

    def consensus(self, statement: Statement, others: Sequence[Statement]) -> Consensus | None:
        """The agreement that the statement asserts for its own party and others, with the nearest of their
        statements."""
        said = asserted_by(statement)
        if said is None:
            return None
        pairs = self._near([(statement, other) for other in others])
        return agreement_of(statement, said, pairs, self.version)

    def decided(self, pair: Meeting) -> Comparison:
        """The decision on a pair that was read."""
        found = weigh(pair)
        numbers = features(found)
        learned = pair.learned is not None
        chances = self.combiner.probabilities(numbers, learned=learned)
        relation = self._relation(pair, chances, numbers)
        kind = kind_of(pair, numbers) if relation is Relation.CONTRADICTION else None
        summary = summary_of(pair, relation, kind, found)
        score = chances["contradiction"]
        if relation is Relation.CONTRADICTION:
            score = max(score, self.combiner.surely(numbers, learned=learned))
        return Comparison(relation, kind, round(score, 4), summary, signals_of(found), self.version)

    def _relation(self, pair: Meeting, chances: dict[str, float], numbers: dict[str, float]) -> Relation:
        """Abstains: below its threshold a relation is not stated. Two claims of the same words conflict only where one
        is denied."""
        if pair.a.text == pair.b.text and negated(pair.a)[0] == negated(pair.b)[0]:
            return Relation.UNRELATED
        learned = pair.learned is not None
        reached = {r: p for r, p in chances.items() if p >= self.combiner.threshold(r, learned=learned)}
        if learned and not self.combiner.near(numbers):
            reached = {}
        if learned and self.combiner.seconded(numbers):
            reached["contradiction"] = max(chances.values())
        return Relation(max(reached, key=lambda r: reached[r])) if reached else Relation.UNRELATED


def met(a: Statement, b: Statement, one: NDArray[np.float32], other: NDArray[np.float32]) -> Meeting:
    """Two statements side by side, with their vectors."""
    return Meeting(read(a), read(b), float(one @ other), vectors=(one, other))


def worth_asking(pair: Meeting) -> bool:
    """Whether the claims are near enough in meaning or words for the encoder to be asked."""
    return pair.cosine >= GATE or bool(pair.shared)


def _mean(pair: Meeting, row: NDArray[np.float64]) -> tuple[float, float, float]:
    """What the encoder says either way, the mean of its log shares (the geometric mean)."""
    both = np.sqrt(np.maximum(np.array(pair.learned), 1e-9) * np.maximum(row, 1e-9))
    return _triple(both / both.sum())


def _triple(row: NDArray[np.float64]) -> tuple[float, float, float]:
    return float(row[0]), float(row[1]), float(row[2])
