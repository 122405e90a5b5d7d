"""Ministries and demonyms lead to the state meant, not to a ministry, nor to another state of the article."""

from __future__ import annotations

import pytest

from services.claims.extractor import Extractor
from services.claims.parties.gazetteer import gazetteer


@pytest.fixture(scope="module")
def reader() -> Extractor:
    return Extractor(learned=False)


@pytest.mark.parametrize(("word", "state"), [("Chinese", "China"), ("Norwegian", "Norway"), ("Kenyan", "Kenya")])
def test_a_demonym_means_the_state_that_news_means(word: str, state: str) -> None:
    found = gazetteer().state(word)
    assert found is not None
    assert found.name == state


def test_a_ministry_speaks_for_the_state_in_its_name_whatever_else_the_article_is_about(reader: Extractor) -> None:
    text = (
        "LIMA, Peru (CP) -- Peru's government closed the port. "
        "Police in Lima sealed the docks and the Peruvian Congress met.\n\n"
        "The Brazilian Foreign Ministry said the closure broke a treaty.\n"
    )
    (claim,) = [a for a in reader.extract(text) if "treaty" in text[slice(*a.content[-1])]]
    assert claim.party == "Brazil"


def test_a_ministry_without_a_state_is_no_party_of_its_own(reader: Extractor) -> None:
    text = "Health Minister Ana Solberg said the wards were safe. Trade Minister Per Lund denied it."
    assert not {a.party for a in reader.extract(text)} & {"Health", "Trade", "Health Minister", "Trade Minister"}
