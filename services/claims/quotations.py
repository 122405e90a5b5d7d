"""Finds quotations, also where marks are odd in number, and the component `counterclaim_quotations` that writes
them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from services.claims.document import Quotation, text_of
from services.claims.layout.component import Layout, lay_out
from services.domain.claim import Span

_DOUBLE = re.compile(r"[\"“”„‟«»＂]|''|``")
_SINGLE = re.compile(r"‘|(?:(?<=[\s(\[\"“—–])|^)'(?=\w)|(?<=[\w.,!?…])[’'](?=[\s.,;:!?)\]\"”—–]|$)", re.M)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_PLURAL = re.compile(r"s[’']$")


def quotations(text: str, paragraph: Span) -> list[Quotation]:
    """The quotations of one paragraph in order of their start; double ones, and single ones outside or inside them.

    Marks pair by direction, curly marks by their shape and straight ones by the white space around them. A closing mark
    that nothing opened is dropped; an opening mark that nothing closes quotes up to the paragraph's end.
    """
    found = [*_pair(text, paragraph, _DOUBLE, single=False), *_pair(text, paragraph, _SINGLE, single=True)]
    return sorted(found, key=lambda q: (q.start, -q.end))


def _pair(text: str, paragraph: Span, mark: re.Pattern[str], *, single: bool) -> Iterator[Quotation]:
    opened: int | None = None
    for m in mark.finditer(text, *paragraph):
        opens = _opens(text, m, paragraph, opened is not None)
        if opens and opened is None:
            opened = m.start()
        elif opens and opened is not None and not single:
            yield _quotation(text, opened, m.start(), closed=False, single=single)
            opened = m.start()
        elif not opens and opened is not None:
            if (
                single
                and _PLURAL.search(text[: m.end()])
                and mark.search(text, m.end(), min(paragraph[1], m.end() + 80))
            ):
                continue
            yield _quotation(text, opened, m.end(), closed=True, single=single)
            opened = None
    if opened is not None and not single:
        yield _quotation(text, opened, paragraph[1], closed=False, single=single)


def _opens(text: str, m: re.Match[str], paragraph: Span, is_open: bool) -> bool:
    if m.group() in "“„«‟‘" or m.group() == "``":
        return True
    if m.group() in "”»’":
        return False
    before = text[m.start() - 1] if m.start() > paragraph[0] else " "
    after = text[m.end()] if m.end() < paragraph[1] else " "
    free_before = before.isspace() or before in "([{—–-/"
    free_after = after.isspace() or after in ".,;:!?)]}—–-"
    if free_before == free_after:
        return not is_open
    return free_before


def _quotation(text: str, start: int, end: int, *, closed: bool, single: bool) -> Quotation:
    end = start + len(text[start:end].rstrip())
    return Quotation(start, end, closed, single, len(_WORD.findall(text[start:end])))


@Language.factory("counterclaim_quotations")
class QuotationComponent:
    """Writes `doc._.quotations`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        layout: Layout = doc._.layout or lay_out(text_of(doc))
        doc._.quotations = tuple(q for p in layout.paragraphs for q in quotations(text_of(doc), p))
        return doc
