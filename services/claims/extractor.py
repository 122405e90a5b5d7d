"""The extractor: text in, attributions out; and the claims made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc

from services.claims.document import attributions_of
from services.claims.pipeline import build, version_of
from services.claims.title import heading, parted
from services.domain.affiliation import Affiliation
from services.domain.article import Article
from services.domain.claim import Attribution, Claim, Places, Span
from services.domain.identity import claim_id
from services.domain.origin import Origin, placed


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read and what is known about it."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published_at: datetime | None = None
    affiliations: Sequence[Affiliation] = ()


class Extractor:
    """Implements the port of the same name. Loading takes about a second and happens on first use; not thread-safe."""

    def __init__(self, *, threads: int = 1, learned: bool = True) -> None:
        """`learned=False` reads by rules alone; the tagger reads on `threads` threads beside the one that parses."""
        self._threads, self._learned = threads, learned
        self.version = version_of(learned=learned)

    @cached_property
    def nlp(self) -> Language:
        """The pipeline, for those who switch parts off or replace them."""
        return build(threads=self._threads, learned=self._learned)

    def extract(
        self,
        text: str,
        *,
        title: str | None = None,
        outlet: str | None = None,
        published_at: datetime | None = None,
        affiliations: Sequence[Affiliation] = (),
    ) -> tuple[Attribution, ...]:
        """The attributions of one text in order of their cues; offsets count its characters, or those of the title
        where an attribution says so."""
        return next(self.extract_many([Document(text, title, outlet, published_at, affiliations)]))

    def extract_many(self, documents: Iterable[Document], *, batch_size: int = 16) -> Iterator[tuple[Attribution, ...]]:
        """As `extract`, for many, in order; several are parsed together."""
        for doc in self.nlp.pipe((self._doc(d) for d in documents), batch_size=batch_size):
            before: str = doc.user_data["heading"]
            yield tuple(parted(attributions_of(doc), before)) if before else attributions_of(doc)

    def _doc(self, document: Document) -> Doc:
        before = heading(document.title, document.text)
        doc = self.nlp.make_doc(before + document.text)
        doc.user_data["heading"] = before
        doc._.title, doc._.outlet, doc._.published_at = document.title, document.outlet, document.published_at
        doc._.affiliations = tuple(document.affiliations)
        return doc


def claims_of(article: Article, attributions: Iterable[Attribution]) -> tuple[Claim, ...]:
    """One claim for each attribution of the article; the same attribution always gets the same id."""
    return tuple(_claim(article, a) for a in attributions)


def _claim(article: Article, a: Attribution) -> Claim:
    text = (article.title or "") if a.in_title else article.text
    return Claim(
        id=claim_id(article.id, a.source, a.cue, a.content, in_title=a.in_title),
        article_id=article.id,
        attribution=a,
        text=_joined(text, a.content),
        source_text=text[slice(*a.source)] if a.source else None,
        cue_text=_joined(text, a.cue),
        sentence=text[slice(*a.sentence)],
        published_at=article.published_at,
        submitted=None if a.in_title else _submitted(article.origin, a),
    )


def _submitted(origin: Origin, a: Attribution) -> Places | None:
    there = placed(origin, a)
    return Places(there.source, there.cue, there.content) if there else None


def _joined(text: str, spans: tuple[Span, ...]) -> str:
    return " ".join(" ".join(text[s:e].split()) for s, e in spans)
