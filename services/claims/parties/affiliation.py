"""Reads from a title, an apposition or a description whom its holder speaks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from services.claims.lexicon import words
from services.claims.parties.gazetteer import Party, gazetteer

_SPEAKS_FOR = re.compile(
    r"\b(?P<role>[\w-]+)(?:,? (?:[\w.'’-]+ ){0,3}?)? (?:of|for|at|with|to|in) (?P<body>(?:the |an? |his |her |its )?[^,;()]+)",
    re.I,
)
_HEADS = re.compile(r"^who (?:heads|leads|chairs|runs|commands|represents|is \w+ (?:of|for)) (?P<body>[^,;()]+)", re.I)
_SEAT = re.compile(r"^\W*(?P<letter>[DR])[-–—.]\s?[A-Z]")
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w.'’&-]*|-")
_CAPITALS = re.compile(r"(?:(?:[A-Z][\w.&’'-]*|U\.S\.)(?: (?:of|for|and|on|the|&|in) (?=[A-Z])| )?)+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A party and how surely the words say so: 3 a body the speaker acts for, 2 an office or party, 1 an adjective."""

    party: Party
    weight: int


Lookup = Callable[[str], Party | None]
"""Finds what a definite description ("the alliance", "the union") stands for in the article."""


def readings(text: str, surname: str | None, lookup: Lookup) -> list[Reading]:
    """What `text`, the words around a name, says about whom the named person speaks for; strongest first."""
    found = [r for r in (_seat(text), _campaign(text, surname), _body(text, lookup), _adjective(text)) if r]
    return sorted(found, key=lambda r: -r.weight)


def _seat(text: str) -> Reading | None:
    m = _SEAT.match(text)
    return Reading(gazetteer().names["Democrats" if m["letter"] == "D" else "Republicans"], 2) if m else None


def _campaign(text: str, surname: str | None) -> Reading | None:
    """Staff speak for the campaign they are of; candidates for their own."""
    m = re.search(
        r"(?P<whose>[A-Z][\w.’'-]*?)(?:['’]s?)? (?:(?:presidential|election|re-election|gubernatorial|senate) )?campaign\b",
        text,
    )
    if m:
        return Reading(campaign(m["whose"]), 4)
    said = {w.lower() for w in _WORD.findall(text)}
    if surname and said & words("roles", "candidate") and not said & {"spokesman", "spokeswoman", "former"}:
        return Reading(campaign(surname), 4)
    return None


def campaign(whose: str) -> Party:
    """The party that a candidate's campaign is."""
    return Party(f"{whose} campaign", "campaign")


def _body(text: str, lookup: Lookup) -> Reading | None:
    """X in "spokesman for X", "commander of X's operation", "who heads X"."""
    m = _HEADS.match(text)
    places = (
        [m["body"]]
        if m
        else [
            s["body"]
            for s in _SPEAKS_FOR.finditer(text)
            if s["role"].lower()
            in words("roles", "spokes") | words("roles", "heads") | words("roles", "campaign_roles")
        ]
    )
    for body in places:
        party = _named(body, lookup)
        if party:
            return Reading(party, 3)
    return None


def _named(body: str, lookup: Lookup) -> Party | None:
    """The party that a phrase names: its owner ("the alliance's operation"), a name it holds, or what it describes."""
    owner = re.match(r"(?P<owner>[^,]*?)['’]s?\s", body)
    if owner and (party := gazetteer().find(owner["owner"]) or _state_in(owner["owner"]) or lookup(owner["owner"])):
        return party
    for width in range(min(6, len(body.split())), 0, -1):
        if party := gazetteer().find(" ".join(body.split()[:width])):
            return party
    if party := lookup(" ".join(body.split()[:3])) or _state_in(body):
        return party
    name = _CAPITALS.search(body)
    if name and name.start() <= 5 and len(name.group().strip()) > 2:
        text = name.group().strip().removesuffix("'s").removesuffix("’s")
        return gazetteer().find(text) or Party(text, "organisation")
    return None


def _state_in(text: str) -> Party | None:
    found = _WORD.findall(text)
    pairs = [" ".join(found[i : i + 2]) for i in range(len(found) - 1)]
    return next((p for w in (*pairs, *found) if (p := gazetteer().state(w))), None)


def _adjective(text: str) -> Reading | None:
    """ "NATO Secretary-General", "Russian President", "Democratic strategist"."""
    tokens = text.replace("-", " - ").split() if " " not in text else text.split()
    roles = words("roles", "office") | words("roles", "person_titles") | words("roles", "political")
    office = any(re.sub(r"\W", "", t).lower() in {re.sub(r"\W", "", r) for r in roles} for t in tokens)
    for width in (4, 3, 2, 1):
        for i in range(len(tokens) - width + 1):
            phrase = " ".join(tokens[i : i + width])
            if not phrase[:1].isupper():
                continue
            party = gazetteer().find(phrase)
            if party and party.kind != "media" and (office or party.kind in ("party", "alliance")):
                return Reading(party, 2)
            if party and party.kind == "media":
                return Reading(party, 2)
    if "Democratic" in tokens:
        return Reading(gazetteer().names["Democrats"], 2)
    pairs = [" ".join(tokens[i : i + 2]) for i in range(len(tokens) - 1)]
    state = next((p for t in (*pairs, *tokens) if (p := gazetteer().state(t.split("-")[0]))), None)
    return Reading(state, 1) if state and office else None
