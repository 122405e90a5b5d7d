"""A logistic regression of a few weights, by Newton's method; enough to refit the judge's layer across folds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STRENGTH = 0.5
STEPS = 30


def fitted(x: Array, y: Array, weight: Array) -> Array:
    """Weights [columns] of the log odds; columns are scaled and held to zero with an inverse strength of 0.5, the first
    one, the bias, as well."""
    scale = np.maximum(x.std(0), 1e-6)
    scale[0] = 1.0
    z, beta = x / scale, np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = shares(z, beta)
        slope = z.T @ (weight * (p - y)) + beta / STRENGTH
        curve = (z * (weight * p * (1 - p))[:, None]).T @ z + np.eye(len(beta)) / STRENGTH
        step = np.linalg.solve(curve, slope)
        beta -= step
        if np.abs(step).max() < 1e-8:
            break
    return np.asarray(beta / scale)


def shares(x: Array, beta: Array) -> Array:
    """Probabilities [rows]."""
    return np.asarray(1 / (1 + np.exp(-np.clip(x @ beta, -30, 30))))
