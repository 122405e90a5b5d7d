"""The contradiction benchmark's own arithmetic."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from benchmarks.conflicts import found, kinds_right, share_of_kind
from benchmarks.contradiction_folds import best_threshold, folds_of, precise
from benchmarks.diagram import reliability_svg
from benchmarks.logistic import fitted, shares
from benchmarks.party_masks import masked, swapped
from benchmarks.sentence_sets import sampled
from services.domain.claim import Statement

ROW = {
    "a": Statement("we trust Governor Holm's Greens", "Green Party", "Ana Silva", "said", "Silva trusts the Greens"),
    "b": Statement("Ana Silva never met Holm", "Harbour Council", "Lars Holm", "said"),
    "group": "one",
}


def test_hidden_names_leave_no_name_of_either_side() -> None:
    (row,) = masked([ROW])
    words = " ".join(str(v) for side in "ab" for v in (row[side].text, row[side].sentence, row[side].speaker))
    assert not any(name in words for name in ("Silva", "Green Party", "Harbour", "Lars"))
    assert {row["a"].party, row["b"].party} == {"Party A", "Party B"}


def test_exchanged_names_give_each_side_the_others_party_speaker_and_mentions() -> None:
    (row,) = swapped([ROW])
    assert (row["a"].party, row["a"].speaker) == ("Harbour Council", "Lars Holm")
    assert row["b"].text == "Lars Holm never met Silva"


def test_a_refitted_layer_finds_the_weights_that_made_the_labels() -> None:
    rng = np.random.default_rng(1)
    x = np.hstack([np.ones((4000, 1)), rng.normal(size=(4000, 2))])
    y = (rng.random(4000) < shares(x, np.array([-1.0, 2.0, 0.0]))).astype(float)
    assert fitted(x, y, np.ones(4000)) == pytest.approx([-1.0, 2.0, 0.0], abs=0.2)


def test_thresholds_are_the_best_and_the_least_precise_enough() -> None:
    p = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.15, 0.1])
    y = np.array([1, 1, 0, 1, 0, 0, 0, 0, 0, 0], float)
    assert best_threshold(y, p) == 0.6
    assert precise(y, p) == 2.0
    assert precise(np.array([1, 1, 1, 1, 1, 0, 0, 0, 0, 0], float), p) == 0.1


def test_an_articles_pairs_stay_in_one_fold() -> None:
    rows = [{"group": f"g{n // 3}"} for n in range(30)]
    fold = folds_of(rows)
    assert all(len(set(fold[n : n + 3])) == 1 for n in range(0, 30, 3))


def test_figures_count_as_the_field_does() -> None:
    rows = [{"label": label} for label in (0, 0, 2, 1)]
    table = found(rows, [True, False, True, False], [0.9, 0.2, 0.8, 0.1])
    assert (table["precision"], table["recall"], table["f1"]) == (0.5, 0.5, 0.5)
    assert table["ap"] == pytest.approx((1 + 2 / 3) / 2)
    assert share_of_kind(["denial", "numeric"], ["denial", "denial"], "denial") == pytest.approx(2 / 3)
    told = [{"label": 0, "kinds": ["numeric", "denial"]}, {"label": 2, "kind": None}]
    assert kinds_right(told, ["denial", "numeric"]) == "1/1"


def test_a_sample_is_the_same_at_every_run() -> None:
    rows = [{"n": n} for n in range(100)]
    assert sampled(rows, 7) == sampled(rows, 7)
    assert sampled(rows, 0) == rows


def test_the_reliability_diagram_is_an_image_with_a_dot_a_bin() -> None:
    bins = [{"pairs": 10, "score": 0.1, "true": 0.2}, {"pairs": 400, "score": 0.9, "true": 0.8}]
    root = ElementTree.fromstring(reliability_svg({"articles": bins}))
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == 2
