"""How long one article's claims take to judge against their candidates, beside parsing the article with spaCy."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.reading import rows_of
from services.claims.pipeline import MODEL
from services.contradictions.encoder import CrossEncoder
from services.contradictions.judge import Judge
from services.domain.claim import Statement
from training.judge.annotated import claims_of

WORDS = 1000
CANDIDATES = 16
ROUNDS = 3


class Counting:
    """An encoder that counts the pairs it is asked about."""

    def __init__(self, encoder: CrossEncoder) -> None:
        self._encoder, self.version, self.asked = encoder, encoder.version, 0

    def probabilities(self, pairs: Sequence[tuple[Statement, Statement]]) -> Any:
        self.asked += len(pairs)
        return self._encoder.probabilities(pairs)


def measured(data: Path, folder: Path | None) -> dict[str, float]:
    """Seconds on one thread, the middle of three rounds after one to warm up: spaCy's stock pipeline on the annotated
    article nearest to 1,000 words, and the judge on its claims, each against the 16 nearest of other parties in all
    annotated articles. A fresh judge each round, for it keeps what it has read."""
    import spacy

    text, pairs = _article(data)
    nlp = spacy.load(MODEL)
    nlp(text)
    parsing = median(_seconds(lambda: nlp(text)) for _ in range(ROUNDS))
    encoder = CrossEncoder(1, folder) if folder else CrossEncoder.load()
    asking = Counting(encoder) if encoder else None
    judge = Judge.of_rules()
    judge.compare_many(pairs[:20])
    seconds = []
    for _ in range(ROUNDS):
        _forget()
        fresh = Judge(judge.combiner, judge.embedder, asking)
        seconds.append(_seconds(partial(fresh.compare_many, pairs)))
    figures = {
        "words": len(text.split()), "claims": len({a for a, _ in pairs}), "pairs": len(pairs), "spaCy": parsing,
        "judging": median(seconds), "ratio": median(seconds) / parsing, "pairs a second": len(pairs) / median(seconds),
    }
    if asking and encoder:
        asked = asking.asked // ROUNDS
        alone = _seconds(lambda: encoder.probabilities(pairs[:60]))
        figures |= {"asked": asked, "encoder pairs a second": 60 / alone}
    return figures


def _article(data: Path) -> tuple[str, list[tuple[Statement, Statement]]]:
    known = {row["doc_id"]: row["attributions"] for row in rows_of(data / "relations" / "articles.jsonl.gz")}
    articles = [r for r in rows_of(data / "attribution" / "polnear-dev.jsonl.gz") if r["doc_id"] in known]
    claims = {a["doc_id"]: list(claims_of(a, known[a["doc_id"]]).values()) for a in articles}
    one = min(articles, key=lambda a: abs(len(a["text"].split()) - WORDS))
    mine = [c for c in claims[one["doc_id"]] if c.party]
    every = [c for found in claims.values() for c in found if c.party]
    vectors = np.array(Judge.of_rules().embed(every))
    places = {id(c): n for n, c in enumerate(every)}
    pairs = []
    for claim in mine:
        near = np.argsort(-(vectors @ vectors[places[id(claim)]]), kind="stable")
        others = [every[n] for n in near if every[n].party != claim.party][:CANDIDATES]
        pairs += [(claim, other) for other in others]
    return one["text"], pairs


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _forget() -> None:
    """Empty what reading keeps from one call to the next."""
    from services.contradictions import reading

    reading.read.cache_clear()
