"""An agreement that one side asserts, as a comparison with its reason in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.contradictions.actors import key_of, known_name
from services.contradictions.consensus import Assertion, asserted_by
from services.contradictions.meeting import Meeting
from services.domain.claim import Statement
from services.domain.contradiction import Comparison, Consensus, Relation, Signal

ON_THE_MATTER = 0.35
UNLIKELY = 0.01
LONGEST = 110
NAMES_WITH_ARTICLE = (
    "philippines, netherlands, maldives, bahamas, gambia, united states, united kingdom, united nations, "
    "european union, united arab emirates, us, uk, un, eu, west"
)


def agreement_of(statement: Statement, said: Assertion, pairs: Sequence[Meeting], version: str) -> Consensus:
    """The agreement that `said` asserts. `pairs` hold the statement first, then one of another's; the nearest of a
    party that is meant becomes the counterpart, if it is on the matter. "The two sides" and an inclusive "we" name
    none: there the counterpart is another party's claim that says so too."""
    speaker = statement.party or statement.speaker or "One side"
    meant = [(n, pair) for n, pair in enumerate(pairs) if _meant(said, statement, pair.b.statement)]
    n, pair = max(meant, key=lambda found: found[1].topic, default=(None, None))
    if pair is None or pair.topic < ON_THE_MATTER:
        return Consensus(_alone(speaker, statement, said, version), None, _title(said))
    other = pair.b.statement
    mutual = _names_back(asserted_by(other), statement)
    told = f"“{_shortened(statement.text)}”"
    whom = with_article(other.party or "")
    summary = f"{speaker} says that it agrees with {whom}: {told}. Asserted by one side only."
    if mutual:
        summary = f"{speaker} and {other.party} both say that they agree: {told} and “{_shortened(other.text)}”."
    note = "Both say so." if mutual else f"Only {speaker} says so."
    words = (" ".join(other.text.split()),)
    signal = Signal("consensus", -1.0, (said.words,), words, note)
    return Consensus(_agreed(summary, signal, version), n, _title(said))


def _alone(speaker: str, statement: Statement, said: Assertion, version: str) -> Comparison:
    """The claim with nobody's words beside it; the signal's note tells who is said to agree."""
    whom = f"that it agrees with {_listed(said.parties, statement.text)}" if said.parties else "that all sides agree"
    signal = Signal("consensus", -1.0, (said.words,), (), f"{speaker} says {whom}.")
    summary = f"{speaker} says {whom}: “{_shortened(statement.text)}”. Asserted by one side only."
    return _agreed(summary, signal, version)


def _agreed(summary: str, signal: Signal, version: str) -> Comparison:
    return Comparison(Relation.AGREEMENT, None, UNLIKELY, summary, (signal,), version)


def _title(said: Assertion) -> str:
    return said.matter[:1].upper() + said.matter[1:]


def _shortened(text: str) -> str:
    whole = " ".join(text.split()).strip("\"“”' ,")
    return whole if len(whole) <= LONGEST else f"{whole[: whole.rfind(' ', 0, LONGEST)]} …"


def _names_back(theirs: Assertion | None, statement: Statement) -> bool:
    """Whether the other side asserts an agreement too, and with this side or with all."""
    return theirs is not None and (not theirs.parties or key_of(statement.party) in theirs.parties)


def _meant(said: Assertion, statement: Statement, other: Statement) -> bool:
    key = key_of(other.party)
    if key is None or key == key_of(statement.party):
        return False
    return key in said.parties if said.parties else asserted_by(other) is not None


def _listed(keys: tuple[str, ...], text: str) -> str:
    """The parties as the text writes them, or by their usual names."""
    return " and ".join(with_article(_written(key, text)) for key in keys)


def _written(key: str, text: str) -> str:
    found = re.search(rf"\b{re.escape(key)}\b", text, re.IGNORECASE)
    return found.group() if found and found.group() != key else known_name(key) or key.title()


def with_article(party: str) -> str:
    """ "the Philippines", "France"."""
    return f"the {party}" if party.casefold() in NAMES_WITH_ARTICLE.split(", ") else party
