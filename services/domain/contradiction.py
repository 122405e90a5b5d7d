"""The judge's decision on two claims, and an analyst's judgement on that decision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How two claims stand to each other."""

    CONTRADICTION = "contradiction"
    AGREEMENT = "agreement"
    UNRELATED = "unrelated"


class Kind(StrEnum):
    """What a contradiction is about."""

    DENIAL = "denial"
    NUMERIC = "numeric"
    TEMPORAL = "temporal"
    LEGAL_BASIS = "legal_basis"
    CHARACTERISATION = "characterisation"
    POSITION = "position"
    ATTRIBUTION = "attribution"
    SELF_REVERSAL = "self_reversal"


class Judgement(StrEnum):
    """What an analyst makes of a contradiction."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason: its name, its weight in the decision (positive speaks for contradiction), the words on each side,
    and a sentence for a person."""

    name: str
    weight: float
    a_words: tuple[str, ...]
    b_words: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The decision on a pair: `score` is the calibrated probability of contradiction; `kind` is None unless it is one.

    `summary` is one sentence for a person; `version` names the judge's model and rules.
    """

    relation: Relation
    kind: Kind | None
    score: float
    summary: str
    signals: tuple[Signal, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Consensus:
    """An agreement that one claim asserts for several parties: `comparison` says so in words, `nearest` is the index of
    the other party's claim that comes closest (None: there is none on that matter), `matter` what they agree on."""

    comparison: Comparison
    nearest: int | None
    matter: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction or agreement between two stored claims, `a` the earlier said or published.

    `id` is derived from the two claim ids. An agreement that one side asserts and no claim of the other meets has one
    claim for both. `matter` is a short title of the question they meet on. `articles` are the ids of those whose words
    it tells; `withdrawn`: one of them was withdrawn, so that only ids, kind and score are left.
    """

    id: str
    a: str
    b: str
    comparison: Comparison
    matter: str
    articles: tuple[str, ...] = ()
    withdrawn: bool = False
