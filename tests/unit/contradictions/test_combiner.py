from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from services.contradictions.combiner import Combiner
from services.contradictions.meeting import Meeting
from services.contradictions.signals.topic import topic
from services.domain.claim import Statement

BY_RULES = {"denial": 1.0, "denial.flat": 1.0, "entailment.contradicts": 0.0}
LAYERS = {
    "contradiction": {"bias": 1.0},
    "contradiction.apart": {"bias": -1.0},
    "agreement": {"bias": 0.0},
}


@pytest.fixture
def combiner() -> Combiner:
    shipped = Combiner.load()
    return replace(shipped, weights={**shipped.weights, "layers": LAYERS})


def test_claims_of_two_articles_have_a_layer_of_their_own(combiner: Combiner) -> None:
    side_by_side = combiner.probabilities({"topic.apart": 0.0}, learned=True)
    apart = combiner.probabilities({"topic.apart": 1.0}, learned=True)
    assert side_by_side["contradiction"] > 0.7
    assert apart["contradiction"] < 0.3
    assert apart["agreement"] == side_by_side["agreement"]


def test_without_such_a_layer_they_share_the_other(combiner: Combiner) -> None:
    layers = {name: LAYERS[name] for name in ("contradiction", "agreement")}
    fewer = replace(combiner, weights={**combiner.weights, "layers": layers})
    assert fewer.probabilities({"topic.apart": 1.0}, learned=True) == fewer.probabilities({}, learned=True)


def test_the_rules_alone_state_nothing_between_two_articles(combiner: Combiner) -> None:
    assert combiner.seconded(BY_RULES)
    assert not combiner.seconded({**BY_RULES, "topic.apart": 1.0})


@pytest.mark.parametrize(
    ("one", "other", "wanted"), [("x", "y", 1.0), ("x", "x", 0.0), (None, "y", 0.0), (None, None, 0.0)]
)
def test_only_two_known_articles_are_apart(
    meet: Callable[..., Meeting], one: str | None, other: str | None, wanted: float
) -> None:
    pair = meet(Statement("the dam was opened", article=one), Statement("the dam was closed", article=other))
    assert topic(pair).measures["apart"] == wanted


def test_one_partys_two_claims_have_lower_odds_and_a_plain_reversal_still_shows(combiner: Combiner) -> None:
    cut = combiner.weights["same_party"]
    for share in (0.1, 0.5, 0.95):
        kept = combiner.damped(share, {"parties.same": 1.0})
        assert kept / (1 - kept) == pytest.approx(cut * share / (1 - share))
        assert combiner.damped(share, {}) == share
    assert combiner.damped(1.0, {"parties.same": 1.0}) == 1.0


@pytest.mark.parametrize(("odds", "wanted"), [(0.4, 0.5), (-0.6, 0.3)])
def test_what_the_rules_find_is_worth_less_where_the_encoder_leans_against_it(
    combiner: Combiner, odds: float, wanted: float
) -> None:
    assert combiner.surely({**BY_RULES, "entailment.contradicts": odds}, learned=True) == wanted
