"""Parts of speech and lemmas, looked up once a word, against the stock components that they stand in for."""

from __future__ import annotations

import spacy

from services.claims.extractor import Extractor
from services.claims.pipeline import MODEL

TEXT = (
    "There are two mines here. The owners' children weren't told what was mined, she said; \"I've never been there,\" "
    "Olga Brandt added. Having done so, the men who'd left had better hopes. That's what they do: nobody says a thing, "
    "but everyone has seen the ships' lights going by. He didn't have to leave. It is said that gold lies deeper.\n\n"
    "MOSCOW (AP) -- Better ones were built in the 1990s. Is that so? The best said it must be."
)


def test_words_are_tagged_and_lemmatised_as_the_stock_pipeline_does(rules: Extractor) -> None:
    stock = spacy.load(MODEL)
    ours = rules.nlp
    with ours.select_pipes(enable=["tok2vec", "tagger", "parser", "counterclaim_words"]):
        mine = [(t.text, t.pos_, t.lemma_) for t in ours(TEXT)]
        again = [(t.text, t.pos_, t.lemma_) for t in ours(TEXT)]
    assert mine == [(t.text, t.pos_, t.lemma_) for t in stock(TEXT)]
    assert again == mine
