"""What is learned decides between parties, and gives way to the text and outside the country it was learned from."""

from __future__ import annotations

import pytest

from services.claims.parties import deciding

HOME = "WASHINGTON - The U.S. Senate met on Monday. Congress votes on Friday. Sen. Jane Roe (D-Ohio) was there.\n\n"


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Weights to fill by hand."""
    made: dict[str, float] = {}
    monkeypatch.setattr(deciding, "weights", lambda: made)
    return made


def test_words_said_of_a_group_give_it_a_party(read, learned: dict[str, float]) -> None:
    text = HOME + "Progressives said the plan was weak."
    assert read(text)[-1].party is None
    learned["Democrats:progressives"] = 5.0
    assert read(text)[-1].party == "Democrats"


def test_what_the_text_says_of_a_person_outweighs_what_is_learned(read, learned: dict[str, float]) -> None:
    learned["to none"] = 9.0
    assert read(HOME + "Sen. Paul Holt (R-Iowa) said the plan was weak.")[-1].party == "Republicans"


def test_nothing_learned_counts_in_articles_from_elsewhere(read, learned: dict[str, float]) -> None:
    learned["to none"] = 9.0
    text = "OSLO - Norway's parliament met. Norway is to vote on Friday.\n\nNorwegian officials said the plan was weak."
    assert read(text)[-1].party == "Norway"
