"""The settings that travel with the weights, chosen on held-out training articles."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True, slots=True)
class Settings:
    """config.json of a weights folder.

    budget: word pieces of a window. longest: word pieces of a paragraph before it is cut. least_cue: probability from
    which a word may begin a cue. keep: score from which a frame is given. switch: cost of a change of role.
    nested: score from which a frame inside another's content is given; 1 gives none.
    weights: bias and slopes of the score over (realness logit, cue logit, content sureness, has a source).
    """

    version: str
    budget: int
    longest: int
    least_cue: float
    keep: float
    switch: float
    nested: float
    weights: tuple[float, ...]

    @classmethod
    def read(cls, folder: Path) -> "Settings":
        """From ``folder``/config.json. Raises FileNotFoundError where there is none."""
        values = json.loads((folder / "config.json").read_text(encoding="utf8"))
        return cls(**{**values, "weights": tuple(values["weights"])})

    def score(self, real: float, begins: float, sure: float, sourced: bool) -> float:
        """Calibrated probability (Platt scaling) that an attribution is real."""
        return float(1 / (1 + np.exp(-np.dot(self.weights, (1.0, *features(real, begins, sure, sourced))))))


def features(real: float, begins: float, sure: float, sourced: bool) -> tuple[float, float, float, float]:
    """What the score is made of: both judgements of the cue as logits, the content's sureness, a source or none."""
    begins = min(max(begins, 1e-4), 1 - 1e-4)
    return real, float(np.log(begins / (1 - begins))), sure, float(sourced)
