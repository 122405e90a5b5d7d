"""Reads from a title, an apposition or a description whom its holder speaks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from services.claims.lexicon import words
from services.claims.parties.gazetteer import Party, gazetteer, medium_by_name
from services.claims.parties.wording import bare, plain_words, present, said

_SEAT = re.compile(r"^\W*(?:a )?(?:(?P<letter>[DR])[-–—.]\s?[A-Z]|(?P<word>Democrat|Republican) (?:of|from) )")
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
_CAPITALS = re.compile(r"(?:(?:[A-Z][\w.&’'-]*|U\.S\.)(?: (?:of|for|and|on|the|&|in) (?=[A-Z])| )?)+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ALONE = words("roles", "bare_roles") | {""}
_PARTY = re.compile(
    r"\b[Pp]arty(?:['’]s)? (?:[a-z]+ )?(?:leader|official|chair|activist|elder|figure|insider|member|establishment)"
)
_STAFF = re.compile(r"\b(?:campaign|^Campaign|^(?:His|Her|The) [Cc]ampaign)\b(?! (?:against|for|to|trail|ad\b))")
_NAMED = r"(?:[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})"
_FOLLOWERS = "|".join(sorted(words("roles", "followers")))
_STAFFERS = "|".join(sorted(words("roles", "followers") | words("roles", "campaign_roles")))
_JOINED = r"(?:campaigned|campaigning) (?:alongside|for|with)|stumping for|advises|advising"
_BACKED = rf"(?:backs|backing|backed|supports|supporting|supported|endorses|endorsing|endorsed|{_JOINED})"
_FOLLOWED = re.compile(
    rf"(?P<whose>{_NAMED})(?:['’]s?)?(?: [a-z-]+| [Cc]ampaign| [Pp]ress| [A-Z][a-z]+){{0,3}}? (?:{_FOLLOWERS})\b"
    rf"|\b(?:{_STAFFERS})(?: [a-z-]+){{0,3}}? (?:of|for|to|with|on|in) "
    rf"(?P<whom>{_NAMED}|the {_NAMED} campaign|{_NAMED} [Cc]ampaign)"
    rf"|\bwho (?:[a-z]+ ){{0,3}}{_BACKED} (?P<backed>{_NAMED})"
    rf"|\bclose to (?:the )?(?P<near>{_NAMED})"
)
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w.'’&]*")
_ABROAD = re.compile(r"\b(?:to|in|on|with|against|about|from) (?:the )?[A-Z][^,;]*")
_POSTED = re.compile(r"\b[Aa]mbassador|[Ee]nvoy|[Cc]onsul|[Dd]elegate")
_PARTISAN = re.compile(r"\b(?:Democrat(?:ic|s)?|Republican(?:s)?|G\.?O\.?P\.?)(?!\w)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A party (None: speaks for no side) and how surely the words say so: 4 a campaign, 3 a body the speaker acts for,
    2 an office or party, 1 an office without a name."""

    party: Party | None
    weight: float


class Finder(Protocol):
    """What the rest of the article tells about the names and descriptions in a title."""

    def owner(self, name: str) -> Party | None:
        """The party that a name stands for: of a body, of a state or of a person of the article."""
        ...

    def described(self, words: str) -> Party | None:
        """The party that a definite description ("the alliance", "its", "campaign") stands for."""
        ...

    def local(self, *, royal: bool = False) -> Party | None:
        """The state whose offices are meant where none is named; `royal`: one with ministers, chancellors or kings."""
        ...


def readings(text: str, surname: str | None, find: Finder) -> list[Reading]:
    """What `text`, the words around a name, says about whom the named speaks for; strongest first."""
    text = plain_words(text)
    now = present(text)
    found = (
        _seat(text),
        _stands(now, surname, find),
        _follows(now, find),
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


def campaign(whose: str) -> Party:
    """The party that a candidate's campaign is."""
    return Party(f"{whose} campaign", "campaign")


def _seat(text: str) -> Reading | None:
    m = _SEAT.match(text)
    return Reading(_american((m["letter"] or m["word"]).startswith("D")), 2) if m else None


def _american(democratic: bool) -> Party:
    return gazetteer().names["Democrats" if democratic else "Republicans"]


def _stands(text: str, surname: str | None, find: Finder) -> Reading | None:
    """Candidates for the highest office speak for their own campaign, others for the party that put them up."""
    words_ = said(text)
    if not surname or not words_ & words("roles", "candidate") or words_ & words("roles", "followers"):
        return None
    if words_ & {"phd", "doctoral", "ph.d"}:
        return None
    lesser = words_ & {"congressional", "senate", "house", "gubernatorial", "mayoral", "council", "vice"}
    if _YEAR.search(text):
        return None
    partisan = _PARTISAN.search(text) and "presidential" not in words_
    return None if lesser or partisan else Reading(campaign(surname), 4)


def _follows(text: str, find: Finder) -> Reading | None:
    """ "Clinton spokesman", "aide to Clinton", "a supporter of Clinton", "who backs Clinton", "campaign manager"."""
    roles = words("roles", "followers") | words("roles", "campaign_roles")
    if _YEAR.search(text):
        return None
    for m in _FOLLOWED.finditer(text):
        party = find.owner(bare(m["whose"] or m["whom"] or m["backed"] or m["near"]))
        if party and party.kind == "campaign":
            return Reading(party, 4 if m["whose"] or m["whom"] else 3)
    if _STAFF.search(text) and said(text) & roles:
        party = find.described(text.split(" ", 1)[0].lower() + " campaign")
        return Reading(party, 4) if party else None
    return None


def _medium(text: str, find: Finder) -> Reading | None:
    """Who reports or presents for a medium speaks for it, by its name anywhere in the words."""
    house = re.fullmatch(r"(?P<name>[A-Z].*)['’]s?", text.strip())
    if house and (party := find.owner(bare(house["name"]))) and party.kind in ("media", "organisation"):
        return Reading(party, 3)
    if not said(text) & (words("roles", "media_roles") | words("roles", "reporters")):
        return None
    for name in _CAPITALS.findall(text):
        party = _longest(name, find) or _medium_in(name)
        if party and party.kind in ("media", "organisation"):
            return Reading(party, 3)
    near = find.described("medium") if said(text) & words("roles", "media_roles") else None
    return Reading(near, 2) if near else None


def _medium_in(name: str) -> Party | None:
    """Fox News in "Fox News White House"."""
    parts = name.split()
    spans = [(i, j) for i in range(len(parts)) for j in range(len(parts), i, -1)]
    found = (gazetteer().find(" ".join(parts[i:j])) for i, j in spans)
    known = next((p for p in found if p and p.kind == "media"), None)
    return known or (body_party(bare(name)) if medium_by_name(bare(name)) else None)


def _partisan(text: str, now: str, find: Finder) -> Reading | None:
    """ "Democratic strategist", "a Republican who …": the party, and no expert."""
    if said(text) & words("roles", "public"):
        return None
    m = _PARTISAN.search(text)
    if m is None:
        ours = _PARTY.search(now) and (party := find.described("party"))
        return Reading(party, 2.2) if ours and party else None
    if len({found[0] for found in _PARTISAN.findall(text)} & {"D", "R"}) > 1 and " and " in text:
        return Reading(None, 2.5)
    return Reading(_american(m.group().startswith("D")), 2.5 if _PARTISAN.search(now) else 1.5)


def _delegate(text: str, find: Finder) -> Reading | None:
    """Delegates to a convention speak for the party whose convention it is."""
    party = find.described("convention") if said(text) & words("roles", "delegates") else None
    return Reading(party, 2.4) if party else None


def _expert(text: str) -> Reading | None:
    """Scholars speak for no side, whatever house they work in."""
    roles = said(text)
    if not roles & words("roles", "expert") or roles & {"chief", "spokesman", "spokeswoman"}:
        return None
    return Reading(None, 3.1 if roles & words("roles", "scholar") else 2.4)


def _body(text: str, find: Finder) -> Reading | None:
    """X in "spokesman for X", "commander of X's operation", "who heads X"."""
    m = _HEADS.search(text)
    roles = words("roles", "spokes") | words("roles", "heads") | words("roles", "campaign_roles")
    if text.startswith(("of ", "at ", "from ", "with ")):
        return next((Reading(p, 3) for p in [_named(text.split(" ", 1)[1], find)] if p), None)
    places = [m["body"]] if m else [s["body"] for s in _SPEAKS_FOR.finditer(text) if s["role"].lower() in roles]
    for body in [*places, *(part for b in places for part in re.split(r" (?:at|for|with) ", b)[1:])]:
        party = _named(body, find)
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
    if party is None and mark and role in roles:
        party = body_party(name)
    return Reading(party, 2 if party.kind == "state" else 3) if party else None


def _front(tokens: list[str], roles: frozenset[str]) -> tuple[str, bool, str]:
    """The name that a title begins with, whether it stands in the possessive, and the role that follows within five
    words; empty where there is none."""
    tokens = tokens[1:] if tokens and tokens[0].lower() in ("the", "a", "an") else tokens
    end, mark = 0, False
    while end < len(tokens) and not mark and _names(tokens[end]) and bare(tokens[end]).lower() not in roles:
        mark = tokens[end].endswith(("'s", "’s", "s'", "s’"))
        end += 1
    name = tokens[:end]
    while name and name[-1].lower() in words("roles", "portfolios") and not mark:
        name = name[:-1]
    role = next((w for t in tokens[end : end + 5] if (w := t.strip(".,;'’").lower()) in roles), "")
    return " ".join(name), mark, role


def _names(token: str) -> bool:
    return token[:1].isupper() or token in ("of", "for", "the", "and", "&", "al", "el") or token[:1].isdigit()


def _named(body: str, find: Finder) -> Party | None:
    """The party that a phrase names: its owner ("the alliance's operation"), a name it holds, or what it describes."""
    owner = re.match(r"(?P<owner>[^,]*?)['’]s?\s", body)
    if owner and (party := find.owner(bare(owner["owner"])) or find.described(owner["owner"])):
        return party
    party = _longest(body, find)
    if party:
        return party
    body = _APPOSED.sub("", body)
    name = _CAPITALS.search(body)
    if name and name.start() <= 4:
        text = bare(name.group())
        party = _longest(text, find) or body_state(text, find)
        if party:
            return party
        if len(text) >= 3 and text.lower() not in words("roles", "no_body") and not gazetteer().state(text):
            return body_party(text)
    return find.described(" ".join(body.split()[:4])) or (None if name else state_in(body))


_NOUNS = "|".join(sorted(words("roles", "body_nouns")))
_APPOSED = re.compile(rf"^(?:the |an? )?(?:[a-z-]+ ){{0,3}}(?:{_NOUNS}) (?=[A-Z])")


def _longest(text: str, find: Finder) -> Party | None:
    """The party that the capitalised beginning of `text` names as a whole, or without what follows "of" or "in"."""
    parts = bare(text).split()
    end = next((i for i, w in enumerate(parts) if not _names(w)), len(parts))
    while end and not parts[end - 1][:1].isupper():
        end -= 1
    name = bare(" ".join(parts[:end]))
    party = find.owner(name) if name else None
    if party or end < 2:
        return party
    for cut in (i for i in range(end - 1, 0, -1) if parts[i] in ("of", "for", "and")):
        party = find.owner(bare(" ".join(parts[:cut])))
        if party:
            return party
    return None


def body_party(name: str) -> Party:
    """A body as a party of its own: a medium where its name is that of one."""
    return Party(name, "media" if medium_by_name(name) else "organisation")


def body_state(name: str, find: Finder) -> Party | None:
    """The state or party that a body belongs to by its name: a department, a court, "Ohio Republican Party"."""
    if m := _PARTISAN.search(name):
        return _american(m.group().startswith("D"))
    parts = said(name)
    weak = parts & words("roles", "weak_bodies") and parts & words("roles", "public_bodies") and "for" not in parts
    if parts & words("roles", "state_bodies") or weak:
        return state_in(name) or find.local()
    return None


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
    if re.search(r"\bvice president (?:for|of|at)\b(?! the United)", text):
        words_ = words_ - {"president"}
    state = state_in(text)
    if words_ & words("roles", "public_office"):
        state = state or find.local(royal=bool(words_ & words("roles", "parliamentary")))
        return Reading(state, 1) if state else None
    return None


def state_in(text: str) -> Party | None:
    """The state whose adjective, name or part stands in `text`, places abroad of an envoy left out."""
    text = _ABROAD.sub("", text) if _POSTED.search(text) else text
    found = [bare(w) for w in _WORD.findall(text.replace("-", " "))]
    pairs = [" ".join(found[i : i + n]) for n in (3, 2) for i in range(len(found) - n + 1)]
    for word in (*pairs, *found):
        party = gazetteer().state(word) or (gazetteer().region(word) if word[:1].isupper() else None)
        if party is None and word[:1].isupper() and (named := gazetteer().find(word)) and named.kind == "state":
            party = named
        if party:
            return party
    return None
