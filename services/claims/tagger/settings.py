"""The settings that travel with the weights, chosen on held-out training articles."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.claims.tagger.roles import Roles


@dataclass(frozen=True, slots=True)
class Settings:
    """config.json of a weights folder.

    budget: word pieces of a window. longest: word pieces of a paragraph before it is cut. least_cue: probability from
    which a word may begin a cue. keep: score from which a frame is given. switch: cost of a change of role.
    nested: score from which a frame inside another's content is given; 1 gives none.
    weights: bias and slopes of the score over (realness logit, cue logit, content sureness, has a source, is
    quoted).
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

    def score(self, real: float, begins: float, roles: Roles) -> float:
        """Calibrated probability (Platt scaling) that an attribution is real."""
        return float(1 / (1 + np.exp(-np.dot(self.weights, (1.0, *features(real, begins, roles))))))


def features(real: float, begins: float, roles: Roles) -> tuple[float, float, float, float, float]:
    """What the score is made of: both judgements of the cue as logits, and what is known of the content and source."""
    begins = min(max(begins, 1e-4), 1 - 1e-4)
    logit = float(np.log(begins / (1 - begins)))
    return real, logit, roles.sure, float(roles.source is not None), float(roles.quoted > 0.95)
