"""Place claims: decide for each of an article's claims beside which earlier one it belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.domain.claim import Claim, statement_of
from services.domain.contradiction import Finding
from services.domain.placing import ALONE, Likeness, Placing, beside
from services.usecases.ports import Judge, Opponent


def placings(
    claims: Sequence[Claim], opponents: Mapping[str, Sequence[Opponent]], findings: Sequence[Finding], judge: Judge
) -> tuple[Placing, ...]:
    """One for each claim that is in `opponents`: copies of others are not. What a claim was found to contradict or
    agree with counts as alike beyond doubt where nothing else is alike enough."""
    placed = []
    for claim in claims:
        if claim.id not in opponents:
            continue
        met = opponents[claim.id]
        alike = [Likeness(o.claim.id, o.matter, o.likeness) for o in met]
        chosen = beside(alike) or beside([_met(one, claim.id, findings) for one in alike])
        other = next((o.claim for o in met if o.claim.id == chosen), None)
        placed.append(_placing(claim, other, judge))
    return tuple(placed)


def _met(one: Likeness, claim: str, findings: Sequence[Finding]) -> Likeness:
    together = {claim, one.claim}
    sure = any({finding.a, finding.b} == together for finding in findings)
    return Likeness(one.claim, one.matter, ALONE + one.value if sure else one.value)


def _placing(claim: Claim, other: Claim | None, judge: Judge) -> Placing:
    if other is None:
        return Placing(claim.id, None, judge.topic(statement_of(claim)), (claim.article_id,))
    title = judge.matter(statement_of(other), statement_of(claim))
    return Placing(claim.id, other.id, title, tuple(sorted({claim.article_id, other.article_id})))
