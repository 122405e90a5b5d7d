"""The component `counterclaim_layout`: paragraphs, headline, dateline and boilerplate; no sentence crosses a
paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from spacy.language import Language
from spacy.tokens import Doc

from services.claims.document import text_of
from services.claims.layout.dateline import Dateline, dateline
from services.claims.layout.paragraphs import paragraphs
from services.claims.lexicon import table
from services.domain.claim import Span


@dataclass(frozen=True, slots=True)
class Layout:
    """Paragraphs that carry the report, those that don't (`boilerplate`), and what stands around them."""

    paragraphs: tuple[Span, ...]
    boilerplate: tuple[Span, ...]
    headline: Span | None
    dateline: Dateline | None

    def paragraph_of(self, at: int) -> Span | None:
        """The paragraph that holds character `at`."""
        return next((p for p in self.paragraphs if p[0] <= at < p[1]), None)

    def index_of(self, at: int) -> int:
        """The number of the last paragraph that begins at or before `at` (0 for the first)."""
        return max(0, sum(p[0] <= at for p in self.paragraphs) - 1)

    def day(self, published: datetime | None) -> date | None:
        """The day that "today" means: the dateline's, else that of publication."""
        on = published.date() if published else None
        return self.dateline.on(on) if self.dateline else on


def lay_out(text: str) -> Layout:
    """The layout of an article's text."""
    patterns = [re.compile(p) for p in table("boilerplate")["paragraphs"]]
    body: list[Span] = []
    rest: list[Span] = []
    for span in paragraphs(text):
        (rest if any(p.match(text, *span) for p in patterns) else body).append(span)
    line = next((d for p in body[:4] if (d := dateline(text, p))), None)
    return Layout(tuple(body), tuple(rest), _headline(text, body, line), line)


def _headline(text: str, body: list[Span], line: Dateline | None) -> Span | None:
    if len(body) < 2 or (line and line.span[0] == body[0][0]):
        return None
    first = text[slice(*body[0])]
    short = len(first) <= 160 and len(first.split()) <= 25 and not first.endswith(('"', "”"))
    return body[0] if short and not re.search(r"[.!?] ", first) else None


@Language.factory("counterclaim_layout")
class LayoutComponent:
    """Writes `doc._.layout` and marks where sentences must begin."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        layout = lay_out(text_of(doc))
        doc._.layout = layout
        starts = {p[0] for p in (*layout.paragraphs, *layout.boilerplate)}
        if layout.dateline:
            starts.add(layout.dateline.span[1])
        for token in doc:
            if token.idx in starts:
                token.is_sent_start = True
        return doc
