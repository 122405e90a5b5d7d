"""Lays claims over an article's text: which stretch is whose source, cue or content."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.domain.claim import Span
from services.reports.shapes import ClaimRow

ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks. `numbers` are the claims (from 1) it belongs to; `opens` those whose
    first content begins here."""

    text: str
    roles: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()


@dataclass(slots=True)
class _Edges:
    """What begins and ends at each offset."""

    begin: defaultdict[int, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    end: defaultdict[int, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    opens: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, span: Span, role: str, number: int, limit: int) -> None:
        start, stop = max(0, span[0]), min(span[1], limit)
        if start < stop:
            self.begin[start].append((role, number))
            self.end[stop].append((role, number))


def paragraphs(text: str, claims: Sequence[ClaimRow]) -> list[list[Piece]]:
    """The text's lines that hold anything, each as pieces in order. The pieces of a line, joined, are the line.

    Marks may overlap and nest: a piece carries every role it has. Spans outside the text, as those of the title, are
    left out.
    """
    edges = _edges(text, claims)
    cuts = sorted(edges.begin.keys() | edges.end.keys() | edges.opens.keys())
    active: dict[tuple[str, int], None] = {}
    lines: list[list[Piece]] = []
    at = 0
    for match in re.finditer(r"[^\r\n]+", text):
        start, stop = match.span()
        line: list[Piece] = []
        places = [start]
        while at < len(cuts) and cuts[at] < stop:
            if cuts[at] > start:
                line.append(_piece(text[places[-1]:cuts[at]], active, edges.opens[places[-1]]))
                places.append(cuts[at])
            _turn(active, edges, cuts[at])
            at += 1
        line.append(_piece(text[places[-1]:stop], active, edges.opens[places[-1]]))
        if match.group().strip():
            lines.append(line)
    return lines


def _edges(text: str, claims: Sequence[ClaimRow]) -> _Edges:
    edges = _Edges()
    for number, claim in enumerate(claims, 1):
        if claim.in_title:
            continue
        for role, spans in zip(ROLES, ((claim.source,) if claim.source else (), claim.cue, claim.content), strict=True):
            for span in spans:
                edges.add(span, role, number, len(text))
        first = min((span[0] for span in claim.content or claim.cue if 0 <= span[0] < len(text)), default=None)
        if first is not None:
            edges.opens[first].append(number)
    return edges


def _turn(active: dict[tuple[str, int], None], edges: _Edges, place: int) -> None:
    for mark in edges.end.get(place, ()):
        active.pop(mark, None)
    for mark in edges.begin.get(place, ()):
        active[mark] = None


def _piece(text: str, active: dict[tuple[str, int], None], opens: Sequence[int]) -> Piece:
    roles = tuple(role for role in ROLES if any(mark[0] == role for mark in active))
    return Piece(text, roles, tuple(sorted({number for _, number in active})), tuple(opens))
