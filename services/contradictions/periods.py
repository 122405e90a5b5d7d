"""Points in time that a text names: years, months with days, weekdays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from services.contradictions.years import year_at

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
POINT = re.compile(
    rf"\b(?:(?P<month>{'|'.join(MONTHS)})(?:\s(?P<day>\d{{1,2}})(?!\d))?|(?P<early>\d{{1,2}})\s(?P<named>{'|'.join(MONTHS)}))(?:,?\s(?P<of>(?:19|20)\d\d))?"
    rf"|\b(?P<year>(?:1[89]|20)\d\d)\b|\b(?P<weekday>{'|'.join(DAYS)})\b"
)


@dataclass(frozen=True, slots=True)
class Point:
    """A named time; parts that the text leaves open are None. `words` is how it stands there, from `start` to `end`."""

    year: int | None
    month: int | None
    day: int | None
    weekday: int | None
    words: str
    start: int
    end: int

    def comparable(self, other: Point) -> bool:
        """Whether both name a part of the same rank."""
        return any(
            x is not None and y is not None
            for x, y in ((self.year, other.year), (self.month, other.month), (self.weekday, other.weekday))
        )

    def apart(self, other: Point) -> bool:
        """Whether they can't be one time: a part that both name differs."""
        parts = (
            (self.year, other.year),
            (self.month, other.month),
            (self.day, other.day),
            (self.weekday, other.weekday),
        )
        return any(x is not None and y is not None and x != y for x, y in parts)


@lru_cache(maxsize=4096)
def points_of(text: str) -> tuple[Point, ...]:
    """The times in order; a count of four digits ("about 1900 people") is none."""
    found = []
    for match in POINT.finditer(text):
        month = match["month"] or match["named"]
        if match["month"] == "May" and not match["day"] and not match["of"]:
            continue
        part = "of" if match["of"] else "year"
        counts = match[part] is not None and not year_at(text, *match.span(part))
        words = text[match.start() : match.start(part) if counts else match.end()].rstrip(" ,")
        if not words:
            continue
        day, year = match["day"] or match["early"], None if counts else match[part]
        found.append(
            Point(
                int(year) if year else None,
                MONTHS.index(month) + 1 if month else None,
                int(day) if day else None,
                DAYS.index(match["weekday"]) if match["weekday"] else None,
                words,
                match.start(),
                match.start() + len(words),
            )
        )
    return tuple(found)
