"""Reads from a title, an apposition or a description whom its holder speaks for."""

from __future__ import annotations

import re

from services.claims.lexicon import words
from services.claims.parties.following import follows, stands
from services.claims.parties.gazetteer import gazetteer
from services.claims.parties.naming import (
    CAPITALS,
    PARTISAN,
    american,
    body_party,
    body_state,
    is_name,
    longest,
    medium_in,
    named_by,
    state_in,
)
from services.claims.parties.reading import Finder, Reading
from services.claims.parties.wording import bare, plain_words, present, said

_SEAT = re.compile(r"^\W*(?:a )?(?:(?P<letter>[DR])(?:[-–—.]\s?[A-Z]|\W*$)|(?P<word>Democrat|Republican) (?:of|from) )")
_SPEAKS_FOR = re.compile(
    r"\b(?P<role>[\w-]+)(?:,? (?:[\w.'’-]+ ){0,3}?)? "
    r"(?:of|for|at|(?<=adviser )to|(?<=advisor )to|(?<=aide )to|with) "
    r"(?P<body>(?:the |an? |his |her |its )?[^,;()]+)",
    re.I,
)
_HEADS = re.compile(
    r"\bwho (?:now |also )?(?:heads|leads|chairs|runs|commands|represents|directs|oversees|edits|is \w+ (?:of|for)) "
    r"(?P<body>[^,;()]+)"
)
_KIN = re.compile(rf"(?:the |an? )?(?:[a-z-]+ )?(?:{'|'.join(sorted(words('roles', 'kin')))}) of \b")
_CHAIRS = re.compile(r"\b(?:president|secretary-treasurer|treasurer)\b")
_NATION = re.compile(r"\b[Tt]he president\b|\bpresident of the (?:United States|republic)|\bstate\b|\bcouncil\b", re.I)
_LETTERS = re.compile(r"[A-Z][A-Z\d&-]{1,7}")
_ADJECTIVES = ("us", "tv", "ex", "gop", "uk", "un", "eu")
_ALONE = words("roles", "bare_roles") | {""}
_PARTY = re.compile(
    r"\b[Pp]arty(?:['’]s)? (?:[a-z]+ )?(?:leader|official|chair|activist|elder|figure|insider|member|establishment)"
    r"|\bnational committee(?:man|woman)\b"
)


def readings(text: str, surname: str | None, find: Finder) -> list[Reading]:
    """What `text`, the words around a name, says about whom the named speaks for; strongest first."""
    text = plain_words(text)
    now = present(text)
    if _KIN.match(now):
        now = ""
    found = (
        _seat(text),
        stands(now, surname, find),
        follows(now, find),
        _medium(now, find),
        _partisan(text, now, find),
        _body(now, find),
        _owner(now, find),
        _expert(now),
        _adjective(now),
        _delegate(now, find),
        _office(now, find),
    )
    return sorted((r for r in found if r), key=lambda r: -r.weight)


def _seat(text: str) -> Reading | None:
    m = _SEAT.match(text)
    return Reading(american((m["letter"] or m["word"]).startswith("D")), 2.2) if m else None


def _medium(text: str, find: Finder) -> Reading | None:
    """Who reports or presents for a medium speaks for it, by its name anywhere in the words."""
    house = re.fullmatch(r"(?P<name>[A-Z].*)['’]s?", text.strip())
    if house and (party := find.owner(bare(house["name"]))) and party.kind in ("media", "organisation"):
        return Reading(party, 3)
    if not said(text) & (words("roles", "media_roles") | words("roles", "reporters")):
        return None
    for name in CAPITALS.findall(text):
        party = longest(name, find) or medium_in(name)
        if party and party.kind in ("media", "organisation"):
            return Reading(party, 3)
    near = find.described("medium") if said(text) & words("roles", "media_roles") else None
    return Reading(near, 2) if near else None


def _partisan(text: str, now: str, find: Finder) -> Reading | None:
    """ "Democratic strategist", "a Republican who …": the party, and no expert."""
    if said(text) & words("roles", "public"):
        return None
    m = PARTISAN.search(text)
    if m is None:
        ours = _PARTY.search(now) and (party := find.described("party"))
        return Reading(party, 2.2) if ours and party else None
    if len({found[0] for found in PARTISAN.findall(text)} & {"D", "R"}) > 1 and " and " in text:
        return Reading(None, 2.5)
    return Reading(american(m.group().startswith("D")), 2.5 if PARTISAN.search(now) else 1.5)


def _delegate(text: str, find: Finder) -> Reading | None:
    """Delegates to a convention speak for the party whose convention it is."""
    party = find.described("convention") if said(text) & words("roles", "delegates") else None
    return Reading(party, 2.4) if party else None


def _expert(text: str) -> Reading | None:
    """Scholars speak for no side, whatever house they work in."""
    roles = said(text)
    if not roles & words("roles", "expert") or roles & {"chief", "spokesman", "spokeswoman"}:
        return None
    return Reading(None, 3.1 if roles & words("roles", "scholar") else 2.6 if "pollster" in roles else 2.4)


def _body(text: str, find: Finder) -> Reading | None:
    """X in "spokesman for X", "commander of X's operation", "who heads X"."""
    m = _HEADS.search(text)
    roles = words("roles", "spokes") | words("roles", "heads") | words("roles", "campaign_roles")
    if text.startswith(("of ", "at ", "from ", "with ")):
        return next((Reading(p, 3) for p in [named_by(text.split(" ", 1)[1], find)] if p), None)
    places = [m["body"]] if m else [s["body"] for s in _SPEAKS_FOR.finditer(text) if s["role"].lower() in roles]
    for body in [*places, *(part for b in places for part in re.split(r" (?:at|for|with) ", b)[1:])]:
        party = named_by(body, find)
        if party:
            return Reading(party, 2 if party.kind == "state" else 3)
    return None


def _owner(text: str, find: Finder) -> Reading | None:
    """Apple in "Apple's chief executive" or "Apple chief executive"; what "its" means in "its ambassador"."""
    roles = words("roles", "followers") | words("roles", "heads") | words("roles", "media_roles")
    roles = roles | words("roles", "spokes")
    first = text.split(" ", 1)[0].lower()
    if first in ("its", "their") and said(text) & (roles | words("roles", "office")):
        party = find.described(first)
        return Reading(party, 3) if party else None
    lower = re.match(r"(?:the |The |a )(?P<noun>[a-z]+)['’]s? ", text)
    if lower and said(text) & roles and (party := find.described(f"the {lower['noun']}")):
        return Reading(party, 3)
    alone = said(text) <= _ALONE and said(text) & words("roles", "spokes")
    chief = text.lower() in ("general secretary", "the general secretary", "chief executive", "the chief executive")
    if (alone or chief) and (party := find.described("employer")):
        return Reading(party, 1.5)
    owner, mark, role = _front(text.split(), roles | words("roles", "office"))
    name = bare(owner)
    if not role or not name or name.lower() in words("roles", "no_body"):
        return None
    party = gazetteer().state(name) or find.owner(name)
    if party is None and name.lower() in words("roles", "body_nouns"):
        party = find.described(f"the {name.lower()}")
    party = party or body_state(name, find)
    if party is None and role in roles and mark:
        party = body_party(name)
    if party is None and role in roles and _LETTERS.fullmatch(name) and name.lower() not in _ADJECTIVES:
        return Reading(body_party(name), 0.9)
    return Reading(party, 2 if party.kind == "state" else 3) if party else None


def _front(tokens: list[str], roles: frozenset[str]) -> tuple[str, bool, str]:
    """The name that a title begins with, whether it stands in the possessive, and the role that follows within five
    words; empty where there is none."""
    tokens = tokens[1:] if tokens and tokens[0].lower() in ("the", "a", "an") else tokens
    end, mark = 0, False
    while end < len(tokens) and not mark and is_name(tokens[end]) and bare(tokens[end]).lower() not in roles:
        mark = tokens[end].endswith(("'s", "’s", "s'", "s’"))
        end += 1
    name = tokens[:end]
    while name and name[-1].lower() in words("roles", "portfolios") and not mark:
        name = name[:-1]
    role = next((w for t in tokens[end : end + 5] if (w := t.strip(".,;'’").lower()) in roles), "")
    return " ".join(name), mark, role


def _adjective(text: str) -> Reading | None:
    """ "NATO Secretary-General", "Russian President"."""
    office = said(text) & (words("roles", "office") | words("roles", "political") | words("roles", "person_titles"))
    tokens = text.split()
    for width in (4, 3, 2, 1):
        for i in range(len(tokens) - width + 1):
            phrase = " ".join(tokens[i : i + width])
            party = gazetteer().find(phrase) if phrase[:1].isupper() else None
            if party and (office or party.kind not in ("state", "media")):
                return Reading(party, 2)
    state = state_in(text)
    return Reading(state, 2) if state and office else None


def _office(text: str, find: Finder) -> Reading | None:
    """A public office is one of the state that its name names ("Russian Foreign Ministry"), else of the local state."""
    words_ = said(text)
    if "federal" in words_ and not text.lower().removeprefix("the ").startswith("federal"):
        words_ = words_ - {"federal"}
    if "general secretary" in text.lower():
        words_ = words_ - {"secretary"}
    if re.search(r"\bfor (?:[A-Z]\w+ )?Justice\b", text):
        words_ = words_ - {"justice"}
    if _CHAIRS.search(text) and re.search(r"[A-Z]", text) and not _NATION.search(text):
        words_ = words_ - {"president"}
    if re.search(r"\bvice president (?:for|of|at)\b(?! the United)", text):
        words_ = words_ - {"president"}
    state = state_in(text)
    if words_ & words("roles", "public_office"):
        state = state or find.local(royal=bool(words_ & words("roles", "parliamentary")))
        return Reading(state, 1) if state else None
    return None
