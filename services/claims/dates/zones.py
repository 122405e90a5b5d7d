"""Which day it was where a report was filed: "Monday" is counted from there, not from Greenwich."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from services.claims.layout.component import Layout
from services.claims.lexicon import table

WEST, EAST = timedelta(hours=-8), timedelta(hours=9)
"""Where a report without a known place may have been filed: from California to Japan."""


def todays(layout: Layout, published: datetime | None) -> tuple[date, ...]:
    """The days that "today" may mean: none where nothing is known, two where the hour leaves it open.

    The dateline's own date counts first. Else the day of publication: by its own offset where it has one other than
    UTC, at the dateline's place where that is known; a bare date (or midnight) is taken as it stands. In UTC without a
    place it may be either of two days.
    """
    line = layout.dateline
    if line and line.month is not None:
        day = layout.day(published)
        return (day,) if day else ()
    if published is None:
        return ()
    if published.time() == time(0) or published.utcoffset() != timedelta(0):
        return (published.date(),)
    zone = zone_of(line.place) if line and line.place else None
    if zone:
        return (published.astimezone(zone).date(),)
    return tuple(sorted({(published + WEST).date(), (published + EAST).date()}))


def zone_of(place: str) -> ZoneInfo | None:
    """The time zone of a dateline's place ("SOCHI, Russia"), by the city names of the IANA database and
    data/zones.yaml; None where neither has it."""
    name = _zones().get(place.split(",")[0].strip().casefold())
    return ZoneInfo(name) if name else None


@cache
def _zones() -> dict[str, str]:
    cities = {name.rsplit("/", 1)[-1].replace("_", " ").casefold(): name for name in sorted(available_timezones())}
    return cities | {city.casefold(): zone for zone, names in table("zones").items() for city in names.split(", ")}


def agreed(values: set[str]) -> str | None:
    """One answer from those that the possible days give: itself where they agree, the interval of two days that follow
    on each other, of two weekdays a week apart the later; None otherwise."""
    if len(values) < 2:
        return next(iter(values), None)
    if any("/" in value for value in values):
        return None
    first, last = min(values), max(values)
    apart = date.fromisoformat(last) - date.fromisoformat(first)
    return f"{first}/{last}" if apart == timedelta(1) else last if apart >= timedelta(6) else None
