"""Weights are learned from which choice is right, and only from what comes up in several articles."""

from __future__ import annotations

from training.speakers.parties import Example, fit


def _example(article: int, word: str, right: int) -> Example:
    rows = [{"rule none": 1.0, f"none:{word}": 1.0}, {"side": 1.0, f"Democrats:{word}": 1.0}]
    return Example(article, rows, [n == right for n in range(2)], 1)


def test_a_word_that_goes_with_a_party_speaks_for_it() -> None:
    every = [_example(n, word, right) for n in range(8) for word, right in (("progressives", 1), ("fans", 0))]
    learned = fit(every)
    assert learned["Democrats:progressives"] > 0.5 > -0.5 > learned["Democrats:fans"]


def test_a_word_of_one_article_is_not_learned() -> None:
    every = [_example(n, "progressives", 1) for n in range(8)] + [_example(0, "hikers", 0)]
    assert not any("hikers" in name for name in fit(every))
