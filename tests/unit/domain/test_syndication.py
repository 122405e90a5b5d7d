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
