"""Which parts of an event hold an article's words, and whose: what the log seals, and what is left once it is gone.

The rest stays open: ids, kinds, scores, dates, the outlet, the digests by which copies and later versions are known.
So a log whose words were destroyed still tells what happened to what.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

Data = dict[str, Any]

_OF_ARTICLE: Data = {"text": "", "title": None, "url": None, "fingerprint": ""}
_OF_CLAIMS: Data = {"claims": [], "vectors": [], "affiliations": []}
_OF_FINDING: Data = {"summary": "", "signals": [], "matter": ""}
_OF_PLACING: Data = {"title": ""}
_OF_ANALYST: dict[str, Data] = {
    "VerdictRecorded": {"note": None}, "MattersMerged": {"note": None}, "MatterSplit": {"title": "", "note": None},
    "MatterRenamed": {"title": "", "note": None},
}
"""An analyst's words; those that tell of no article are the analyst's own, and stay open."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words, and the ids of the articles that they tell of: readable only while none of these is withdrawn."""

    articles: tuple[str, ...]
    words: Data


def split(name: str, data: Data) -> tuple[Data, list[Part]]:
    """The open part of an event's data, and the parts that bear words, in their order."""
    match name:
        case "ArticleSubmitted":
            article = data["article"]
            rest, words = _apart(article, _OF_ARTICLE)
            return {**data, "article": rest}, [Part((article["id"],), words)]
        case "ClaimsExtracted":
            rest, words = _apart(data, _OF_CLAIMS)
            return {**rest, "count": len(words["claims"])}, [Part((data["article_id"],), words)]
        case "ContradictionsFound":
            apart = [_finding_apart(finding, data["article_id"]) for finding in data["findings"]]
            placed = [_placing_apart(placing, data["article_id"]) for placing in data.get("placings", ())]
            rest = {**data, "findings": [rest for rest, _ in apart], "placings": [rest for rest, _ in placed]}
            return rest, [part for _, part in (*apart, *placed)]
    if name in _OF_ANALYST and data["articles"] and (data["note"] is not None or "title" in data):
        rest, words = _apart(data, _OF_ANALYST[name])
        return rest, [Part(tuple(data["articles"]), words)]
    return data, []


def join(name: str, rest: Data, parts: Sequence[Data | None]) -> tuple[Data, bool]:
    """The data that `split` was given, and whether words are missing: those of parts that are None are empty."""
    gone = None in parts
    match name:
        case "ArticleSubmitted":
            return {**rest, "article": {**rest["article"], **(parts[0] or _OF_ARTICLE)}}, gone
        case "ClaimsExtracted":
            return {**rest, **(parts[0] or _OF_CLAIMS)}, gone
        case "ContradictionsFound":
            told = len(rest["findings"])
            findings = [_finding(*both) for both in zip(rest["findings"], parts[:told], strict=True)]
            placed = zip(rest.get("placings", ()), parts[told:], strict=True)
            placings = [{**placing, **(part or _OF_PLACING)} for placing, part in placed]
            return {**rest, "findings": findings, "placings": placings}, gone
    return {**rest, **(parts[0] or _OF_ANALYST[name])}, gone


def articles_of(name: str, rest: Data) -> list[tuple[str, ...]]:
    """For the open part of an event's data, the articles of each part that was sealed, in their order."""
    match name:
        case "ArticleSubmitted":
            return [(rest["article"]["id"],)]
        case "ClaimsExtracted":
            return [(rest["article_id"],)]
        case "ContradictionsFound":
            return [_told(one, rest["article_id"]) for one in (*rest["findings"], *rest.get("placings", ()))]
    return [tuple(rest["articles"])]


def without(name: str, data: Data, article_ids: Collection[str], claim_ids: Collection[str]) -> Data:
    """The data of an event that was stored whole and tells of these articles, emptied of their words."""
    match name:
        case "ArticleSubmitted" | "ClaimsExtracted":
            return {**join(name, split(name, data)[0], [None])[0], "withdrawn": True}
        case "ContradictionsFound":
            own = data["article_id"] in article_ids
            findings = [
                _finding(_finding_apart({"articles": [], **finding}, "")[0], None)
                if own or {finding["a"], finding["b"]} & set(claim_ids) else finding
                for finding in data["findings"]
            ]
            placings = [
                {**placing, **_OF_PLACING} if own or set(placing["articles"]) & set(article_ids) else placing
                for placing in data.get("placings", ())
            ]
            return {**data, "findings": findings, "placings": placings}
        case "VerdictRecorded":
            return {**data, **_OF_ANALYST[name]}
    return data


def _apart(data: Data, words: Data) -> tuple[Data, Data]:
    return {k: v for k, v in data.items() if k not in words}, {k: data.get(k, empty) for k, empty in words.items()}


def _told(finding: Data, article_id: str) -> tuple[str, ...]:
    return tuple(finding["articles"]) or (article_id,)


def _finding_apart(finding: Data, article_id: str) -> tuple[Data, Part]:
    comparison, said = _apart(finding["comparison"], {"summary": "", "signals": []})
    rest = {k: v for k, v in finding.items() if k not in ("matter", "withdrawn")}
    return {**rest, "comparison": comparison}, Part(_told(finding, article_id), {**said, "matter": finding["matter"]})


def _placing_apart(placing: Data, article_id: str) -> tuple[Data, Part]:
    rest, title = _apart(placing, _OF_PLACING)
    return rest, Part(_told(placing, article_id), title)


def _finding(rest: Data, part: Data | None) -> Data:
    words = part or _OF_FINDING
    said = {k: words[k] for k in ("summary", "signals")}
    return {**rest, "comparison": {**rest["comparison"], **said}, "matter": words["matter"], "withdrawn": part is None}
