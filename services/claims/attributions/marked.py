"""Attributions without a verb: "according to X", headlines ("Pence: …") and transcripts ("WALLACE: …")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from services.claims.attributions.phrases import noun_span, trimmed
from services.claims.attributions.verbs import Candidate
from services.claims.document import sentence_of, text_of
from services.claims.layout.component import Layout
from services.claims.lexicon import table
from services.domain.claim import Span

_LABEL = re.compile(
    r"[\"“]?(?P<who>(?:[A-Z][\w.'’\-]*|[A-Z]{2,})(?: (?:of|for|and|the|[A-Z][\w.'’\-]*)){0,4})"
    r"(?P<colon>:)\s+(?=[\w\"“‘'(])"
)
_TAIL = re.compile(r"\s(?P<dash>[-–—|])\s(?P<who>[A-Z][\w.'’]*(?: [A-Z][\w.'’]*){0,3})$")


def by_marks(doc: Doc) -> Iterator[Candidate]:
    """Candidates of "according to", of labels before a colon and of a headline's source after a dash."""
    yield from _according(doc)
    layout: Layout = doc._.layout
    for p in layout.paragraphs:
        yield from _label(text_of(doc), p, headline=p == layout.headline)


def _according(doc: Doc) -> Iterator[Candidate]:
    phrases = table("cues")["said_by"]
    places: dict[str, list[int]] = {}
    for token in doc:
        if token.lower_ in {p[0] for p in phrases}:
            places.setdefault(token.lower_, []).append(token.i)
    for phrase in phrases:
        width = len(phrase)
        for i in places.get(phrase[0], ()):
            if [t.lower_ for t in doc[i : i + width]] != phrase or i + width >= len(doc):
                continue
            last = doc[i + width - 1]
            head = next((t for t in last.children if t.dep_ == "pobj"), None) or doc[i + width]
            source, cue, sent = noun_span(head), (doc[i].idx, last.idx + len(last)), sentence_of(doc[i])
            source = (max(source[0], cue[1] + 1), source[1])
            if source[0] >= source[1]:
                continue
            before, after = (
                trimmed(text_of(doc), (sent.start_char, cue[0])),
                trimmed(text_of(doc), (source[1], sent.end_char)),
            )
            opening = before is None or not any(c.isalnum() for c in text_of(doc)[slice(*before)])
            content = after if opening else before
            if content:
                yield Candidate(source, cue, (content,), "accord", i, "_".join(phrase))


def _label(text: str, paragraph: Span, *, headline: bool) -> Iterator[Candidate]:
    m = _LABEL.match(text, *paragraph)
    if m and (headline or m["who"].isupper() or text[m.end()] in '"“'):
        content = trimmed(text, (m.end(), paragraph[1]))
        if content:
            yield Candidate(m.span("who"), m.span("colon"), (content,), "label", -1, ":")
    tail = _TAIL.search(text, *paragraph) if headline else None
    if tail:
        content = trimmed(text, (paragraph[0], tail.start()))
        if content:
            yield Candidate(tail.span("who"), tail.span("dash"), (content,), "tail", -1, "-")
