"""Claims and contradictions of the seed articles against what a careful reader found in them.

.venv/bin/python -m benchmarks.seeds_expected [--claims-only] [--json]. Claims are compared within one dispute, each
with its nearest earlier ones. The reader's list is not exhaustive: a finding outside of it is shown, not counted as
wrong.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.seeds_reading import Seed, answers, expectations, same_name, seeds_of
from services.claims.extractor import Extractor, claims_of
from services.domain.claim import Claim, statement_of
from services.domain.contradiction import Comparison, Relation

SEEDS = Path(__file__).parents[1] / "seeds"
NEAREST = 20
Found = tuple[Claim, Claim, Comparison]


def main() -> None:
    """Prints what was missed and the counts, or with --json one object of counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims-only", action="store_true", help="don't judge pairs of claims")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    expected = expectations(SEEDS)
    seeds = seeds_of(SEEDS, expected)
    extractor = Extractor()
    claims = {
        s.article.id: claims_of(s.article, extractor.extract(
            s.article.text, title=s.article.title, outlet=s.article.outlet, published_at=s.article.published_at
        )) for s in seeds
    }
    answered = {ref: claim for s in seeds for ref, claim in answers(s, claims[s.article.id]).items()}
    rows = claim_rows(seeds, answered, expected["also_right"])
    figures = claim_figures(rows, claims, seeds)
    wrong = [row for row in rows if row["state"] != "right"]
    lines = [f"{row['state']:>14}  {row['id']:5} {row['wanted']}  |  {row['got']}" for row in wrong]
    if not options.claims_only:
        found = findings(seeds, claims)
        more, shown = finding_figures(expected["findings"], found, answered)
        figures |= more
        lines += shown
    if options.json:
        print(json.dumps(figures))
        return
    print("\n".join(lines), *(f"{name:32} {value}" for name, value in figures.items()), sep="\n")


def claim_rows(seeds: Sequence[Seed], answered: dict[str, Claim], also: dict[str, list[str]]) -> list[dict[str, Any]]:
    """One row an expected claim: missed, wrong speaker, wrong party or right."""
    rows = []
    for wanted in (claim for seed in seeds for claim in seed.claims):
        got = answered.get(wanted["id"])
        a = got.attribution if got else None
        party = a is not None and same_name(a.party, wanted["party"], also.get(wanted["party"], ()))
        speaker = a is not None and (same_name(a.speaker, wanted["speaker"]) or (party and a.speaker == a.party))
        state = "missed" if a is None else "wrong speaker" if not speaker else "right" if party else "wrong party"
        rows.append({
            "id": wanted["id"], "state": state, "stance": a is not None and a.stance.value == wanted["stance"],
            "wanted": f"{wanted['speaker']} / {wanted['party']}: {wanted['content'][:60]}",
            "got": f"{a.speaker} / {a.party}" if a else "",
        })
    return rows


def claim_figures(
    rows: Sequence[dict[str, Any]], claims: dict[str, tuple[Claim, ...]], seeds: Sequence[Seed]
) -> dict[str, int]:
    """Counts over all claims, and how many claims were found where nobody claims anything."""
    states = [row["state"] for row in rows]
    return {
        "claims expected": len(rows), "found": len(rows) - states.count("missed"),
        "with the right speaker": len(rows) - states.count("missed") - states.count("wrong speaker"),
        "and the right party": states.count("right"), "with the right stance": sum(row["stance"] for row in rows),
        "claims found in all": sum(map(len, claims.values())),
        "in articles without a claim": sum(len(claims[s.article.id]) for s in seeds if not s.claims),
    }


def findings(seeds: Sequence[Seed], claims: dict[str, tuple[Claim, ...]]) -> list[Found]:
    """What the judge says of each claim and its nearest earlier ones in the same dispute, unrelated pairs left out."""
    from services.contradictions.judge import Judge

    judge = Judge.load()
    pairs: list[tuple[Claim, Claim]] = []
    for dispute in {seed.dispute for seed in seeds}:
        own = [c for s in seeds if s.dispute == dispute and s.counts for c in claims[s.article.id]]
        if not own:
            continue
        vectors = np.array(judge.embed([statement_of(c) for c in own]))
        for i in range(1, len(own)):
            nearest = np.argsort(-(vectors[:i] @ vectors[i]), kind="stable")[:NEAREST]
            pairs += [(own[j], own[i]) for j in sorted(nearest)]
    compared = judge.compare_many([(statement_of(a), statement_of(b)) for a, b in pairs])
    return [(a, b, c) for (a, b), c in zip(pairs, compared, strict=True) if c.relation is not Relation.UNRELATED]


def finding_figures(
    expected: Sequence[dict[str, Any]], found: Sequence[Found], answered: dict[str, Claim]
) -> tuple[dict[str, int], list[str]]:
    """Counts, and lines for what was missed, took another kind, or stands outside of the reader's list."""
    by_pair = {frozenset((a.id, b.id)): (a, b, c) for a, b, c in found}
    figures: dict[str, int] = {}
    lines: list[str] = []
    listed = set()
    for relation in ("contradiction", "agreement"):
        wanted = [e for e in expected if e["relation"] == relation]
        reachable = [e for e in wanted if e["a"] in answered and e["b"] in answered]
        hits = kinds = 0
        for e in reachable:
            pair = frozenset((answered[e["a"]].id, answered[e["b"]].id))
            listed.add(pair)
            got = by_pair[pair][2] if pair in by_pair else None
            hits += (hit := got is not None and got.relation.value == relation)
            kinds += hit and got is not None and (got.kind.value if got.kind else None) == e["kind"]
            if not hit:
                judged = got.relation if got else "unrelated"
                lines.append(f"{'missed':>14}  {e['a']} {e['b']} {relation} {e['kind']}, judged {judged}")
        figures |= {f"{relation}s expected": len(wanted), f"{relation}s, both claims found": len(reachable),
                    f"{relation}s found": hits}
        if relation == "contradiction":
            figures["with the right kind"] = kinds
    others = [(a, b, c) for pair, (a, b, c) in by_pair.items() if pair not in listed]
    for relation in ("contradiction", "agreement"):
        figures[f"other {relation}s reported"] = sum(c.relation.value == relation for _, _, c in others)
    for a, b, c in others:
        kind = c.kind.value if c.kind else c.relation.value
        sides = "  |  ".join(f"{claim.attribution.party}: {claim.text[:70]}" for claim in (a, b))
        lines.append(f"{'not in list':>14}  {kind}: {sides}")
    return figures, lines


if __name__ == "__main__":
    main()
