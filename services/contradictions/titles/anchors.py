"""The name that places a title: a place or body of its sentences, else the party that speaks."""

from __future__ import annotations

import re

from services.contradictions.actors import NAME, key_of, known_name
from services.contradictions.stems import idle, stem
from services.contradictions.titles.lists import TOKEN, among, first
from services.contradictions.titles.questions import lowered
from services.contradictions.titles.trimming import LONGEST
from services.domain.claim import Statement

PLACED = re.compile(r"\b(?:in|at|near|of|from|for|across|outside|around|between|into|off|on)\s+(?:the )?$", re.IGNORECASE)
FEW = 4


def anchored(title: str, *statements: Statement) -> str:
    """The title after the name that places it, where it holds none itself: "Alpidro: had anybody seen a crack?"."""
    if named(title):
        return title
    name = _anchor(title, statements)
    whole = f"{name}: {title if title.startswith('“') else lowered(title) if not _asks(title) else title[:1].lower() + title[1:]}"
    return whole if name and len(whole) <= LONGEST + 25 else title


def named(title: str) -> bool:
    """Whether a word within the title, its first left out unless it is a known name, has a capital."""
    tokens = [t for t in TOKEN.findall(title) if t[0].isalpha()]
    inner = any(t[0].isupper() and t.casefold() not in idle() for t in tokens[1:])
    return inner or bool(tokens and known_name(key_of(tokens[0]) or ""))


def _asks(title: str) -> bool:
    return title.endswith("?") and among(first(title), "auxiliaries")


def _anchor(title: str, statements: tuple[Statement, ...]) -> str:
    own = {w.casefold() for s in statements for n in (s.speaker, s.source) if n and n != s.party for w in TOKEN.findall(n)}
    held = {stem(w) for w in TOKEN.findall(title)}
    places, parties = dict[str, int](), list[str]()
    for one in statements:
        for sentence in (one.text, one.sentence or ""):
            for match in NAME.finditer(sentence):
                name = re.sub(r"['’]s$", "", match.group())
                words, known = name.split(), known_name(key_of(name) or "")
                usable = not any(w.casefold() in own or among(w, "nameless") for w in words) and name.casefold() not in idle()
                placing = PLACED.search(sentence[: match.start()]) is not None
                if usable and len(words) <= FEW and (known or placing):
                    name = name if placing or not known else known
                    places[name] = places.get(name, 0) + 1
        if one.party and one.party not in parties and _tells(one.party):
            parties.append(one.party)
    known = [n for n in places if not {stem(w) for w in n.split()} & held]
    if known:
        return max(known, key=lambda n: (places[n], bool(known_name(key_of(n) or "")), -len(n), n))
    free = [p for p in parties if not {stem(w) for w in p.split()} & held]
    return max(free, key=lambda p: (bool(_state(p)), -parties.index(p)), default="")


def _tells(party: str) -> bool:
    """Whether a party's name tells a reader where he is."""
    name = party.removeprefix("the ")
    return not all(among(w, "nameless") for w in name.split()) and any(w[0].isupper() for w in name.split())


def _state(party: str) -> bool:
    return any(known_name(key_of(w) or "") for w in party.split())
