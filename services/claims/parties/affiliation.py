"""Reads from a title, an apposition or a description whom its holder speaks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from services.claims.lexicon import words
from services.claims.parties.gazetteer import Party, gazetteer

_SPEAKS_FOR = re.compile(
    r"\b(?P<role>[\w-]+)(?:,? (?:[\w.'’-]+ ){0,3}?)? "
    r"(?:of|for|at|(?<=ambassador )to|(?<=envoy )to|(?<=adviser )to|(?<=advisor )to|(?<=fellow )with) "
    r"(?P<body>(?:the |an? |his |her |its )?[^,;()]+)",
    re.I,
)
_HEADS = re.compile(r"^who (?:heads|leads|chairs|runs|commands|represents|is \w+ (?:of|for)) (?P<body>[^,;()]+)", re.I)
_SEAT = re.compile(r"^\W*(?:a )?(?:(?P<letter>[DR])[-–—.]\s?[A-Z]|(?P<word>Democrat|Republican) (?:of|from) )")
_CAMPAIGN = re.compile(
    r"(?P<whose>[A-Z][\w.’'-]*?)(?:['’]s?)? "
    r"(?:(?:presidential|election|re-election|gubernatorial|senate) )?[Cc]ampaign\b"
)
_CAPITALS = re.compile(r"(?:(?:[A-Z][\w.&’'-]*|U\.S\.)(?: (?:of|for|and|on|the|&) (?=[A-Z])| )?)+")
_FOLLOWS = re.compile(
    r"(?P<owner>[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3}?)(?P<mark>['’]s?)? "
    r"(?:(?:[a-z-]+|[A-Z][a-z]+) ){0,3}?(?P<role>[A-Za-z-]+)\b(?=,|$| [A-Z])"
)
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w.'’&]*")
_MINISTRY = re.compile(r"\b([Ss]ecretary|[Mm]inister) (?:of|for) (?:the )?[A-Z]?[\w]+(?: (?:and|&) [A-Z][\w]+)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """A party (None: speaks for no side) and how surely the words say so: 4 a campaign, 3 a body the speaker acts for,
    2 an office or party, 1 an adjective or an office without a name."""

    party: Party | None
    weight: int


Lookup = Callable[[str], Party | None]
"""Finds what a definite description ("the alliance", "the union") stands for in the article."""


def readings(text: str, surname: str | None, lookup: Lookup, home: Party | None = None) -> list[Reading]:
    """What `text`, the words around a name, says about whom the named speaks for; strongest first."""
    text = _MINISTRY.sub(r"\1", text)
    found = (
        _seat(text),
        _campaign(text, surname),
        _expert(text),
        _body(text, lookup),
        _owner(text, lookup),
        _adjective(text),
        _office(text, home),
    )
    return sorted((r for r in found if r), key=lambda r: -r.weight)


def campaign(whose: str) -> Party:
    """The party that a candidate's campaign is."""
    return Party(f"{whose} campaign", "campaign")


def _seat(text: str) -> Reading | None:
    m = _SEAT.match(text)
    if m is None:
        return None
    return Reading(gazetteer().names["Democrats" if (m["letter"] or m["word"][:1]) == "D" else "Republicans"], 2)


def _campaign(text: str, surname: str | None) -> Reading | None:
    """Staff speak for the campaign they are of; candidates for their own."""
    said = _said(text)
    m = _CAMPAIGN.search(text)
    if m and m["whose"] not in ("The", "His", "Her", "Their", "A") and not said & words("roles", "former"):
        return Reading(campaign(m["whose"]), 4)
    if (
        surname
        and said & words("roles", "candidate")
        and not said & (words("roles", "followers") | words("roles", "former"))
    ):
        return Reading(campaign(surname), 4)
    return None


def _expert(text: str) -> Reading | None:
    """Scholars speak for no side, whatever house they work in."""
    said = _said(text)
    return (
        Reading(None, 3)
        if said & words("roles", "expert") and not said & {"chief", "spokesman", "spokeswoman"}
        else None
    )


def _body(text: str, lookup: Lookup) -> Reading | None:
    """X in "spokesman for X", "commander of X's operation", "who heads X"."""
    m = _HEADS.match(text)
    roles = words("roles", "spokes") | words("roles", "heads") | words("roles", "campaign_roles")
    if text.startswith("of "):
        return next((Reading(p, 3) for p in [_named(text[3:], lookup)] if p), None)
    places = (
        [m["body"]]
        if m
        else [
            s["body"]
            for s in _SPEAKS_FOR.finditer(text)
            if s["role"].lower() in roles and not _said(text[: s.start("body")]) & words("roles", "former")
        ]
    )
    return next((Reading(p, 3) for body in places if (p := _named(body, lookup))), None)


def _owner(text: str, lookup: Lookup) -> Reading | None:
    """Apple in "Apple's chief executive", the campaign of the person named in "Clinton aide"."""
    if _said(text) & words("roles", "former"):
        return None
    m = _FOLLOWS.search(text)
    role = (m["role"] or "").lower() if m else ""
    if m is None or role not in words("roles", "followers") | words("roles", "heads") | words("roles", "media_roles"):
        return None
    owner = m["owner"].removeprefix("The ").strip()
    party = gazetteer().find(owner) or gazetteer().state(owner) or gazetteer().region(owner) or lookup(owner)
    if party is None and m["mark"] and role in words("roles", "heads") | words("roles", "spokes"):
        party = Party(owner, "organisation")
    return Reading(party, 2 if party.kind == "state" else 3) if party else None


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
    text = name.group().strip(" .").removesuffix("'s").removesuffix("’s") if name and name.start() <= 5 else ""
    if len(text) < 3:
        return None
    return gazetteer().find(text) or gazetteer().region(text) or Party(text, "organisation")


def _adjective(text: str) -> Reading | None:
    """ "NATO Secretary-General", "Russian President", "Democratic strategist"."""
    tokens = text.split()
    if _said(text) & words("roles", "former"):
        return None
    office = bool(
        _said(text) & (words("roles", "office") | words("roles", "political") | words("roles", "person_titles"))
    )
    for width in (4, 3, 2, 1):
        for i in range(len(tokens) - width + 1):
            phrase = " ".join(tokens[i : i + width])
            party = gazetteer().find(phrase) if phrase[:1].isupper() else None
            if party and (office or party.kind in ("party", "alliance", "media")):
                return Reading(party, 2)
    if "Democratic" in tokens:
        return Reading(gazetteer().names["Democrats"], 2)
    state = _state_in(text)
    return Reading(state, 1) if state and office else None


def _office(text: str, home: Party | None) -> Reading | None:
    """A public office is one of the state that its name names ("Russian Foreign Ministry"), else of the home state."""
    said = _said(text)
    if "federal" in said and not text.lower().removeprefix("the ").startswith("federal"):
        said = said - {"federal"}
    state = _state_in(text) or home
    if state and said & words("roles", "public_office") and not said & words("roles", "former"):
        return Reading(state, 1)
    return None


def _state_in(text: str) -> Party | None:
    found = _WORD.findall(text.replace("-", " "))
    pairs = [" ".join(found[i : i + 2]) for i in range(len(found) - 1)]
    return next((p for w in (*pairs, *found) if (p := gazetteer().state(w))), None)


def _said(text: str) -> set[str]:
    parts = text.lower().replace("’", "'").split()
    return {w for p in parts for w in (p.strip(".,()'\"").removesuffix("'s"), *p.strip(".,()").split("-"))}
