"""A title given apart from the text."""

from __future__ import annotations

from dataclasses import replace

from services.claims.extractor import Document, Extractor, claims_of
from services.domain.claim import Attribution
from tests.articles import article

TEXT = "Foreign Minister Ivan Petrov said the strikes were illegal. The alliance answered that nobody had been hurt."


def words(title: str, found: tuple[Attribution, ...]) -> list[tuple[str | None, str]]:
    return [(a.speaker, " ".join(title[s:e] for s, e in a.content)) for a in found if a.in_title]


def test_a_headline_names_its_source_before_a_colon_or_behind_a_dash(whole: Extractor) -> None:
    for title in ("Russia: NATO strikes illegal", "NATO strikes illegal - Russia"):
        assert words(title, whole.extract(TEXT, title=title)) == [("Russia", "NATO strikes illegal")]
    for title in ("Weather: storm ahead", "Live: talks go on"):
        assert words(title, whole.extract(TEXT, title=title)) == []


def test_offsets_of_the_text_are_the_same_with_and_without_a_title(whole: Extractor) -> None:
    plain, titled = whole.extract_many([Document(TEXT), Document(TEXT, title="Petrov: strikes illegal")])
    assert [(a.source, a.cue, a.content) for a in titled if not a.in_title] == [
        (a.source, a.cue, a.content) for a in plain
    ]


def test_a_title_that_the_text_begins_with_is_not_read_twice(whole: Extractor) -> None:
    text = "Russia: NATO strikes illegal\n\n" + TEXT
    found = whole.extract(text, title="Russia: NATO strikes illegal")
    assert not any(a.in_title for a in found)
    assert found[0].content == ((8, 28),)


def test_a_claim_of_the_title_has_the_titles_words_and_an_id_of_its_own(whole: Extractor) -> None:
    report = replace(article(TEXT), title="Russia: NATO strikes illegal")
    claims = claims_of(report, whole.extract(report.text, title=report.title))
    [headline] = [c for c in claims if c.attribution.in_title]
    assert (headline.text, headline.source_text) == ("NATO strikes illegal", "Russia")
    assert headline.submitted is None
    assert len({c.id for c in claims}) == len(claims)
