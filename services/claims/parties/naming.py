"""The party that a name in running words stands for: of a body, of a state, of what a body belongs to."""

from __future__ import annotations

import re

from services.claims.lexicon import words
from services.claims.parties.gazetteer import Party, gazetteer, medium_by_name
from services.claims.parties.reading import Finder
from services.claims.parties.wording import bare, said

CAPITALS = re.compile(r"(?:(?:[A-Z][\w.&’'-]*|U\.S\.)(?: (?:of|for|and|on|the|&|in) (?=[A-Z])| )?)+")
PARTISAN = re.compile(r"\b(?:Democrat(?:ic|s)?|Republican(?:s)?|G\.?O\.?P\.?)(?!\w)")
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\w.'’&]*")
_ABROAD = re.compile(r"\b(?:to|in|on|with|against|about|from) (?:the )?[A-Z][^,;]*")
_POSTED = re.compile(r"\b[Aa]mbassador|[Ee]nvoy|[Cc]onsul|[Dd]elegate")
_NOUNS = "|".join(sorted(words("roles", "body_nouns")))
_APPOSED = re.compile(rf"^(?:the |an? )?(?:[a-z-]+ ){{0,3}}(?:{_NOUNS}) (?=[A-Z])")
_SEATED = re.compile(r"\b[A-Z][\w. ]*?-based ")


def american(democratic: bool) -> Party:
    """One of the two great American parties."""
    return gazetteer().names["Democrats" if democratic else "Republicans"]


def is_name(token: str) -> bool:
    """Whether a word may stand in a name: capitalised, or a link."""
    return token[:1].isupper() or token in ("of", "for", "the", "and", "&", "al", "el") or token[:1].isdigit()


def named_by(body: str, find: Finder) -> Party | None:
    """The party that a phrase names: its owner ("the alliance's operation"), a name it holds, or what it describes."""
    owner = re.match(r"(?P<owner>[^,]*?)['’]s?\s", body)
    if owner and (party := find.owner(bare(owner["owner"])) or find.described(owner["owner"])):
        return party
    party = longest(body, find)
    if party:
        return party
    body = _APPOSED.sub("", _SEATED.sub("", body))
    name = CAPITALS.search(body)
    if name and name.start() <= 4:
        text = bare(name.group())
        party = longest(text, find) or body_state(text, find)
        if party:
            return party
        if len(text) >= 3 and text.lower() not in words("roles", "no_body") and not gazetteer().state(text):
            return body_party(text)
    return find.described(" ".join(body.split()[:4])) or (None if name else state_in(body))


def longest(text: str, find: Finder) -> Party | None:
    """The party that the capitalised beginning of `text` names as a whole, or without what follows "of" or "in"."""
    parts = bare(text).split()
    end = next((i for i, w in enumerate(parts) if not is_name(w)), len(parts))
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
    if m := PARTISAN.search(name):
        return american(m.group().startswith("D"))
    parts = said(name)
    if parts & {"pac", "fund", "conservatives"}:
        return None
    weak = parts & words("roles", "weak_bodies") and parts & words("roles", "public_bodies") and "for" not in parts
    if parts & words("roles", "state_bodies") or weak:
        return state_in(name) or find.local()
    return None


def medium_in(name: str) -> Party | None:
    """Fox News in "Fox News White House"."""
    parts = name.split()
    spans = [(i, j) for i in range(len(parts)) for j in range(len(parts), i, -1)]
    found = (gazetteer().find(" ".join(parts[i:j])) for i, j in spans)
    known = next((p for p in found if p and p.kind == "media"), None)
    return known or (body_party(bare(name)) if medium_by_name(bare(name)) else None)


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
