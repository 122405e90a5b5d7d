"""A hand-annotated article: its contradictions from the annotated claims, and end to end from raw text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.pairing import paired
from services.contradictions.judge import Judge
from services.domain.article import Article
from services.domain.claim import Claim, Statement, statement_of
from services.domain.contradiction import Relation
from services.usecases.cross_reference import _answerable, _nested

Pair = frozenset[str]
ALIKE = 0.3
"""Least overlap (IoU of letters) at which a found claim stands for an annotated one."""


def from_gold(judge: Judge, folder: Path) -> dict[str, Any]:
    """Which strong and stance contradictions are flagged between the annotated claims, which hard negatives, and the
    ids of other pairs flagged."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    claims = {claim["id"]: _statement(claim, gold["entities"]) for claim in gold["claims"]}
    pairs = list(combinations(claims, 2))
    compared = judge.compare_many([(claims[a], claims[b]) for a, b in pairs])
    return _counted(gold, (p for p, c in zip(pairs, compared, strict=True) if c.relation is Relation.CONTRADICTION))


def from_text(judge: Judge, folder: Path) -> dict[str, Any]:
    """The same from the article's text: claims as extracted, all pairs of them that the system would compare; a found
    claim stands for the annotated one whose content it overlaps most, or is listed by its words."""
    from services.claims.extractor import Extractor, claims_of

    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    text = (folder / "article.txt").read_text(encoding="utf-8")
    published = datetime.fromisoformat(gold["published"]).replace(tzinfo=UTC)
    found = Extractor().extract(text, published_at=published)
    article = Article(
        id="seed", text=text, title=None, outlet=None, url=None, language="en", published_at=published, fingerprint="",
        minhash=(), media_type="text/plain",
    )
    claims = claims_of(article, found)
    mates = paired(text, [c["content"] for c in gold["claims"]], [a.content for a in found], ALIKE)
    names = {claims[j].id: gold["claims"][i]["id"] for i, j in mates}
    pairs = [(a, b) for a, b in combinations(claims, 2) if _compared(a, b)]
    compared = judge.compare_many([(statement_of(a), statement_of(b)) for a, b in pairs])
    told = [
        (names.get(a.id, _short(a)), names.get(b.id, _short(b)))
        for (a, b), c in zip(pairs, compared, strict=True)
        if c.relation is Relation.CONTRADICTION
    ]
    return {**_counted(gold, told), "claims": len(claims), "pairs": len(pairs)}


def _compared(a: Claim, b: Claim) -> bool:
    return _answerable(a) and _answerable(b) and not _nested(a, b)


def _short(claim: Claim) -> str:
    return f"“{' '.join(claim.text.split())[:40]}”"


def _counted(gold: dict[str, Any], flagged: Iterable[Sequence[str]]) -> dict[str, Any]:
    told = {frozenset(pair) for pair in flagged}
    labels: dict[Pair, str] = {
        frozenset((r["a"], r["b"])): r["strength"] for r in gold["relations"] if r["label"] == "contradiction"
    }
    negatives = {frozenset((r["a"], r["b"])) for r in gold["hard_negatives"]}
    counts = {
        strength: f"{sum(labels.get(p) == strength for p in told)}/{sum(v == strength for v in labels.values())}"
        for strength in ("strong", "stance", "weak")
    }
    missed = sorted("-".join(sorted(p)) for p, s in labels.items() if s in ("strong", "stance") and p not in told)
    others = sorted("-".join(sorted(p)) for p in told - set(labels) - negatives)
    return {**counts, "hard_negatives": f"{len(told & negatives)}/{len(negatives)}", "missed": missed, "others": others}


def _statement(claim: dict[str, Any], entities: dict[str, Any]) -> Statement:
    return Statement(
        text=" ".join(claim["content_text"]),
        party=entities[claim["party"]]["name"] if claim["party"] else None,
        speaker=claim["speaker_name"],
        cue=" ".join(claim["cue_text"]),
        sentence=claim["sentence_text"],
        said_at=claim["said_on"],
        source=claim["source_text"],
    )
