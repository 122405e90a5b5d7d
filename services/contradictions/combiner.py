"""Signals into probabilities: a noisy-or over the rules (Pearl 1988), and a logistic layer that adds the encoder.

Weights and thresholds stand in `models/combiner/combiner.json`, written by `training.judge.combine`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from math import exp, log
from typing import Any

RELATIONS = ("contradiction", "agreement")
MOST = 30.0


@dataclass(frozen=True, slots=True)
class Combiner:
    """Probabilities of contradiction and agreement from the signals' numbers."""

    version: str
    weights: Mapping[str, Any]

    @staticmethod
    def load() -> Combiner:
        """The combiner that ships."""
        text = files("services.contradictions").joinpath("models", "combiner", "combiner.json").read_text("utf-8")
        data = json.loads(text)
        return Combiner(str(data["version"]), data)

    def probabilities(self, numbers: Mapping[str, float], *, learned: bool) -> dict[str, float]:
        """Of each relation. `learned`: the encoder has spoken."""
        rules = self.by_rules(numbers)
        if not (learned and self.weights["layers"]):
            return rules
        known = self.with_rules(numbers)
        shares = {
            relation: _share(sum(w * known.get(name, 0.0) for name, w in self.layer(relation, numbers).items()))
            for relation in RELATIONS
        }
        return {**shares, "contradiction": self.damped(shares["contradiction"], numbers)}

    def layer(self, relation: str, numbers: Mapping[str, float]) -> Mapping[str, float]:
        """Weights of the layer: for claims of two articles those fitted on such pairs, where there are any."""
        layers: Mapping[str, Mapping[str, float]] = self.weights["layers"]
        own = f"{relation}.apart"
        return layers[own if numbers.get("topic.apart") and own in layers else relation]

    def with_rules(self, numbers: Mapping[str, float]) -> dict[str, float]:
        """The numbers with the rules' log odds of each relation and a bias of 1."""
        return {**numbers, **{f"rules.{k}": _odds(v) for k, v in self.by_rules(numbers).items()}, "bias": 1.0}

    def by_rules(self, numbers: Mapping[str, float]) -> dict[str, float]:
        """What the rules alone make of it: any signal suffices, several add up; consensus and conditions damp."""
        against = _either(numbers, self.weights["rules"])
        against = self.damped(against, numbers)
        agrees = _either(numbers, self.weights["agrees"]) * (1 - against)
        return {"contradiction": against, "agreement": agrees}

    def damped(self, against: float, numbers: Mapping[str, float]) -> float:
        """What is left of a probability by what speaks against a conflict whatever else is found. One party's two
        claims mostly elaborate: their odds are cut, so that a plain reversal still shows."""
        for name, share in self.weights["damping"].items():
            against *= 1 - share * abs(numbers.get(name, 0.0))
        share = self.weights["same_party"]
        return share * against / (1 - against + share * against) if numbers.get("parties.same") else against

    def seconded(self, numbers: Mapping[str, float]) -> bool:
        """Whether the rules find a conflict by themselves and the encoder, asked, does not rule it out. Not between
        articles, where the rules meet too much that is of another matter."""
        least = self.weights["thresholds"].get("seconded")
        return bool(least) and not numbers.get("topic.apart") and (
            self.by_rules(numbers)["contradiction"] >= least["rules"]
            and numbers.get("entailment.contradicts", -MOST) >= least["odds"]
        )

    def near(self, numbers: Mapping[str, float]) -> bool:
        """Whether the claims speak of one thing clearly enough for the encoder to be believed."""
        return numbers.get("topic", 0.0) >= float(self.weights["gate"])

    def threshold(self, relation: str, *, learned: bool) -> float:
        """The least probability at which the relation is stated."""
        way = "learned" if learned and self.weights["layers"] else "rules"
        return float(self.weights["thresholds"][way][relation])

    def surely(self, numbers: Mapping[str, float], *, learned: bool) -> float:
        """The least score of a contradiction that is stated: its threshold, or what the rules' word is worth where
        they found it and the encoder was not against: less where it leaned that way."""
        least = self.threshold("contradiction", learned=learned)
        if not (learned and self.seconded(numbers)):
            return least
        word = self.weights["thresholds"]["seconded"]
        sure = numbers.get("entailment.contradicts", -MOST) >= word["even"]
        return max(least, float(word["score"] if sure else word["doubted"]))


def _either(numbers: Mapping[str, float], weights: Mapping[str, float]) -> float:
    none = 1.0
    for name, weight in weights.items():
        none *= 1 - max(0.0, min(1.0, weight * numbers.get(name, 0.0)))
    return 1 - none


def _odds(share: float) -> float:
    return log(max(share, 1e-3) / max(1 - share, 1e-3))


def _share(odds: float) -> float:
    return 1 / (1 + exp(-max(-MOST, min(MOST, odds))))
