from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.judge.across import for_encoder
from training.judge.corpus import shares

DATASET = Path(__file__).parents[3] / "datasets" / "article-relations"
STRONG, WEAK = ("contradiction", "strong"), ("contradiction", "weak")


def articles(name: str) -> dict[str, dict]:
    rows = map(json.loads, (DATASET / name).read_text(encoding="utf8").splitlines())
    return {row["doc_id"]: row for row in rows}


def strong(relations: list[dict]) -> set[frozenset[str]]:
    return {frozenset((r["a"], r["b"])) for r in relations if (r["label"], r["strength"]) == STRONG}


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        ([STRONG], (1, 0, 0)),
        ([STRONG, ("unrelated", None)], (0.5, 0, 0.5)),
        ([STRONG, WEAK], (0.8, 0, 0.2)),
        ([("agreement", None), ("unrelated", None)], (0, 0.5, 0.5)),
        ([("hard_negative", None), ("unrelated", None)], (0, 0, 1)),
    ],
)
def test_two_readings_are_learned_in_equal_parts(
    labels: list[tuple[str, str | None]], wanted: tuple[float, ...]
) -> None:
    assert shares(*labels) == pytest.approx(wanted)


def test_the_second_reading_names_claims_of_the_first_each_pair_once() -> None:
    first = articles("annotations.jsonl")
    for name, row in articles("second-annotation.jsonl").items():
        pairs = [frozenset((r["a"], r["b"])) for r in row["relations"]]
        assert len(set(pairs)) == len(pairs), name
        assert all(len(pair) == 2 and pair <= first[name]["attributions"].keys() for pair in pairs), name


def test_the_card_tells_how_far_the_readings_agree() -> None:
    first, second = articles("annotations.jsonl"), articles("second-annotation.jsonl")
    ours = [strong(first[name]["relations"]) for name in second]
    theirs = [strong(row["relations"]) for row in second.values()]
    both = sum(len(a & b) for a, b in zip(ours, theirs, strict=True))
    one, other = sum(map(len, ours)), sum(map(len, theirs))
    card = (DATASET / "README.md").read_text(encoding="utf8")
    assert f"F1 {2 * both / (one + other):.2f} ({both:,} of {one:,} and {other:,})" in card


def test_pairs_of_two_articles_name_annotated_claims_each_pair_once() -> None:
    first, pairs = articles("annotations.jsonl"), across()
    seen = [frozenset((row["a"], row["b"])) for row in pairs]
    assert len(set(seen)) == len(pairs)
    for row in pairs:
        (one, a), (other, b) = row["a"].split(":"), row["b"].split(":")
        assert one != other, row
        assert a in first[one]["attributions"], row
        assert b in first[other]["attributions"], row
        assert (row["strength"] is None) == (row["kind"] is None) == (row["label"] != "contradiction"), row


def test_the_card_counts_the_pairs_of_two_articles() -> None:
    pairs, card = across(), (DATASET / "README.md").read_text(encoding="utf8")
    strong_ones = sum(row["strength"] == "strong" for row in pairs)
    assert f"{len(pairs):,} pairs: {strong_ones} strong contradictions" in card
    left = sum(not for_encoder(row) for row in pairs)
    assert f"{left} of them" in card


def across() -> list[dict]:
    return [json.loads(row) for row in (DATASET / "across.jsonl").read_text(encoding="utf8").splitlines()]
