"""What the whole system reports of annotated articles from their raw text, to be read by a person.

  .venv/bin/python -m benchmarks.raw_articles --data DIR [--out FILE] [--read FILE] [--json]

Each article is submitted, extracted and cross-referenced by the use cases that the workers run, against a real
database, in order of publication. --out writes the reported contradictions with their words, for reading (not for the
repository: the words are the publishers'). --read gives a reader's judgements, one {"id", "kept"} a line
(`benchmarks/sets/raw-reading.jsonl`), and counts what was kept.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.in_process import caught_up, in_process, processed
from benchmarks.pairing import paired
from benchmarks.reading import rows_of
from services.articles.assemble import assemble
from services.articles.draft import Draft
from services.articles.limits import Limits
from services.bootstrap import System
from services.domain.claim import Claim
from services.domain.contradiction import Finding, Relation
from services.domain.events import ClaimsExtracted, ContradictionsFound

STRONG, WEAK = "strong", "weak"


def main() -> None:
    """Prints the figures; writes what is to be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="where the contradictions are written with their words")
    parser.add_argument("--read", type=Path, help="judgements: one {id, kept} a line")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    gold = {row["doc_id"]: row for row in rows_of(options.data / "relations" / "articles.jsonl.gz")}
    every = rows_of(options.data / "attribution" / "polnear-dev.jsonl.gz")
    articles = sorted((row for row in every if row["doc_id"] in gold), key=lambda row: (row["date"], row["doc_id"]))
    claims, findings = through_the_system(articles)
    rows = reported(articles, gold, claims, findings)
    if options.out:
        options.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf8")
    kept = {row["id"]: bool(row["kept"]) for row in rows_of(options.read)} if options.read else {}
    figures = counted(rows, gold, kept)
    print(json.dumps(figures) if options.json else "\n".join(f"{k:52} {v}" for k, v in figures.items()))


def through_the_system(articles: Sequence[dict[str, Any]]) -> tuple[dict[str, tuple[Claim, ...]], list[Finding]]:
    """The claims of each article, and every contradiction reported."""
    claims: dict[str, tuple[Claim, ...]] = {}
    findings: list[Finding] = []
    with in_process("raw") as made:
        for number, row in enumerate(articles, 1):
            claims[row["doc_id"]], found = _one(made, row)
            findings += [f for f in found if f.comparison.relation is Relation.CONTRADICTION]
            sys.stderr.write(f"article {number} of {len(articles)}\n")
    return claims, findings


def _one(made: System, row: dict[str, Any]) -> tuple[tuple[Claim, ...], tuple[Finding, ...]]:
    draft = Draft(
        row["text"], "text/plain", title=row["title"], outlet=row["publisher"],
        published_at=datetime.fromisoformat(row["date"]).replace(tzinfo=UTC), source=row["text"],
    )
    made.submit([assemble(draft, Limits(), lambda reference: None)])
    caught_up(made)
    cause = made.queries.events(type="ArticleSubmitted", limit=100_000)[-1]
    extracted, found = (event.event for event in processed(made, cause))
    assert isinstance(extracted, ClaimsExtracted)
    assert isinstance(found, ContradictionsFound)
    return extracted.claims, found.findings


def reported(
    articles: Sequence[dict[str, Any]], gold: dict[str, Any], claims: dict[str, tuple[Claim, ...]],
    findings: Sequence[Finding],
) -> list[dict[str, Any]]:
    """One row a contradiction, likeliest first, with what the annotation says of it where both claims are in one
    article: strong, weak, another label, or None."""
    by_id = {claim.id: (row["doc_id"], claim) for row in articles for claim in claims[row["doc_id"]]}
    answers = {row["doc_id"]: _answers(row, claims[row["doc_id"]]) for row in articles}
    rows = []
    for finding in sorted(findings, key=lambda f: -f.comparison.score):
        (doc_a, a), (doc_b, b) = by_id[finding.a], by_id[finding.b]
        told = None
        if doc_a == doc_b:
            ids = {answers[doc_a].get(a.id), answers[doc_a].get(b.id)}
            told = next((_told(r) for r in gold[doc_a]["relations"] if {r["a"], r["b"]} == ids), None)
        rows.append({
            "id": finding.id, "score": finding.comparison.score, "kind": str(finding.comparison.kind),
            "articles": sorted({doc_a, doc_b}), "annotated": told, "a": _words(a), "b": _words(b),
        })
    return rows


def _answers(row: dict[str, Any], found: Sequence[Claim]) -> dict[str, str]:
    """The annotated attribution that each found claim answers."""
    here = [claim for claim in found if claim.submitted]
    spans = [claim.submitted.content for claim in here if claim.submitted]
    pairs = paired(row["text"], [a["content"] for a in row["attributions"]], spans)
    return {here[j].id: row["attributions"][i]["id"] for i, j in pairs}


def _told(relation: dict[str, Any]) -> str:
    return str(relation["strength"] if relation["label"] == "contradiction" else relation["label"])


def _words(claim: Claim) -> dict[str, Any]:
    a = claim.attribution
    return {"speaker": a.speaker, "party": a.party, "cue": claim.cue_text, "text": claim.text,
            "sentence": claim.sentence}


def counted(rows: Sequence[dict[str, Any]], gold: dict[str, Any], kept: dict[str, bool]) -> dict[str, Any]:
    """How many were reported, how the annotation has those within an article, and what a reader kept."""
    within = [row for row in rows if len(row["articles"]) == 1]
    strong = {name for name, row in gold.items() if any(_told(r) == STRONG for r in row["relations"])}
    right: defaultdict[str, int] = defaultdict(int)
    for row in within:
        good = kept[row["id"]] if row["id"] in kept else row["annotated"] in (STRONG, WEAK)
        right[row["articles"][0]] += good
    figures: dict[str, Any] = {
        "contradictions reported": len(rows), "of these within an article": len(within),
        "within, annotated as strong": sum(row["annotated"] == STRONG for row in within),
        "within, annotated as weak": sum(row["annotated"] == WEAK for row in within),
        "articles with a strong contradiction": len(strong),
        "of these with one reported that is right": sum(right[name] > 0 for name in strong),
    }
    read = [row for row in rows if row["id"] in kept]
    if read:
        figures |= {"read": len(read), "kept": sum(kept[row["id"]] for row in read)}
        figures["kept within an article"] = _share([row for row in read if len(row["articles"]) == 1], kept)
        figures["kept between two"] = _share([row for row in read if len(row["articles"]) > 1], kept)
    return figures


def _share(rows: Sequence[dict[str, Any]], kept: dict[str, bool]) -> str:
    return f"{sum(kept[row['id']] for row in rows)} of {len(rows)}"


if __name__ == "__main__":
    main()
