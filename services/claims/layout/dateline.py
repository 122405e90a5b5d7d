"""Reads a dateline: "SOCHI, Russia, July 5 (UPI) --"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from services.domain.claim import Span

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.'’\-]+(?:[ /][A-Z][A-Z.'’\-]+)*"
    r"(?:, (?:[A-Z][\w.'’\-]*)(?: (?:of|and|the|[A-Z][\w.'’\-]*))*)?)?"
    rf"(?:,? ?(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:, (?P<year>\d{{4}}))?)?"
    r"(?: ?\((?P<agency>[A-Z][\w &/.\-]+)\))?\s*(?:--|—|–|-(?= ))\s*"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a report was filed and by which agency; `span` covers it with its dash. The year is often left
    out."""

    span: Span
    place: str | None
    month: int | None
    day: int | None
    year: int | None
    agency: str | None

    def on(self, published: date | None) -> date | None:
        """The day of filing: its own year, or the one that puts it nearest to `published`; None where neither is
        known."""
        if self.month is None or self.day is None:
            return published
        years = [self.year] if self.year else [published.year + d for d in (-1, 0, 1)] if published else []
        days = [d for y in years if (d := _day(y, self.month, self.day))]
        if not days:
            return published
        return min(days, key=lambda d: abs((d - published).days) if published else 0)


def dateline(text: str, paragraph: Span) -> Dateline | None:
    """The dateline that opens `paragraph`, or None. It names at least an upper-case place or an agency in brackets."""
    start, end = paragraph
    m = _DATELINE.match(text, start, min(end, start + 120))
    if (
        not m
        or not (m["place"] or m["agency"])
        or not (m["agency"] or m["month"] or "," in m["place"] or len(m["place"]) > 3)
    ):
        return None
    month = MONTHS.index(m["month"][:3].lower()) + 1 if m["month"] else None
    return Dateline(
        (start, m.end()),
        m["place"],
        month,
        int(m["day"]) if m["day"] else None,
        int(m["year"]) if m["year"] else None,
        m["agency"],
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
