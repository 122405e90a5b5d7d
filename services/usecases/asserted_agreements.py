"""Agreements that one side asserts: "Russia and NATO are on the same page" is news even where only Russia says so."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from services.domain.claim import Claim, statement_of
from services.domain.contradiction import Finding
from services.domain.identity import finding_id
from services.usecases.ports import Judge


def asserted_agreements(
    claims: Sequence[Claim], pairs: Sequence[tuple[Claim, Claim]], judge: Judge, taken: Collection[str]
) -> tuple[Finding, ...]:
    """A finding for each claim that asserts a consensus: with the nearest claim of the other party among those it
    met, or with itself where none is on the matter. Pairs in `taken` were found to stand otherwise."""
    found = []
    for claim in claims:
        others = [b if a.id == claim.id else a for a, b in pairs if claim.id in (a.id, b.id)]
        others = [other for other in others if finding_id(claim.id, other.id) not in taken]
        consensus = judge.consensus(statement_of(claim), [statement_of(other) for other in others])
        if consensus is None:
            continue
        other = claim if consensus.nearest is None else others[consensus.nearest]
        found.append(
            Finding(
                finding_id(claim.id, other.id), claim.id, other.id, consensus.comparison, consensus.matter,
                told(claim, other),
            )
        )
    return tuple({finding.id: finding for finding in found}.values())


def told(a: Claim, b: Claim) -> tuple[str, ...]:
    """The articles whose words a finding on `a` and `b` tells."""
    return tuple(sorted({a.article_id, b.article_id}))
