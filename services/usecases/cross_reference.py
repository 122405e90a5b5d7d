"""Cross-reference: compare an article's claims with those stored before, and keep what contradicts or agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from services.domain.claim import Claim, SpeakerKind, statement_of
from services.domain.contradiction import Comparison, Finding, Relation
from services.domain.events import ClaimsExtracted, ContradictionsFound, NewEvent, RecordedEvent
from services.domain.identity import event_id, finding_id
from services.usecases.asserted_agreements import asserted_agreements, told
from services.usecases.place_claims import placings
from services.usecases.ports import Clock, Judge, Opponent, StartUnitOfWork

Pair = tuple[Claim, Claim]
REPORTED, LONG_AFTER = 0.5, 0.7
"""Least score of a contradiction that is reported, and of one between two articles of which one is much older: the
judge's own threshold balances what is found against what is missed, a report asks more, and a matter moves on: by one
in the log odds from three weeks to half a year in the annotated pairs of two articles. Chosen on a reading of what the
sample articles yield (docs/benchmarks.md)."""
MOVED_ON_DAYS = 180


def cross_reference(
    cause: RecordedEvent, *, start: StartUnitOfWork, judge: Judge, clock: Clock, candidates: int
) -> list[NewEvent]:
    """The event `ContradictionsFound` that follows on `cause`, a `ClaimsExtracted`.

    Each claim meets at most `candidates` stored with an earlier position, so a pair is considered once, by the later
    event, whatever order workers run in. Judging holds no transaction open.
    """
    if not isinstance(cause.event, ClaimsExtracted):
        raise TypeError(f"extracted claims are cross-referenced, not {cause.type}")
    with start() as work:
        opponents = work.candidates.opponents(cause.position, candidates)
    pairs = _pairs(cause.event, opponents)
    statements = [(statement_of(a), statement_of(b)) for a, b in pairs]
    comparisons = judge.compare_many(statements) if pairs else []
    findings = tuple(
        Finding(finding_id(a.id, b.id), a.id, b.id, comparison, judge.matter(*statement), told(a, b))
        for (a, b), statement, comparison in zip(pairs, statements, comparisons, strict=True)
        if _stated(a, b, comparison)
    )
    answerable = [claim for claim in cause.event.claims if _answerable(claim)]
    findings += asserted_agreements(answerable, pairs, judge, {f.id for f in findings})
    placed = placings(cause.event.claims, opponents, findings, judge)
    event = ContradictionsFound(cause.event.article_id, judge.version, len(pairs), findings, placed)
    number = event_id(int(clock().timestamp() * 1000))
    return [NewEvent(number, cause.stream, event, cause.correlation_id, cause.id, judge.version)]


def _stated(a: Claim, b: Claim, comparison: Comparison) -> bool:
    """Whether what the judge says of two claims is worth a finding."""
    if comparison.relation is Relation.AGREEMENT:
        return not _one_voice(a, b)
    return comparison.relation is Relation.CONTRADICTION and comparison.score >= _least(a, b)


def _least(a: Claim, b: Claim) -> float:
    """The score that a contradiction needs to be reported. A party is held to its own for ever."""
    then, now = sorted((_when(a) or "", _when(b) or ""))
    apart = (date.fromisoformat(now) - date.fromisoformat(then)).days if then else 0
    late = a.article_id != b.article_id and apart > MOVED_ON_DAYS and not _one_voice(a, b)
    return LONG_AFTER if late else REPORTED


def _pairs(event: ClaimsExtracted, opponents: Mapping[str, Sequence[Opponent]]) -> list[Pair]:
    found: dict[str, Pair] = {}
    for claim in filter(_answerable, event.claims):
        for other in (opponent.claim for opponent in opponents.get(claim.id, ())):
            if _answerable(other) and not _nested(claim, other):
                found[finding_id(claim.id, other.id)] = _in_order(other, claim)
    return list(found.values())


def _answerable(claim: Claim) -> bool:
    """Whether somebody can be held to it: a party, or a named person or body. "Both sides" and "an official" can't."""
    a = claim.attribution
    named = a.speaker_kind in (SpeakerKind.PERSON, SpeakerKind.ORGANISATION)
    return bool(a.party) or (bool(a.speaker) and named)


def _nested(a: Claim, b: Claim) -> bool:
    """Whether one claim stands within the other: "A said B rejects it" reports B's rejection and does not answer it.

    A claim of the headline and one of the text never do: their offsets count from different beginnings.
    """
    if a.article_id != b.article_id or a.attribution.in_title != b.attribution.in_title:
        return False
    return _within(a, b) or _within(b, a)


def _within(inner: Claim, outer: Claim) -> bool:
    """Whether the inner claim's cue lies in the outer's content, or is its cue: one act of speech told twice."""
    spans = outer.attribution.content + outer.attribution.cue
    return any(start < e and s < end for s, e in inner.attribution.cue for start, end in spans)


def _one_voice(a: Claim, b: Claim) -> bool:
    """Whether both speak for one party, or are one speaker's: a voice that agrees with itself is no finding."""
    one, other = a.attribution, b.attribution
    if one.party and other.party:
        return one.party.casefold() == other.party.casefold()
    return bool(one.speaker and other.speaker and one.speaker.casefold() == other.speaker.casefold())


def _in_order(stored: Claim, new: Claim) -> Pair:
    """The earlier said, or else published, first; where that is not known, the earlier stored."""
    then, now = _when(stored), _when(new)
    return (new, stored) if then and now and now < then else (stored, new)


def _when(claim: Claim) -> str | None:
    """An ISO date: when it was said, from the start of an interval, or when it was published."""
    if claim.attribution.said_at:
        return claim.attribution.said_at[:10]
    return claim.published_at.date().isoformat() if claim.published_at else None
