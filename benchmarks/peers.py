"""Readers that are not ours, for the same texts: regular expressions, and textacy where it is installed."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

import spacy
from spacy.tokens import Doc

from services.claims.pipeline import MODEL

Found = list[dict[str, Any]]
_VERB = (
    r"(?:said|says|told|added|wrote|tweeted|argued|claimed|noted|insisted|explained|announced|stated|warned|asked|"
    r"declared|replied|suggested|believes?|thinks?|admitted|acknowledged|reported)"
)
_WHO = r"(?:(?:[A-Z][\w.’'-]+ ?){1,4}|[Hh]e|[Ss]he|[Tt]hey|[Tt]he \w+(?: \w+)?)"
_QUOTE = r"[\"“][^\"“”\n]{10,}[\"”]"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<content>{_QUOTE}),? (?P<who>{_WHO}) (?P<cue>{_VERB})\b",
        rf"(?P<content>{_QUOTE}),? (?P<cue>{_VERB}) (?P<who>{_WHO})",
        rf"(?P<who>{_WHO}) (?P<cue>{_VERB})[:,]? (?P<content>{_QUOTE})",
        rf"(?P<who>{_WHO}) (?P<cue>{_VERB}) (?:that )?(?P<content>[^\n\"“”]+?)[.!?](?=\s|$)",
        rf"(?P<content>[^\n.\"“”]+), (?P<who>{_WHO}) (?P<cue>{_VERB})[.,]",
        rf"(?P<content>[^\n.\"“”]+), (?P<cue>according to) (?P<who>{_WHO})",
        rf"(?P<cue>According to) (?P<who>{_WHO}), (?P<content>[^\n.\"“”]+)",
    )
)


def by_expressions(texts: Sequence[str]) -> list[Found]:
    """Seven regular expressions over quotation marks, reporting verbs and capitalised names; the first that matches a
    stretch of text has it."""
    return [list(_matches(text)) for text in texts]


def _matches(text: str) -> Iterator[dict[str, Any]]:
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for m in pattern.finditer(text):
            start, end = m.span("content")
            if all(end <= s or e <= start for s, e in taken):
                taken.append((start, end))
                yield {"source": list(m.span("who")), "cue": [list(m.span("cue"))], "content": [[start, end]]}


def textacy_version() -> str | None:
    """The version installed, or None."""
    try:
        return str(importlib.import_module("textacy").__version__)
    except ImportError:
        return None


class Textacy:
    """textacy's `direct_quotations` over the stock model: direct speech only. Where a document's quotation marks are
    odd in number it refuses, and is asked paragraph by paragraph instead."""

    def __init__(self) -> None:
        self.nlp = spacy.load(MODEL)
        self.quotations = importlib.import_module("textacy.extract").triples.direct_quotations

    def __call__(self, texts: Sequence[str]) -> list[Found]:
        return [list(self._of(doc)) for doc in self.nlp.pipe(texts)]

    def _of(self, doc: Doc) -> Iterator[dict[str, Any]]:
        try:
            yield from self._found(doc, 0)
        except ValueError:
            for line in re.finditer(r"[^\n]+", doc.text):
                span = doc.char_span(*line.span(), alignment_mode="expand")
                if span is None:
                    continue
                try:
                    yield from list(self._found(span.as_doc(), span.start_char))
                except ValueError:
                    continue

    def _found(self, doc: Doc, at: int) -> Iterator[dict[str, Any]]:
        for speaker, cue, content in self.quotations(doc):
            spans = ((s[0].idx, s[-1].idx + len(s[-1])) for s in (speaker, cue, content))
            source, verb, words = ([s + at, e + at] for s, e in spans)
            yield {"source": source, "cue": [verb], "content": [words]}
