"""Persons who need no introduction: for whom they are known to speak on a day, by the shipped list."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

from services.claims.lexicon import table
from services.claims.parties.gazetteer import Party, gazetteer

_ENTRY = re.compile(r"\s*(?P<name>.+?) (?P<since>[\d-]+)\.\.(?P<until>[\d-]*)\s*")
_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III)\.?$")
SHORT = {"Mike": "Michael", "Jim": "James", "Bob": "Robert", "Joe": "Joseph", "Chris": "Christopher", "Tom": "Thomas",
         "Bill": "William", "Ted": "Edward", "Steve": "Stephen", "Dave": "David", "Dan": "Daniel", "Rob": "Robert",
         "Ben": "Benjamin", "Ron": "Ronald", "Ken": "Kenneth", "Tim": "Timothy", "Matt": "Matthew", "Rick": "Richard"}
_LONG = {k.casefold(): v.casefold() for k, v in SHORT.items()}


@dataclass(frozen=True, slots=True)
class Tenure:
    """For whom somebody spoke from `since` until `until`, exclusive."""

    name: str
    party: Party
    since: date
    until: date


def known(name: str, on: date | None) -> Party | None:
    """For whom `name` spoke on a day: of several, what began last. On an unknown day None, unless it was always one.

    A last name alone means the candidate of that name, else those who bear it where they all speak for one party.
    """
    tail = name.replace("’", "'").casefold()
    whole = [t for t in _by_last().get(ends(name)[1], ()) if t.name.casefold().endswith(f" {tail}")]
    if " " in name and whole:
        fits = whole
    elif " " not in name:
        return _by_last_name_alone(name, on)
    else:
        first, last = ends(name)
        same = [t for t in _by_last().get(last, ()) if _same_first(first, ends(t.name)[0])]
        fits = [t for t in same if _same_suffix(name, t.name)]
    if on is None:
        return fits[0].party if len({t.party for t in fits}) == 1 else None
    serving = [t for t in fits if t.since <= on < t.until]
    return max(serving, key=lambda t: t.since).party if serving else None


def side(name: str, on: date | None) -> Party | None:
    """The party that a holder of a state's office belongs to beside it."""
    if on is None or " " not in name:
        last = ends(name)[1]
        fits = [t for t in _by_last().get(last, ()) if on and t.since <= on < t.until and t.party.kind == "party"]
        heads = [t for t in _by_last().get(last, ()) if on and t.since <= on < t.until and t.party.kind == "state"]
        fits = [t for t in fits if t.name in {h.name for h in heads}]
    else:
        first, last = ends(name)
        fits = [t for t in _by_last().get(last, ()) if _same_first(first, ends(t.name)[0])]
        fits = [t for t in fits if t.since <= on < t.until and t.party.kind == "party"]
    return fits[0].party if len({t.party for t in fits}) == 1 else None


def _by_last_name_alone(name: str, on: date | None) -> Party | None:
    fits = [t for t in _by_last().get(ends(name)[1], ()) if on is None or t.since <= on < t.until]
    own = [t for t in fits if t.party.name == f"{name} campaign"]
    latest = {t.name: t.party for t in sorted(own or fits, key=lambda t: t.since)}
    return latest.popitem()[1] if len(set(latest.values())) == 1 else None


@cache
def _by_last() -> dict[str, list[Tenure]]:
    """The shipped tenures by folded last name."""
    found: dict[str, list[Tenure]] = defaultdict(list)
    for party, entries in table("persons").items():
        other = Party(party, "campaign" if party.endswith(" campaign") else "organisation")
        side = gazetteer().names.get(party) or other
        for entry in entries.split(","):
            m = _ENTRY.fullmatch(entry)
            if m is None:
                raise ValueError(f"persons.yaml, {party}: {entry.strip()!r} is not `Name since..until`")
            until = _day(m["until"]) if m["until"] else date.max
            found[ends(m["name"])[1]].append(Tenure(m["name"], side, _day(m["since"]), until))
    return found


def _day(said: str) -> date:
    year, month, day = (*map(int, said.split("-")), 1, 1)[:3]
    return date(year, month, day)


def ends(name: str) -> tuple[str, str]:
    """First and last word of a name, folded, suffixes left out; both empty where nothing is left of it."""
    parts = _SUFFIX.sub("", name.replace("’", "'")).casefold().split()
    return (parts[0].strip("."), parts[-1]) if parts else ("", "")


def long_name(first: str) -> str:
    """A folded first name, written out where it is a common short form."""
    return _LONG.get(first, first)


def _same_first(a: str, b: str) -> bool:
    return a == b or long_name(a) == long_name(b)


def _same_suffix(a: str, b: str) -> bool:
    """Father and son differ where the list has the son; otherwise "Jr." may be left out."""
    return bool(_SUFFIX.search(a)) == bool(_SUFFIX.search(b)) or "Trump" not in a
