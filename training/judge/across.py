"""Annotated pairs of claims of two articles: ids and labels in `datasets/article-relations`, words from the corpus."""

import json
import zlib
from pathlib import Path

from training.judge.annotated import claims_of
from training.judge.corpus import LABELS, shares, training_articles

ENCODER_SHARE = 60


def for_encoder(pair: dict) -> bool:
    """Whether the encoder learns from a pair ({"a", "b"} as in the file); the other four in ten are left for the layer
    that weighs what it says of two articles."""
    return zlib.crc32(f"{pair['a']}-{pair['b']}".encode()) % 100 < ENCODER_SHARE


def across_pairs(data: Path, relations: Path, across: Path, part: str = "all") -> list[dict]:
    """Pairs in the form of `corpus.annotated_pairs`: "all", those that an "encoder" learns from or those left for the
    "layer"; `relations` gives the claims' speakers and parties."""
    articles = training_articles(data)
    told = {row["doc_id"]: row for row in map(json.loads, relations.read_text(encoding="utf8").splitlines())}
    every = [json.loads(line) for line in across.read_text(encoding="utf8").splitlines()]
    pairs = [pair for pair in every if part == "all" or for_encoder(pair) == (part == "encoder")]
    named = sorted({side.split(":")[0] for pair in pairs for side in (pair["a"], pair["b"])})
    claims = {
        f"{doc}:{id}": claim
        for doc in named
        for id, claim in claims_of(articles[doc], told[doc]["attributions"]).items()
    }
    return [
        {
            "a": claims[pair["a"]],
            "b": claims[pair["b"]],
            "label": LABELS[pair["label"]],
            "strength": pair["strength"],
            "target": shares((pair["label"], pair["strength"])),
            "hard": False,
            "stands_for": pair["stands_for"],
            "set": "across",
            "id": f"{pair['a']}-{pair['b']}",
            "group": pair["a"].split(":")[0],
        }
        for pair in pairs
    ]
