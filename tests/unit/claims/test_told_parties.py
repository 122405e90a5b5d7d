"""The text goes before what earlier articles told, and that before the gazetteer."""

from __future__ import annotations

from datetime import UTC, datetime

from services.claims.extractor import Extractor
from services.domain.affiliation import Affiliation

DAY = datetime(2012, 3, 12, tzinfo=UTC)


def party(rules: Extractor, text: str, *told: Affiliation) -> str | None:
    return rules.extract(text, published_at=DAY, affiliations=told)[-1].party


def of(speaker: str, party: str, on: str = "2012-01-01") -> Affiliation:
    return Affiliation(speaker, party, None, f"of {party}", on)


def test_an_untitled_person_speaks_for_whom_an_earlier_article_told(rules) -> None:
    assert party(rules, "Ivar Dahl said the nets were empty.", of("Ivar Dahl", "Norway")) == "Norway"
    assert party(rules, "Ivar Dahl said the nets were empty.") is None


def test_the_text_outweighs_what_an_earlier_article_told(rules) -> None:
    text = "Ivar Dahl, a spokesman for the African Union, said the nets were empty."
    assert party(rules, text, of("Ivar Dahl", "Norway")) == "African Union"


def test_what_was_told_last_outweighs_the_gazetteer(rules) -> None:
    told = of("Sergei Lavrov", "Russia", "2011-01-01"), of("Sergei Lavrov", "United Nations")
    assert party(rules, "Sergei Lavrov said the talks went on.", *told) == "United Nations"
    assert party(rules, "Sergei Lavrov said the talks went on.") == "Russia"


def test_the_text_outweighs_the_gazetteer(rules) -> None:
    text = "Sergei Lavrov, a spokesman for the African Union, said the talks went on."
    assert party(rules, text) == "African Union"
