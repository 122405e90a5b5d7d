"""Choose the settings of a trained network on held-out articles: role smoothing, calibration, threshold."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer

from benchmarks.scoring import counted, figures
from services.claims.tagger.network import Network
from services.claims.tagger.settings import Settings, features
from services.claims.tagger.tagger import AttributionTagger, frame_of
from training.attribution.corpus import LONGEST
from training.attribution.network import Remembered

START = Settings("attribution-minilm-1", 192, LONGEST, 0.1, 0.0, 0.0, 1.0, (0.0, 1.0, 0.0, 0.0, 0.0, 0.0))
SWITCHES = (0.25, 0.5, 0.75)
NESTED = 0.7


@dataclass
class Found:
    """What the network found at no threshold: for each article its frames and the features of their scores."""

    frames: list[list[dict]]
    features: list[np.ndarray]


def found(tokenizer: Tokenizer, network: Network, settings: Settings, rows: list[dict]) -> Found:
    """Every candidate of every article."""
    tagger = AttributionTagger(tokenizer, network, settings)
    frames, made = [[] for _ in rows], [[] for _ in rows]
    for row, kept, known in zip(rows, frames, made, strict=True):
        for candidate, roles, real in tagger.proposed([row["text"]]):
            frame = frame_of(row["text"], candidate, roles, 0.0)
            if frame:
                kept.append(as_attribution(frame))
                known.append(features(real, candidate.begins, roles))
    return Found(frames, [np.array(m).reshape(-1, 5) for m in made])


def as_attribution(frame) -> dict:
    """A frame in the form that scoring reads."""
    return {"source": frame.source, "cue": [frame.cue], "content": [list(s) for s in frame.content]}


def hits(text: str, gold: list[dict], frames: list[dict]) -> np.ndarray:
    """Whether each frame pairs with a gold attribution at content IoU of 0.5 or more, (frames,)."""
    letters = [{i for s, e in a["content"] for i in range(s, e) if text[i].isalnum()} for a in [*gold, *frames]]
    table = np.zeros((len(gold), len(frames)))
    for i, a in enumerate(letters[: len(gold)]):
        for j, b in enumerate(letters[len(gold) :]):
            table[i, j] = len(a & b) / max(1, len(a | b))
    good = np.zeros(len(frames))
    for i, j in zip(*linear_sum_assignment(table, maximize=True), strict=True):
        good[j] = table[i, j] >= 0.5
    return good


def measured(rows: list[dict], frames: list[list[dict]]) -> dict[str, float]:
    """The figures of benchmarks.scoring over all rows."""
    counts = sum(
        (counted(r["text"], r["attributions"], f) for r, f in zip(rows, frames, strict=True)),
        start=counted("", [], []),
    )
    return figures(counts)


def choose(tokenizer: Tokenizer, network: Network, rows: list[dict]) -> tuple[Settings, dict[str, float]]:
    """Settings with the greatest sum of content, end-to-end and half of exact F1 on ``rows``; their figures there."""
    best = None
    network = Remembered(network)
    for switch in SWITCHES:
        settings = replace(START, switch=switch)
        every = found(tokenizer, network, settings, rows)
        x = np.concatenate(every.features)
        y = np.concatenate([hits(r["text"], r["attributions"], f) for r, f in zip(rows, every.frames, strict=True)])
        fitted = LogisticRegression(C=10.0, max_iter=1000).fit(x, y)
        weights = (float(fitted.intercept_[0]), *fitted.coef_[0].tolist())
        scores = [fitted.predict_proba(f)[:, 1] if len(f) else np.zeros(0) for f in every.features]
        for keep in np.arange(0.32, 0.45, 0.02):
            kept = [
                [a for a, s in zip(f, p, strict=True) if s >= keep] for f, p in zip(every.frames, scores, strict=True)
            ]
            table = measured(rows, kept)
            value = table["content_f1"] + table["end_to_end_f1"] + 0.5 * table["exact_f1"]
            if best is None or value > best[0] + 1e-4:
                chosen = tuple(round(w, 4) for w in weights)
                best = value, replace(settings, nested=NESTED, keep=round(float(keep), 2), weights=chosen), table
    assert best is not None
    return best[1], best[2]
