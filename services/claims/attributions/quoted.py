"""Ties quotations to cues: a candidate's content grows to whole quotations, loose quotations find their speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from services.claims.attributions.phrases import trimmed
from services.claims.attributions.verbs import Candidate
from services.claims.document import Quotation, inside, overlap
from services.domain.claim import Span

SPEAKS = ("clause", "bare", "parenthesis", "about", "told", "accord")
_SIGNED = re.compile(
    r"\s*(?P<dash>[,—–―~-]+)\s*(?P<who>[A-Z][\w.'’]+(?: (?:[A-Z][\w.'’]*|de|van|von|al|bin)){1,4})"
)
_GAP = re.compile(r"[\s,.;:—–―\-]*")


def real(q: Quotation, text: str) -> bool:
    """Whether a quotation can be a content by itself: not a title, a nickname or a word held at arm's length."""
    return q.words >= 4 or (q.words >= 2 and text[q.start : q.end].rstrip("\"”'’")[-1:] in ",.!?")


def tie(
    text: str, paragraph: Span, candidates: Sequence[Candidate], quotations: Sequence[Quotation]
) -> list[Candidate]:
    """The paragraph's candidates with whole quotations as content, plus one without cue for a quotation nobody
    speaks."""
    double = [q for q in quotations if not q.single]
    found = [c if c.frame == "label" else _whole(c, double) for c in candidates]
    loose = [q for q in double if real(q, text)]
    for q in loose:
        if any(overlap(q.span, s) for c in found if c.frame == "label" or not inside(c.cue, q.span) for s in c.content):
            continue
        signed = _signed(text, paragraph, q) if _fills(text, paragraph, q) else None
        if signed:
            who = trimmed(text, signed.span("who"))
            found.append(Candidate(who, signed.span("dash"), (q.span,), "signed", -1, "-"))
            continue
        speaker = _speaker(text, q, found, double)
        if speaker is not None:
            i = found.index(speaker)
            found[i] = replace(speaker, content=tuple(sorted((*speaker.content, q.span))))
        elif _fills(text, paragraph, q):
            found.append(Candidate(None, (q.start, q.start), (q.span,), "continued", -1, ""))
    return [c for c in found if c.content]


def _whole(c: Candidate, quotations: Sequence[Quotation]) -> Candidate:
    """`c` with each content span grown over the quotations that it cuts, and kept within a quotation that holds its
    cue."""
    around = next((q for q in quotations if inside(c.cue, q.span)), None)
    spans = []
    for s in c.content:
        if around:
            s = max(s[0], around.start + 1), min(s[1], around.end - 1)
        else:
            for q in quotations:
                if (
                    overlap(s, q.span)
                    and not overlap(c.cue, q.span)
                    and (not c.source or not overlap(c.source, q.span))
                ):
                    s = min(s[0], q.start), max(s[1], q.end)
        if s[0] < s[1]:
            spans.append(s)
    return replace(c, content=tuple(joined(spans)))


def joined(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, overlapping ones made one."""
    out: list[Span] = []
    for s in sorted(spans):
        if out and s[0] <= out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], s[1])
        else:
            out.append(s)
    return out


def _speaker(text: str, q: Quotation, found: Sequence[Candidate], quotations: Sequence[Quotation]) -> Candidate | None:
    """The candidate that speaks `q`: the tag right after it, the cue right before it, or who spoke the quotation
    before."""
    open_ = [c for c in found if c.frame in SPEAKS and not any(inside(c.cue, o.span) for o in quotations)]
    for c in open_:
        first, last = _reach(c)
        if first - q.end >= 0 and _GAP.fullmatch(text[q.end : first]) and not _new_sentence(text, q.end, first):
            return c
    for c in open_:
        first, last = _reach(c)
        between = text[last : q.start]
        if q.start - last >= 0 and len(between) < 120 and (c.frame == "bare" or not c.content) and "." not in between:
            return c
    before = [c for c in open_ if c.content and max(e for _, e in c.content) <= q.start and _quotes(c, quotations)]
    return max(before, key=lambda c: c.cue) if before else None


def _reach(c: Candidate) -> Span:
    parts = [c.cue, *([c.source] if c.source else [])]
    return min(s for s, _ in parts), max(e for _, e in parts)


def _new_sentence(text: str, end: int, first: int) -> bool:
    """Whether a full stop inside the quotation or a break parts it from what follows."""
    inner = text[:end].rstrip("\"”'’")[-1:]
    return inner == "." and text[first : first + 1].isupper() and "," not in text[end:first]


def _quotes(c: Candidate, quotations: Sequence[Quotation]) -> bool:
    return any(overlap(s, q.span) for s in c.content for q in quotations)


def _signed(text: str, paragraph: Span, q: Quotation) -> re.Match[str] | None:
    """The name that stands behind a quotation, after a dash or a comma: "…" — Jane Doe, 34."""
    return _SIGNED.match(text, q.end, paragraph[1])


def _fills(text: str, paragraph: Span, q: Quotation) -> bool:
    """Whether the paragraph is little else than this quotation."""
    return q.start - paragraph[0] <= 2 and (
        paragraph[1] - q.end <= 3 or q.words >= 12 or _signed(text, paragraph, q) is not None
    )
