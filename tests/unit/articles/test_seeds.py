"""The seed articles pass intake and say what `seeds/expected.yaml` says they say."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.articles.batch import read_all
from services.articles.fingerprint import bands, jaccard
from services.articles.intake import Intake
from services.domain.article import Article
from services.domain.claim import Stance
from services.domain.contradiction import Kind, Relation

SEEDS = Path(__file__).parents[3] / "seeds"
ARTICLES = SEEDS / "articles"
EXPECTED: dict[str, Any] = yaml.safe_load((SEEDS / "expected.yaml").read_text(encoding="utf-8"))


@cache
def items() -> list[Intake]:
    return list(read_all([str(ARTICLES)], stdin=io.BytesIO()))


def articles(file: str) -> list[Article]:
    return [item.article for item in items() if item.name == str(ARTICLES / file) and item.article]


def article(entry: dict[str, Any]) -> Article:
    return articles(entry["file"])[entry.get("entry", 1) - 1]


def test_every_seed_passes_intake_with_title_outlet_date_and_address() -> None:
    assert [f"{item.where}: {item.error}" for item in items() if item.error] == []
    found = [item.article for item in items() if item.article]
    assert all(a.title and a.outlet and a.url and a.published_at for a in found)
    assert len({a.id for a in found}) == len(found) >= 14
    assert len({a.media_type for a in found}) == 4


def test_expectations_cover_every_seed() -> None:
    expected = [article(entry).id for entry in EXPECTED["articles"]]
    assert sorted(expected) == sorted(item.article.id for item in items() if item.article)


@pytest.mark.parametrize("entry", EXPECTED["articles"], ids=lambda e: f"{e['file']}#{e.get('entry', 1)}")
def test_expected_contents_stand_in_their_article_word_for_word(entry: dict[str, Any]) -> None:
    text = article(entry).text
    assert [claim["content"] for claim in entry["claims"] if claim["content"] not in text] == []
    assert {claim["stance"] for claim in entry["claims"]} <= {stance.value for stance in Stance}
    assert {claim["party"] for claim in entry["claims"] if claim["party"]} == set(entry["parties"])


def test_findings_refer_to_claims_that_exist_and_kinds_that_exist() -> None:
    claims = [claim["id"] for entry in EXPECTED["articles"] for claim in entry["claims"]]
    assert len(claims) == len(set(claims))
    for finding in EXPECTED["findings"]:
        assert {finding["a"], finding["b"]} <= set(claims)
        relation = Relation(finding["relation"])
        assert (relation is Relation.CONTRADICTION) == (finding["kind"] in {kind.value for kind in Kind})


def test_syndicated_copies_are_near_and_share_a_band_and_no_others_do() -> None:
    groups = [{articles(file)[0].id for file in group} for group in EXPECTED["syndicated"] + EXPECTED["corrections"]]
    found = [item.article for item in items() if item.article]
    for a in found:
        for b in found:
            copies = any({a.id, b.id} <= group for group in groups)
            assert (jaccard(a.minhash, b.minhash) > 0.5) == (copies or a is b)
    for origin, *copies in EXPECTED["syndicated"]:
        for copy in copies:
            assert set(bands(articles(origin)[0].minhash)) & set(bands(articles(copy)[0].minhash))


def test_the_correction_points_to_what_it_corrects() -> None:
    for corrected, earlier in EXPECTED["corrections"]:
        assert articles(corrected)[0].corrects == articles(earlier)[0].id
