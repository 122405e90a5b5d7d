"""Copies of one text are told from other texts."""

from services.domain.syndication import SAME_TEXT, bands, similarity
from tests.articles import signature

WIRE = (
    "The foreign minister said on Monday that the alliance had gone beyond its mandate and that civilians were hurt "
    "in the strikes on the capital while talks went on behind closed doors for a third day without a result in sight"
)


def test_a_shortened_copy_is_the_same_text():
    copy = signature(WIRE.rsplit(" ", 4)[0])
    assert similarity(signature(WIRE), copy) >= SAME_TEXT
    assert set(bands(signature(WIRE))) & set(bands(copy))


def test_another_text_on_the_same_matter_is_not():
    other = signature("The alliance said on Monday that its strikes had protected civilians as the mandate asks")
    assert similarity(signature(WIRE), other) < SAME_TEXT


def test_an_article_without_words_is_like_none():
    assert similarity((), ()) == 0.0


def test_bands_are_those_that_earlier_programs_stored():
    """As FNV-1a defines them: each step cut to 64 bits."""
    values = signature(WIRE)
    for n, band in enumerate(bands(values)):
        key = 1469598103934665603
        for value in (4 * n, *values[4 * n : 4 * n + 4]):
            key = (key ^ value) * 1099511628211 % 2**64
        assert band == key - (key >> 63 << 64)
    assert len(bands(values)) == 16
    assert bands(values[:6]) == bands(values)[:1]
