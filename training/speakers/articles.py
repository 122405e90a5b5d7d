"""The annotated training articles as the pipeline reads them, with the marked attributions put in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from benchmarks.names import same_speaker
from benchmarks.reading import rows_of
from benchmarks.speakers import document_of
from services.claims.extractor import Extractor
from services.domain.claim import Attribution, Mode, Span, Stance

ANNOTATED = Path("datasets/article-relations/annotations.jsonl")
LATER = ("rules", "speakers", "parties", "dates", "stances")


@dataclass(frozen=True, slots=True)
class Label:
    """What an annotator gave an attribution; `party` is "none" for null."""

    speaker: str | None
    party: str

    def same_speaker(self, found: Attribution) -> bool:
        """Whether a found attribution has this speaker."""
        return same_speaker(found, self.speaker)


Labels = dict[tuple[Span, ...], Label]


def annotated_docs(data: Path) -> Iterator[tuple[Doc, Labels]]:
    """Each annotated article with its speakers resolved, and its labels by the place of the content."""
    wanted = {a["doc_id"]: a for a in map(json.loads, ANNOTATED.read_text(encoding="utf-8").splitlines())}
    rows = [r for r in rows_of(data / "attribution" / "polnear-train.jsonl.gz") if r["doc_id"] in wanted]
    extractor = Extractor(learned=False)
    speakers = extractor.nlp.get_pipe("counterclaim_speakers")
    with extractor.nlp.select_pipes(disable=[f"counterclaim_{name}" for name in LATER]):
        docs = extractor.nlp.pipe(extractor._doc(document_of(r)) for r in rows)
        for row, doc in zip(rows, docs, strict=True):
            marked = attributions(row, len(doc.user_data["heading"]))
            doc._.attributions = tuple(marked.values())
            labels = wanted[row["doc_id"]]["attributions"]
            yield speakers(doc), labels_of(marked, labels)


def attributions(row: dict[str, Any], shift: int) -> dict[str, Attribution]:
    """The marked attributions by id, moved behind a heading of `shift` characters; those without a content left out."""

    def moved(span: list[int]) -> Span:
        return span[0] + shift, span[1] + shift

    return {
        a["id"]: Attribution(
            moved(a["source"]) if a["source"] else None,
            tuple(map(moved, a["cue"])),
            tuple(map(moved, a["content"])),
            moved([a["content"][0][0], a["content"][-1][1]]),
            Mode.INDIRECT,
            Stance.ASSERTS,
        )
        for a in row["attributions"]
        if a["content"]
    }


def labels_of(marked: dict[str, Attribution], given: dict[str, dict[str, str | None]]) -> Labels:
    """Labels by the place of the content."""
    return {
        a.content: Label(given[i]["speaker"], given[i]["party"] or "none") for i, a in marked.items() if i in given
    }
