"""Two statements of one politician, or of two, about policy: can they be held together?

`sets/policy-pairs.jsonl`: 160 pairs of our own, written by somebody who had seen neither the judge nor its training
data, and used for nothing but measuring. "factual": both cannot hold; "value": two measures stand against each other;
"surface": they only sound opposed; "consistent": compatible, or on two topics ("+" in the topic).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from services.contradictions.judge import Judge
from services.domain.claim import Statement
from services.domain.contradiction import Relation

SET = Path(__file__).parent / "sets" / "policy-pairs.jsonl"
WAYS: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "factual and value against the rest": (("factual", "value"), ("surface", "consistent")),
    "all that sounds opposed against consistent": (("factual", "value", "surface"), ("consistent",)),
    "factual against consistent": (("factual",), ("consistent",)),
}


def balanced(judge: Judge) -> dict[str, float]:
    """For each way to cut the labels in two the mean of the shares that are right on either side (balanced accuracy),
    then the share flagged of each label. The judge sees words alone: no speaker, no party, no date."""
    rows = [json.loads(row) for row in SET.read_text(encoding="utf-8").splitlines()]
    compared = judge.compare_many([(Statement(row["a"]), Statement(row["b"])) for row in rows])
    flagged = np.array([c.relation is Relation.CONTRADICTION for c in compared])
    labels = np.array([row["label"] for row in rows])
    two = np.array(["+" in row["topic"] for row in rows])
    table = {
        name: (float(flagged[np.isin(labels, yes)].mean()) + 1 - float(flagged[np.isin(labels, no)].mean())) / 2
        for name, (yes, no) in WAYS.items()
    }
    parts = {name: labels == name for name in ("factual", "value", "surface")}
    parts |= {"consistent, one topic": (labels == "consistent") & ~two, "consistent, two topics": two}
    return table | {f"flagged of {name}": float(flagged[part].mean()) for name, part in parts.items()}
