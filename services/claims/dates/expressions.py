"""Reads a time expression as an ISO date or interval, relative to a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from services.claims.layout.dateline import MONTH, MONTHS

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
EXPRESSION = re.compile(
    rf"\b(?:(?P<rel>last|next|this|past|earlier this|late last) )?(?P<day>{_DAY})\b"
    r"|\b(?P<word>yesterday|today|tonight|last night|this (?:morning|afternoon|evening)|the day before yesterday)\b"
    r"|\b(?P<span>(?:earlier |later )?(?:this|last) (?:week(?:end)?|month|year))\b"
    r"|\b(?P<ago>(?:\d+|a|two|three|four|five|six|seven|ten)) (?P<unit>day|week|month|year)s? (?:ago|earlier)\b"
    rf"|\b(?P<month>{MONTH}) (?P<dom>\d{{1,2}})\b(?:,? (?P<year>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<dom2>\d{{1,2}}) (?P<month2>{MONTH})(?:,? (?P<year2>(?:19|20)\d\d)\b)?"
    r"|\b(?:in )(?P<only>(?:19|20)\d\d)\b",
    re.I,
)
_BEHIND = re.compile(rf"(?:on )?(?:{_DAY}|yesterday|today)(?: that)? (?=[^\W\d])", re.I)
NUMBERS = {"a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}


def leading(text: str, cue: tuple[int, int], content: tuple[int, int]) -> tuple[int, int]:
    """`content` without a day that stands right behind the cue: "said Tuesday the port closes" dates the saying."""
    gap = content[0] - cue[1]
    m = _BEHIND.match(text, content[0], content[1]) if 0 <= gap <= 1 else None
    return (m.end(), content[1]) if m and m.end() < content[1] else content


def resolve(m: re.Match[str], today: date | None, *, future: bool = False) -> str | None:
    """The ISO date "2011-07-04" or interval "2011-06-27/2011-07-03" that an `EXPRESSION` match means on `today`.

    A weekday is that day or the last one before it (the next one after it, where `future`): agencies name the day of
    filing too. A month and day without a year is the one nearest to `today`. None where `today` is needed and unknown,
    or where no such day exists.
    """
    month, dom, year = m["month"] or m["month2"], m["dom"] or m["dom2"], m["year"] or m["year2"]
    if m["only"]:
        return f"{m['only']}-01-01/{m['only']}-12-31"
    if month:
        return _calendar(MONTHS.index(month[:3].lower()) + 1, int(dom), int(year) if year else None, today)
    if today is None:
        return None
    if m["day"]:
        return _weekday(DAYS.index(m["day"].lower()), (m["rel"] or "").lower(), today, future)
    if m["word"]:
        back = {"yesterday": 1, "last night": 1, "the day before yesterday": 2}.get(m["word"].lower(), 0)
        return (today - timedelta(back)).isoformat()
    if m["span"]:
        return _period(m["span"].lower(), today)
    return _ago(m["ago"].lower(), m["unit"].lower(), today)


def _calendar(month: int, dom: int, year: int | None, today: date | None) -> str | None:
    years = [year] if year else [today.year, today.year - 1] if today else []
    days = []
    for y in years:
        try:
            days.append(date(y, month, dom))
        except ValueError:
            continue
    if not days:
        return None
    past = [d for d in days if today is None or d <= today] or days
    return past[0].isoformat()


def _weekday(day: int, rel: str, today: date, future: bool) -> str:
    if future or rel == "next":
        return (today + timedelta((day - today.weekday()) % 7 or (7 if rel == "next" else 0))).isoformat()
    back = (today.weekday() - day) % 7
    return (today - timedelta(back or 7 if rel in ("last", "past") else back)).isoformat()


def _period(words: str, today: date) -> str:
    last = "last" in words
    monday = today - timedelta(today.weekday())
    if "weekend" in words:
        start = monday - timedelta(2)
        return f"{start}/{start + timedelta(1)}"
    if "week" in words:
        return f"{monday - timedelta(7)}/{monday - timedelta(1)}" if last else f"{monday}/{today}"
    if "month" in words:
        first = today.replace(day=1)
        before = (first - timedelta(1)).replace(day=1)
        return f"{before}/{first - timedelta(1)}" if last else f"{first}/{today}"
    return f"{today.year - 1}-01-01/{today.year - 1}-12-31" if last else f"{today.year}-01-01/{today}"


def _ago(count: str, unit: str, today: date) -> str:
    n = NUMBERS.get(count) or int(count)
    if unit == "day":
        return (today - timedelta(n)).isoformat()
    if unit == "week":
        monday = today - timedelta(today.weekday() + 7 * n)
        return f"{monday}/{monday + timedelta(6)}"
    if unit == "month":
        at = today.year * 12 + today.month - 1 - n
        first = date(at // 12, at % 12 + 1, 1)
        after = date((at + 1) // 12, (at + 1) % 12 + 1, 1)
        return f"{first}/{after - timedelta(1)}"
    return f"{today.year - n}-01-01/{today.year - n}-12-31"
