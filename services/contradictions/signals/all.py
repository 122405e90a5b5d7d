"""Every signal in the order of reporting. A new signal is a new file and a line here."""

from __future__ import annotations

from collections.abc import Callable

from services.contradictions.meeting import Meeting
from services.contradictions.signals.absence import absence
from services.contradictions.signals.ages import ages
from services.contradictions.signals.antonyms import antonyms
from services.contradictions.signals.changes import changes
from services.contradictions.signals.condition import condition
from services.contradictions.signals.consensus import consensus
from services.contradictions.signals.dates import dates
from services.contradictions.signals.denial import denial
from services.contradictions.signals.durations import durations
from services.contradictions.signals.entailment import entailment
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.legal import legal
from services.contradictions.signals.money import money
from services.contradictions.signals.moral import moral
from services.contradictions.signals.parties import parties
from services.contradictions.signals.quantities import quantities
from services.contradictions.signals.relay import relay
from services.contradictions.signals.responsibility import responsibility
from services.contradictions.signals.shares import shares
from services.contradictions.signals.stance import stance
from services.contradictions.signals.topic import topic

SIGNALS: tuple[Callable[[Meeting], Evidence], ...] = (
    entailment,
    stance,
    legal,
    moral,
    denial,
    antonyms,
    quantities,
    shares,
    money,
    changes,
    absence,
    ages,
    dates,
    durations,
    responsibility,
    consensus,
    condition,
    relay,
    topic,
    parties,
)


def weigh(pair: Meeting) -> tuple[Evidence, ...]:
    """What every signal finds in a pair."""
    return tuple(signal(pair) for signal in SIGNALS)


def features(found: tuple[Evidence, ...]) -> dict[str, float]:
    """The numbers that the combiner reads: each signal's strength and, as "signal.measure", its measures."""
    numbers: dict[str, float] = {}
    for evidence in found:
        numbers[evidence.name] = evidence.strength
        numbers.update({f"{evidence.name}.{k}": v for k, v in evidence.measures.items()})
    return numbers
