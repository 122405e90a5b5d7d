"""How a checkpoint does on what it was not trained on: sentence pairs, own pairs, cross-party pairs of articles."""

import gzip
import json
import random
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from benchmarks.conflicts import average_precision
from training.judge import corpus
from training.judge.batches import padded
from training.judge.model import PairEncoder


def probabilities(
    model: PairEncoder, tokenizer: Tokenizer, lines: list[tuple[str, str]], size: int = 64
) -> torch.Tensor:
    """[pairs, 3], rows sum to one."""
    model.eval()
    encoded = [e.ids for e in tokenizer.encode_batch(lines)]
    order = sorted(range(len(lines)), key=lambda i: len(encoded[i]))
    out = torch.zeros(len(lines), 3)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), size):
            chunk = order[start : start + size]
            ids, mask = padded([encoded[i] for i in chunk])
            out[chunk] = model(ids, mask).float().softmax(-1)
    model.train()
    return out


def figures(model: PairEncoder, tokenizer: Tokenizer, data: Path, own: Path, most: int = 250) -> dict[str, float]:
    """Accuracy on `most` pairs of each development set of sentence pairs; average precision on claims."""
    out = {}
    by_set: dict[str, list[dict]] = {}
    with gzip.open(data / "nli" / "dev.jsonl.gz", "rt") as rows:
        for row in map(json.loads, rows):
            by_set.setdefault(row["set"], []).append(row)
    for name, rows in by_set.items():
        some = random.Random(1).sample(rows, min(most, len(rows)))
        shares = probabilities(model, tokenizer, [(r["a"], r["b"]) for r in some])
        two = {r["label"] for r in some} == {"contradiction", "entailment"}
        guess = shares[:, :2].argmax(1) if two else shares.argmax(1)
        hits = [int(g) == corpus.LABELS[r["label"]] for g, r in zip(guess, some, strict=True)]
        out[name] = round(sum(hits) / len(hits), 3)
    articles = [
        r for r in corpus.article_pairs(data, "dev") if r["a"].party != r["b"].party and r["strength"] != "weak"
    ]
    for name, some in (("articles AP", articles), ("own AP", corpus.own_pairs(own, "dev"))):
        some = random.Random(1).sample(some, min(1500, len(some)))
        worded = [corpus.worded(r) for r in some]
        shares = probabilities(model, tokenizer, [(r["a"], r["b"]) for r in worded])
        out[name] = round(average_precision(np.array([r["label"] == 0 for r in some]), shares[:, 0].numpy()), 3)
    return out
