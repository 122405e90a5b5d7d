"""What the components write on a spaCy Doc, and small questions about its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from services.domain.claim import Attribution, Mode, Span

FIELDS: dict[str, Any] = {
    "title": None,
    "outlet": None,
    "published_at": None,
    "affiliations": (),
    "layout": None,
    "quotations": (),
    "attributions": (),
    "cast": None,
    "bodies": None,
}


SPOKEN = 4
"""Words in single marks from which they are speech rather than a term held at arm's length."""


def register() -> None:
    """Declare the extension attributes `doc._.…` that the components use (harmless when repeated)."""
    for name, default in FIELDS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, marks included; `closed` is False where the paragraph ends first."""

    start: int
    end: int
    closed: bool
    single: bool
    words: int

    @property
    def span(self) -> Span:
        return self.start, self.end


def text_of(doc: Doc) -> str:
    """The document's text, put together once: `doc.text` walks all tokens each time."""
    known: str | None = doc.user_data.get("text")
    if known is None:
        known = doc.user_data["text"] = doc.text
    return known


def ents_of(doc: Doc) -> tuple[Tokens, ...]:
    """The document's entities, put together once: `doc.ents` walks all tokens each time."""
    known: tuple[Tokens, ...] | None = doc.user_data.get("ents")
    if known is None:
        known = doc.user_data["ents"] = tuple(doc.ents)
    return known


def attributions_of(doc: Doc) -> tuple[Attribution, ...]:
    """The attributions found so far, typed."""
    found: tuple[Attribution, ...] = doc._.attributions
    return found


def tokens_at(doc: Doc, span: Span) -> Tokens:
    """The tokens that touch `span` (characters); empty where only whitespace does."""
    found: Tokens | None = doc.char_span(*span, alignment_mode="expand")
    return found if found is not None else doc[0:0]


def head_at(doc: Doc, span: Span) -> Token | None:
    """The syntactic head among the tokens at `span`, or None where there are none."""
    tokens = tokens_at(doc, span)
    return tokens.root if len(tokens) else None


def mode_of(text: str, content: tuple[Span, ...], quotations: tuple[Quotation, ...]) -> Mode:
    """Direct where at least 95% of the letters and digits stand in quotation marks, indirect where at most 2% do.

    Single marks count where they quote as double ones do: four words or more, outside any double ones.
    """
    places = [i for s, e in content for i in range(s, e) if text[i].isalnum()]
    if not places:
        return Mode.INDIRECT
    quoting = [q for q in quotations if not q.single or (q.words >= SPOKEN and q.closed)]
    share = sum(any(q.start <= i < q.end for q in quoting) for i in places) / len(places)
    return Mode.DIRECT if share >= 0.95 else Mode.INDIRECT if share <= 0.02 else Mode.MIXED


def sentence_of(token: Token) -> Tokens:
    """The sentence of a token, found from its neighbours: `token.sent` asks the whole document each time."""
    doc, start, end = token.doc, token.i, token.i + 1
    while start > 0 and not doc[start].is_sent_start:
        start -= 1
    while end < len(doc) and not doc[end].is_sent_start:
        end += 1
    found: Tokens = doc[start:end]
    return found


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def inside(inner: Span, outer: Span) -> bool:
    """Whether `inner` lies within `outer`."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]
