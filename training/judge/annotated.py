"""Claims of an annotated article as statements: words from the corpus, speakers and parties from the annotation."""

import re

from services.domain.claim import Statement

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n\s*\n")


def claims_of(article: dict, known: dict[str, dict]) -> dict[str, Statement]:
    """One statement an attribution, by its id; `known` gives {"speaker", "party"} for each."""
    text, out = article["text"], {}
    for row in article["attributions"]:
        said = known.get(row["id"], {})
        parts = row["cue"] + row["content"] + ([row["source"]] if row["source"] else [])
        out[row["id"]] = Statement(
            text=" ".join(text[s:e] for s, e in row["content"]),
            party=said.get("party"),
            speaker=said.get("speaker"),
            cue=" ".join(text[s:e] for s, e in row["cue"]),
            sentence=sentence_around(text, min(s for s, _ in parts), max(e for _, e in parts)),
            said_at=article.get("date"),
            source=text[slice(*row["source"])] if row["source"] else None,
        )
    return out


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence or sentences that hold the span, on one line."""
    first = max(0, start - 600)
    begins = max((m.end() for m in SENTENCE_END.finditer(text, first, start)), default=first)
    after = SENTENCE_END.search(text, end)
    return " ".join(text[begins : after.start() if after else end].split())
