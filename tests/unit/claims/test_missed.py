"""Names that the recogniser missed are found by the full ones it saw and by the list of known persons."""

from __future__ import annotations

from datetime import UTC, datetime

import spacy
from spacy.tokens import Doc, Span

from services.claims import document
from services.claims.speakers.missed import missed

NLP = spacy.blank("en")


def named(words: str, *, persons: list[tuple[int, int]], other: dict[int, str] | None = None) -> list[str]:
    """The further names in `words`, capitalised ones tagged as proper names; `persons` are the recogniser's."""
    document.register()
    tokens = words.split()
    doc = Doc(NLP.vocab, words=tokens, pos=["PROPN" if w[0].isupper() else "NOUN" for w in tokens])
    doc.ents = [Span(doc, i, i + 1, label) for i, label in (other or {}).items()]
    doc._.published_at = datetime(2020, 3, 12, tzinfo=UTC)
    return [found.text for found in missed(doc, [doc[a:b] for a, b in persons])]


def test_a_last_name_alone_is_found_where_the_full_name_stands_elsewhere() -> None:
    assert named("Ada Obi spoke . later Obi left", persons=[(0, 2)]) == ["Obi"]


def test_a_full_name_taken_for_a_body_is_found_again() -> None:
    assert named("Ada Obi spoke . then Ada Obi left", persons=[(0, 2)], other={5: "ORG"}) == ["Ada Obi"]


def test_part_of_a_longer_name_is_no_mention() -> None:
    assert named("Ada Obi spoke at Obi Tower", persons=[(0, 2)]) == []


def test_who_needs_no_introduction_is_found_without_any() -> None:
    assert named("later Barack Obama spoke", persons=[]) == ["Barack Obama"]


def test_a_state_of_the_same_name_is_none() -> None:
    assert named("Steve Israel spoke . later Israel voted", persons=[(0, 2)]) == []
