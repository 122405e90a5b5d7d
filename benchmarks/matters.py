"""How claims are grouped into matters: our own pairs' matters, whose claims come in mixed, one by one.

.venv/bin/python -m benchmarks.matters [--seed N] [--titles] [--json]. Pairs of claims are counted: precision is the
part of those put into one matter that are of one, recall the part of those of one that are put into one. No finding
helps: claims are placed by how alike they are. --titles prints each matter of two claims or more under its title.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
from sqlalchemy import text

from benchmarks.in_process import appended, in_process
from benchmarks.retrieval_corpus import own_matters
from services.bootstrap import System
from services.contradictions.matter import title_of, topic_of
from services.contradictions.meeting import Meeting
from services.contradictions.reading import read
from services.domain.claim import Claim, Statement
from services.domain.contradiction import Comparison, Relation
from services.domain.events import ClaimsExtracted, NewEvent
from services.domain.identity import event_id
from services.domain.vectors import pack
from services.usecases.cross_reference import cross_reference

_HELD = text("SELECT claim_id, matter_id FROM projections.matter_claims WHERE superseded IS NULL")
_NAMED = text("SELECT matter_id, title FROM projections.matter_titles WHERE superseded IS NULL")
Item = tuple[Claim, Any]
"""A claim and its vector."""


class Unmoved:
    """A judge that finds nothing, and titles matters as ours does."""

    version = "unmoved"

    def compare_many(self, pairs: Sequence[tuple[Statement, Statement]]) -> list[Comparison]:
        return [Comparison(Relation.UNRELATED, None, 0.0, "", (), self.version) for _ in pairs]

    def matter(self, a: Statement, b: Statement) -> str:
        return title_of(Meeting(read(a), read(b), 0.0))

    def topic(self, statement: Statement) -> str:
        return topic_of(read(statement))

    def consensus(self, statement: Statement, others: Sequence[Statement]) -> None:
        return None

    def embed(self, statements: Sequence[Statement]) -> list[list[float]]:
        raise NotImplementedError


def main() -> None:
    """Prints the figures, and with --titles the matters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--titles", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    own = own_matters()
    items = [(claim, vector) for m in own for claim, vector in zip(m.claims, m.vectors, strict=True)]
    truth = {claim.id: m.title for m in own for claim in m.claims}
    random.Random(options.seed).shuffle(items)
    groups, titles = grouped(items)
    figures = agreement(truth, groups)
    if options.titles:
        members: defaultdict[str, list[str]] = defaultdict(list)
        for claim, _ in items:
            members[groups[claim.id]].append(f"{truth[claim.id][:60]} | {claim.text[:80]}")
        for number, lines in members.items():
            if len(lines) > 1:
                print(titles[number], *lines, sep="\n    ")
    print(json.dumps(figures) if options.json else "\n".join(f"{k:28} {v}" for k, v in figures.items()))


def grouped(items: Sequence[Item]) -> tuple[dict[str, str], dict[str, str]]:
    """The matter of each claim that came in, one event each, and the title of each matter."""
    with in_process("matters") as made:
        for n, item in enumerate(items):
            _come_in(made, n, item)
        return _told(made)


def _come_in(made: System, n: int, item: Item) -> None:
    claim, vector = item
    event = ClaimsExtracted(claim.article_id, "given", (claim,), "given", (pack(vector.tolist()),))
    given = NewEvent(event_id(n), f"{claim.article_id}-{n}", event, "given", None, "given")
    (cause,) = appended(made, [given])
    found = cross_reference(
        cause, start=made.start_uow, judge=Unmoved(), clock=lambda: datetime.now(UTC), candidates=16
    )
    appended(made, found)


def _told(made: System) -> tuple[dict[str, str], dict[str, str]]:
    with made.engine.connect() as connection:
        groups = {row[0]: row[1] for row in connection.execute(_HELD)}
        titles = {row[0]: row[1] for row in connection.execute(_NAMED)}
    return groups, titles


def agreement(truth: dict[str, str], groups: dict[str, str]) -> dict[str, Any]:
    """Precision and recall over pairs, how many matters there are, and how many hold claims of several of ours."""
    ids = sorted(truth)
    ours = np.array([truth[i] for i in ids])[:, None] == np.array([truth[i] for i in ids])
    made = np.array([groups[i] for i in ids])[:, None] == np.array([groups[i] for i in ids])
    upper = np.triu_indices(len(ids), 1)
    both = int((ours & made)[upper].sum())
    holds: defaultdict[str, set[str]] = defaultdict(set)
    sizes = Counter(groups.values())
    for i in ids:
        holds[groups[i]].add(truth[i])
    return {
        "claims": len(ids), "our matters": len(set(truth.values())), "precision": round(both / made[upper].sum(), 3),
        "recall": round(both / ours[upper].sum(), 3), "matters of two or more": sum(n > 1 for n in sizes.values()),
        "of these mixed": sum(len(v) > 1 for k, v in holds.items() if sizes[k] > 1),
        "claims alone": sum(n == 1 for n in sizes.values()),
    }


if __name__ == "__main__":
    main()
