"""A report as JSON-LD: schema.org for articles, claims and parties, our own few terms for what ties claims together.

Ids are `urn:uuid:` of the stored id, or derived from a name, so the same thing has the same id in every export. Where a
claim stands is told by the W3C Web Annotation Data Model's TextPositionSelector: `start` inclusive, `end` exclusive, in
characters.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from services.domain.claim import Places, Span
from services.domain.identity import NAMESPACE, derived_id
from services.reports.shapes import ClaimRow, FindingRow, Report

CONTEXT: list[Any] = [
    "https://schema.org",
    {
        "cc": f"urn:uuid:{NAMESPACE}#",
        "oa": "http://www.w3.org/ns/oa#",
        "start": "oa:start", "end": "oa:end",
        "sourceAt": "cc:sourceAt", "cueAt": "cc:cueAt", "contentAt": "cc:contentAt",
        "inTitle": "cc:inTitle", "submitted": "cc:submitted",
        "between": {"@id": "cc:between", "@type": "@id", "@container": "@set"},
        "kind": "cc:kind", "stance": "cc:stance", "verdict": "cc:verdict", "probability": "cc:probability",
        "position": "cc:position", "judge": "cc:judge",
    },
]
Node = dict[str, Any]


def render(report: Report) -> str:
    """One JSON-LD document: a Report, then each article, party, speaker, matter, claim and finding once in `@graph`."""
    graph: dict[str, Node] = {}
    findings = (*report.contradictions, *report.self_reversals, *report.agreements)
    for finding in findings:
        for node in _finding(finding):
            graph.setdefault(node["@id"], node)
    root: Node = {
        "@type": "Report", "name": "Who contradicts whom", "position": report.as_of_position,
        "dateCreated": report.as_of_time.isoformat() if report.as_of_time else None,
        "mentions": [_ref(_urn(finding.id)) for finding in findings],
    }
    document = {"@context": CONTEXT, "@graph": [_filled(root), *graph.values()]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: FindingRow) -> list[Node]:
    matter = _urn(finding.matter_id)
    node = _filled({
        "@id": _urn(finding.id), "@type": f"cc:{finding.relation.value.capitalize()}",
        "between": list(dict.fromkeys([_urn(finding.a.id), _urn(finding.b.id)])),
        "kind": finding.kind.value if finding.kind else None,
        "probability": round(finding.score, 4), "description": finding.summary, "about": _ref(matter),
        "judge": finding.judge, "dateCreated": finding.found_at.isoformat(), "position": finding.position,
        "verdict": finding.verdict.value if finding.verdict else None,
    })
    return [{"@id": matter, "@type": "Thing", "name": finding.matter}, *_claim(finding.a), *_claim(finding.b), node]


def _claim(claim: ClaimRow) -> list[Node]:
    nodes = [_article(claim)]
    author = spoken_by = None
    if claim.party:
        author = _urn(derived_id("party", (claim.party,)))
        nodes.append({"@id": author, "@type": "Organization", "name": claim.party})
    if claim.speaker and claim.speaker != claim.party:
        spoken_by = _urn(derived_id("speaker", (claim.speaker,)))
        kind = "Person" if claim.speaker_kind in ("person", "unnamed", "unknown") else "Organization"
        member = {"affiliation": _ref(author)} if author and kind == "Person" else {}
        nodes.append({"@id": spoken_by, "@type": kind, "name": claim.speaker, **member})
    quoted = claim.mode in ("direct", "mixed")
    nodes.append(_filled({
        "@id": _urn(claim.id), "@type": ["Claim", "Quotation"] if quoted else "Claim", "text": claim.text,
        "author": _ref(author or spoken_by), "spokenByCharacter": _ref(spoken_by or author) if quoted else None,
        "appearance": _ref(_urn(claim.article_id)), "stance": claim.stance, "temporal": claim.said_at,
        "datePublished": claim.published_at.isoformat() if claim.published_at else None,
        **_places(claim.source, claim.cue, claim.content), "inTitle": True if claim.in_title else None,
        "submitted": _submitted(claim.submitted),
    }))
    return nodes


def _places(source: Span | None, cue: Iterable[Span], content: Iterable[Span]) -> Node:
    """Where the parts of a claim stand, in the article's text, or its title where the claim says `inTitle`."""
    parts: dict[str, Iterable[Span]] = {
        "sourceAt": (source,) if source else (), "cueAt": cue, "contentAt": content
    }
    listed = {
        name: [{"@type": "oa:TextPositionSelector", "start": start, "end": end} for start, end in spans]
        for name, spans in parts.items()
    }
    return {name: spans for name, spans in listed.items() if spans}


def _submitted(places: Places | None) -> Node | None:
    """The same in what was submitted."""
    return _places(places.source, places.cue, places.content) if places else None


def _article(claim: ClaimRow) -> Node:
    return _filled({
        "@id": _urn(claim.article_id), "@type": "NewsArticle", "headline": claim.article_title,
        "publisher": {"@type": "Organization", "name": claim.outlet} if claim.outlet else None,
        "datePublished": claim.published_at.isoformat() if claim.published_at else None,
    })


def _urn(identifier: str) -> str:
    return f"urn:uuid:{identifier}"


def _ref(identifier: str | None) -> Node | None:
    return {"@id": identifier} if identifier else None


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value is not None}
