"""The name that places a title: a place or body of its sentences, else the party that speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from services.contradictions.actors import NAME, is_demonym, key_of, known_name
from services.contradictions.stems import idle, stem
from services.contradictions.titles.lists import TOKEN, among, first
from services.contradictions.titles.questions import lowered
from services.contradictions.titles.trimming import LONGEST
from services.domain.claim import Statement

PLACED = re.compile(r"\b(?:in|at|near|of|from|across|outside|around|into|off|on)\s+(?:the )?$", re.IGNORECASE)
FEW = 4


def anchored(title: str, *statements: Statement) -> str:
    """The title after the name that places it, where it holds none itself: "Alpidro: had anybody seen a crack?"."""
    if named(title):
        return title
    name = _anchor(title, statements)
    asks = title.endswith("?") and among(first(title), "auxiliaries")
    whole = f"{name}: {title[:1].lower() + title[1:] if asks else lowered(title)}"
    return whole if name and len(whole) <= LONGEST + 25 else title


def named(title: str) -> bool:
    """Whether a word within the title, its first left out unless it is a known name, has a capital."""
    tokens = [t for t in TOKEN.findall(title) if t[0].isalpha()]
    inner = any(t[0].isupper() and t.casefold() not in idle() for t in tokens[1:])
    return inner or bool(tokens and known_name(key_of(re.sub(r"['’]s$", "", tokens[0])) or ""))


def _anchor(title: str, statements: tuple[Statement, ...]) -> str:
    """A place of the first statement, else a party that names a state, else a place of the other, else a party; none
    that the title names already."""
    held = {stem(w) for w in TOKEN.findall(title)}
    speaking = _speaking(statements)
    said = dict.fromkeys(s.party for s in statements if s.party and _tells(s.party))
    parties = [p for p in said if not {stem(w) for w in p.split()} & held]
    states = [p for p in parties if _state(p)]
    for n, one in enumerate(statements):
        told = Counter(p for p in _places(one, speaking) if not {stem(w) for w in p.split()} & held)
        if told:
            return max(told, key=lambda p: (told[p], bool(known_name(key_of(p) or "")), -len(p), p))
        if not n and states:
            return states[0]
    return parties[0] if parties else ""


def _places(one: Statement, speaking: frozenset[str]) -> Iterator[str]:
    """Names of a statement that stand where places do or are known, those who speak left out."""
    for text in (one.text, one.sentence or ""):
        for match in NAME.finditer(text):
            name = re.sub(r"['’]s$", "", match.group())
            known = known_name(key_of(name) or "")
            other = (
                any(w.casefold() in speaking or among(w, "nameless") for w in name.split()) or name.casefold() in idle()
            )
            partly = text[match.end() : match.end() + 2].rstrip() in ("'", "’") or f"{name} and" in text
            own = not known and set(name.split()) <= set((one.party or "").split())
            if other or own or partly or len(name.split()) > FEW:
                continue
            if known or PLACED.search(text[: match.start()]):
                yield known if known and is_demonym(name) else name


def _speaking(statements: tuple[Statement, ...]) -> frozenset[str]:
    names = [n for s in statements for n in (s.speaker, s.source) if n and n != s.party]
    return frozenset(w.casefold() for n in names for w in TOKEN.findall(n))


def _tells(party: str) -> bool:
    """Whether a party's name tells a reader where he is."""
    name = party.removeprefix("the ")
    return not all(among(w, "nameless") for w in name.split()) and any(w[0].isupper() for w in name.split())


def _state(party: str) -> bool:
    return any(known_name(key_of(w) or "") for w in party.split())
