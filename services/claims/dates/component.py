"""The component `counterclaim_dates`: the time expression that goes with each cue, resolved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from services.claims.dates.expressions import EXPRESSION, resolve
from services.claims.dates.zones import agreed, todays
from services.claims.document import attributions_of, overlap, text_of
from services.claims.layout.component import Layout
from services.domain.claim import Attribution, Span


@Language.factory("counterclaim_dates")
class DateComponent:
    """Writes `said_at`: from the cue's own clause, else from the same speaker's dated cue in the paragraph or the one
    before.

    Only the part of a sentence outside every content is read. A date is that of the place where the report was filed
    (`services.claims.dates.zones`); where the hour leaves the day open it is an interval of two.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        layout: Layout = doc._.layout
        days = todays(layout, doc._.published_at)
        dated = [replace(a, said_at=_said_at(doc, a, days)) for a in attributions_of(doc)]
        doc._.attributions = tuple(_carried(dated, i, layout) for i in range(len(dated)))
        return doc


def _said_at(doc: Doc, a: Attribution, days: tuple[date, ...]) -> str | None:
    if not a.cue:
        return None
    start, end = a.sentence
    blocked = [s for o in attributions_of(doc) for s in o.content if not any(overlap(s, c) for c in a.cue)]
    cue = a.cue[0]
    best: tuple[int, str] | None = None
    for m in EXPRESSION.finditer(text_of(doc), start, end):
        if any(overlap(m.span(), s) for s in (*a.content, *blocked)) or _elsewhere(doc, a, m.span()):
            continue
        value = agreed({v for today in days or (None,) if (v := resolve(m, today))})
        far = min(abs(m.start() - cue[1]), abs(cue[0] - m.end()))
        if value and (best is None or far < best[0]):
            best = far, value
    return best[1] if best else None


def _elsewhere(doc: Doc, a: Attribution, at: Span) -> bool:
    """Whether another cue of the sentence stands nearer to the expression than this one does."""

    def far(cue: Span) -> int:
        return min(abs(at[0] - cue[1]), abs(cue[0] - at[1]))

    rivals = [o.cue[0] for o in attributions_of(doc) if o.cue and o.cue != a.cue and o.sentence == a.sentence]
    return any(far(r) < far(a.cue[0]) for r in rivals if not any(overlap(r, s) for s in a.content))


def _carried(dated: list[Attribution], i: int, layout: Layout) -> Attribution:
    """A direct or mixed statement without a date takes that of the same speaker's dated one right before it."""
    a = dated[i]
    if a.said_at or a.speaker is None:
        return a
    here = layout.index_of(a.content[0][0])
    for prior in reversed(dated[:i]):
        if here - layout.index_of(prior.content[0][0]) > 1:
            break
        if prior.speaker == a.speaker and prior.said_at and "/" not in prior.said_at:
            return replace(a, said_at=prior.said_at)
    return a
