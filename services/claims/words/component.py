"""The component `counterclaim_words`: part of speech and lemma, as the stock attribute ruler and lemmatizer give them.

Those two ask of every token anew what depends on its form, tag and dependency alone, and take a fifth of the stock
pipeline's time for it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc, Token

from services.claims.words.patterns import Form, Rule, attributes, single

BE = frozenset({"is", "are", "was", "were", "'s", "'re"})
MOST = 200_000
"""Words kept before all are worked out anew; a hundred bytes each."""


@Language.factory("counterclaim_words")
class WordComponent:
    """Writes `pos` and `lemma` of each token. Takes over the pipeline's attribute ruler and lemmatizer, which may be
    removed then."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
        assert isinstance(ruler, AttributeRuler)  # noqa: S101
        assert isinstance(lemmatizer, Lemmatizer)  # noqa: S101
        self._rules: tuple[Rule, ...] = tuple(single(ruler.patterns))
        self._lemmatizer, self._expletive = lemmatizer, nlp.vocab.strings.add("expl")
        self._known: dict[tuple[int, ...], tuple[int, int]] = {}
        self._rules_of = lru_cache(maxsize=None)(self._of)
        self._named = {p["LOWER"] for p, _ in self._rules if isinstance(p.get("LOWER"), str)}

    def __call__(self, doc: Doc) -> Doc:
        keys = list(map(tuple, doc.to_array(["ORTH", "LOWER", "TAG", "DEP"]).tolist()))
        known = self._known
        if len(known) > MOST:
            known.clear()
        for i, key in enumerate(keys):
            if key not in known:
                known[key] = self._looked_up(doc[i])
        values: Any = np.array([known[key] for key in keys], dtype=np.uint64).reshape(-1, 2)
        doc.from_array(["POS", "LEMMA"], values)
        for i, key in enumerate(keys[:-1]):
            # "There is": the ruler's one pattern of two tokens that sets a part of speech.
            if key[-1] == self._expletive and doc[i + 1].lower_ in BE:
                doc[i + 1].pos_ = "VERB"
        return doc

    def _looked_up(self, token: Token) -> tuple[int, int]:
        lower = token.lower_
        rules = self._rules_of(token.tag_, lower if lower in self._named else None)
        given = attributes(rules, Form(lower, token.tag_, token.dep_))
        token.pos_ = given.get("POS", "")
        token.set_morph(given.get("MORPH", ""))  # type: ignore[attr-defined]  # missing in spaCy's stubs
        lemma = given.get("LEMMA") or (self._lemmatizer.rule_lemmatize(token)[0] if token.pos else lower)
        return token.pos, token.vocab.strings.add(lemma)

    def _of(self, tag: str, lower: str | None) -> tuple[Rule, ...]:
        """The rules that the tag and, for a word that one of them names, the word leave open."""
        return tuple(
            (p, a)
            for p, a in self._rules
            if ("TAG" not in p or Form("", tag, "").fits({"TAG": p["TAG"]}))
            and (not isinstance(p.get("LOWER"), str) or p["LOWER"] == lower)
        )
