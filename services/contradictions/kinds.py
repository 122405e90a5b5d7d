"""What a contradiction is about: a small linear classifier over the signals and the words that tell kinds apart.

Learned by `training.judge.kinds` on our own pairs; its weights are JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from services.contradictions.lexicon import lexicon
from services.contradictions.meeting import Meeting
from services.contradictions.periods import points_of
from services.contradictions.quantities import quantities_of
from services.contradictions.signals.denial import negated
from services.contradictions.signals.responsibility import blaming
from services.domain.contradiction import Kind

FRAMES = ("legal", "moral", "worth", "attitude", "truth")
ACTS = ("denies", "doubts", "condemns", "praises", "demands", "proposes", "promises")
NEEDED = {Kind.NUMERIC: "both figure", Kind.ATTRIBUTION: "both word hand"}
"""What a kind can't be told without: its sentence would be about something that isn't there."""
PHRASE = 8
SIGNALS = ("stance", "legal", "moral", "denial", "denial.flat", "antonyms", "quantities", "dates", "responsibility")


def kind_of(pair: Meeting, numbers: Mapping[str, float]) -> Kind:
    """One party speaking twice reverses itself; what is condemned or praised as such is a position; else the kind
    with the most weight."""
    if pair.same_party:
        return Kind.SELF_REVERSAL
    if any(r.act in ("condemns", "praises") and len(r.text.split()) <= PHRASE for r in (pair.a, pair.b)):
        return Kind.POSITION
    told = telling(pair, numbers)
    weights = {kind: w for kind, w in _weights().items() if told.get(NEEDED.get(Kind(kind), "bias"))}
    return Kind(max(weights, key=lambda kind: sum(weights[kind].get(name, 0.0) * v for name, v in told.items())))


@cache
def _weights() -> dict[str, dict[str, float]]:
    text = files("services.contradictions").joinpath("models", "combiner", "kinds.json").read_text("utf-8")
    loaded: dict[str, dict[str, float]] = json.loads(text)["weights"]
    return loaded


def telling(pair: Meeting, numbers: Mapping[str, float]) -> dict[str, float]:
    """The features: signals, and for each cue a kind has how many of the two sides show it (0, 1 or 2)."""
    told = {"bias": 1.0, **{name: numbers.get(name, 0.0) for name in SIGNALS}}
    counts: dict[str, int] = {}
    for side in (pair.a, pair.b):
        shown = {f"frame {m.frame}" for m in side.marks} | {f"act {side.act}"} & {f"act {a}" for a in ACTS}
        shown |= {"figure"} if quantities_of(side.text) else set()
        shown |= {"point"} if points_of(side.text) else set()
        shown |= {"blame"} if blaming(side) else set()
        shown |= {"negation"} if negated(side)[0] else set()
        shown |= {f"word {label}" for label, _, _ in lexicon("kinds", "words").finditer(side.text)}
        for name in shown:
            counts[name] = counts.get(name, 0) + 1
    told |= {name: float(count) for name, count in counts.items()}
    told |= {f"both {name}": 1.0 for name, count in counts.items() if count == 2}
    return told
