"""Pairs as tensors: rows of like length together, in batches of about the same number of tokens."""

import random
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

LIMIT = 192
TOKENS = 2400
NEAR = 4000
"""Rows are sorted by length within stretches of so many, so that the order of reading stays random."""


def tokenizer_at(pretrained: Path) -> Tokenizer:
    """The pretrained tokenizer, pairs joined, cut at `LIMIT` tokens."""
    tokenizer = Tokenizer.from_file(str(pretrained / "tokenizer.json"))
    tokenizer.enable_truncation(LIMIT)
    tokenizer.no_padding()
    return tokenizer


@dataclass(frozen=True)
class Batch:
    """Token ids of some rows with the shares of the three classes that they should give."""

    rows: list[list[int]]
    targets: list[tuple[float, ...]]

    def tensors(self) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Ids and mask [rows, length], targets [rows, 3]."""
        ids, mask = padded(self.rows)
        return ids, mask, torch.tensor(self.targets)


def target(row: dict) -> tuple[float, ...]:
    """A row's shares of the three classes: its "target", or all on its label."""
    return row.get("target") or tuple(float(row["label"] == n) for n in range(3))


def padded(rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids filled up with 1, and their mask."""
    width = max(map(len, rows))
    ids, mask = torch.full((len(rows), width), 1), torch.zeros(len(rows), width, dtype=torch.long)
    for n, tokens in enumerate(rows):
        ids[n, : len(tokens)] = torch.tensor(tokens)
        mask[n, : len(tokens)] = 1
    return ids, mask


def batches(rows: list[dict], tokenizer: Tokenizer, rng: random.Random, size: int = TOKENS) -> list[Batch]:
    """About `size` tokens each."""
    out = []
    for start in range(0, len(rows), NEAR):
        stretch = rows[start : start + NEAR]
        encoded = tokenizer.encode_batch([(r["a"], r["b"]) for r in stretch])
        order = sorted(range(len(stretch)), key=lambda i: len(encoded[i].ids) + rng.random() * 4)
        groups: list[list[int]] = [[]]
        for i in order:
            if groups[-1] and len(encoded[i].ids) * (len(groups[-1]) + 1) > size:
                groups.append([])
            groups[-1].append(i)
        rng.shuffle(groups)
        out += [Batch([encoded[i].ids for i in g], [target(stretch[i]) for i in g]) for g in groups]
    return out
