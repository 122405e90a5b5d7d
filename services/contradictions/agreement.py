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
LONGEST = 110


def agreement_of(statement: Statement, said: Assertion, pairs: Sequence[Meeting], version: str) -> Consensus:
    """The agreement that `said` asserts. `pairs` hold the statement first, then one of another's; the nearest of a
    party that is meant becomes the counterpart, if it is on the matter; an inclusive "we" names none."""
    speaker, quoted = statement.party or statement.speaker or "One side", _shortened(statement.text)
    if not said.parties:
        summary = f"{speaker} says that all sides agree: “{quoted}”. Asserted by one side only."
        return Consensus(_agreed(summary, speaker, said, (), version), None, _title(said))
    meant = [(n, pair) for n, pair in enumerate(pairs) if _meant(said, statement, pair.b.statement)]
    n, pair = max(meant, key=lambda found: found[1].topic, default=(None, None))
    if pair is not None and pair.topic < ON_THE_MATTER:
        n, pair = None, None
    with_whom = pair.b.statement.party if pair and pair.b.statement.party else _listed(said.parties)
    summary = f"{speaker} says that it agrees with {with_whom}: “{quoted}”. Asserted by one side only."
    words = (" ".join(pair.b.statement.text.split()),) if pair else ()
    return Consensus(_agreed(summary, speaker, said, words, version), n, _title(said))


def _agreed(summary: str, speaker: str, said: Assertion, words: tuple[str, ...], version: str) -> Comparison:
    signal = Signal("consensus", -1.0, (said.words,), words, f"Only {speaker} says so.")
    return Comparison(Relation.AGREEMENT, None, UNLIKELY, summary, (signal,), version)


def _title(said: Assertion) -> str:
    return said.matter[:1].upper() + said.matter[1:]


def _shortened(text: str) -> str:
    whole = " ".join(text.split()).strip("\"“”' ,")
    return whole if len(whole) <= LONGEST else f"{whole[: whole.rfind(' ', 0, LONGEST)]} …"


def _meant(said: Assertion, statement: Statement, other: Statement) -> bool:
    key = key_of(other.party)
    return key is not None and key != key_of(statement.party) and key in said.parties


def _listed(keys: tuple[str, ...]) -> str:
    names = [key.upper() if len(key) < 5 else key.title() for key in keys]
    return " and ".join(names)
