"""An agreement that one side asserts, as a comparison with its reason in words."""

from __future__ import annotations

from collections.abc import Sequence

from services.contradictions.actors import key_of
from services.contradictions.consensus import Assertion
from services.contradictions.meeting import Meeting
from services.domain.claim import Statement
from services.domain.contradiction import Comparison, Consensus, Relation, Signal

ON_THE_MATTER = 0.35
UNLIKELY = 0.01


def agreement_of(statement: Statement, said: Assertion, pairs: Sequence[Meeting], version: str) -> Consensus:
    """The agreement that `said` asserts. `pairs` hold the statement first, then one of another's; the nearest of a
    party that is meant becomes the counterpart, if it is on the matter."""
    meant = [(n, pair) for n, pair in enumerate(pairs) if _meant(said, statement, pair.b.statement)]
    n, pair = max(meant, key=lambda found: found[1].topic, default=(None, None))
    if pair is not None and pair.topic < ON_THE_MATTER:
        n, pair = None, None
    speaker = statement.party or statement.speaker or "One side"
    with_whom = _listed(said.parties) or "the other parties"
    if pair is not None and pair.b.statement.party:
        with_whom = pair.b.statement.party
    summary = f"{speaker} says that it agrees with {with_whom}: “{said.words}”. Asserted by one side only."
    words = (" ".join(pair.b.statement.text.split()),) if pair else ()
    signal = Signal("consensus", -1.0, (said.words,), words, f"Only {speaker} says so.")
    comparison = Comparison(Relation.AGREEMENT, None, UNLIKELY, summary, (signal,), version)
    return Consensus(comparison, n, said.matter[:1].upper() + said.matter[1:])


def _meant(said: Assertion, statement: Statement, other: Statement) -> bool:
    key = key_of(other.party)
    if key is None or key == key_of(statement.party):
        return False
    return not said.parties or key in said.parties


def _listed(keys: tuple[str, ...]) -> str:
    names = [key.upper() if len(key) < 5 else key.title() for key in keys]
    return " and ".join(names)
