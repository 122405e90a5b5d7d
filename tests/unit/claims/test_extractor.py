from __future__ import annotations

import json

from services.claims.extractor import Document, claims_of
from services.claims.jsonl import as_json
from services.domain.article import Article

TEXT = "Peru condemned the blockade.\n\nThe port will close, the mayor said."


def article(text: str) -> Article:
    return Article("a1", text, None, None, None, "en", None, "f", (), "text/plain")


def test_reading_twice_gives_the_same_claims(rules) -> None:
    first, second = (claims_of(article(TEXT), rules.extract(TEXT)) for _ in range(2))
    assert [c.id for c in first] == [c.id for c in second]
    assert len({c.id for c in first}) == len(first) == 2


def test_reading_many_gives_what_reading_one_gives(rules) -> None:
    texts = [TEXT, "", "Kenya said the border would stay open."]
    assert list(rules.extract_many(map(Document, texts))) == [rules.extract(t) for t in texts]


def test_a_claim_carries_its_words(rules) -> None:
    claim = claims_of(article(TEXT), rules.extract(TEXT))[0]
    assert (claim.source_text, claim.cue_text, claim.text) == ("Peru", "condemned", "the blockade")
    assert claim.sentence == "Peru condemned the blockade."


def test_the_json_form_is_plain_and_complete(rules) -> None:
    printed = json.loads(json.dumps(as_json(rules.extract(TEXT)[0])))
    assert {"source", "cue", "content", "mode", "speaker", "party", "stance", "said_at"} <= set(printed)
    assert printed["source"] == [0, 4]


def test_the_version_names_the_model(rules) -> None:
    assert "en_core_web_sm" in rules.version
