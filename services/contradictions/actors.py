"""Who is meant by which words: a party's names, its speaker's, its role ("the union"), the camp it belongs to ("the
West")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from services.contradictions.lexicon import table
from services.contradictions.stems import content_stems

NAMED, CAMP, ROLE = 1.0, 0.8, 0.6
WE = re.compile(r"\b(?:we|our|us|ours|we're|we've|we’re|we’ve|we'll|we’ll)\b", re.IGNORECASE)
NAME = re.compile(r"\b[A-Z][\w’'-]*[\w](?:\s+(?:of\s+|the\s+)?[A-Z][\w’'-]*[\w])*")


@dataclass(frozen=True, slots=True)
class Profile:
    """A party and its speaker. `key` is the same for all names of one party (None where unknown); `words` are
    patterns of what refers to them, each with how surely; `stems` are those of their names."""

    key: str | None
    stems: frozenset[str]
    words: tuple[tuple[re.Pattern[str], float], ...]

    def found_in(self, text: str) -> tuple[float, tuple[str, ...]]:
        """How surely the text refers to the party (0 to 1), and the words that do."""
        return _found(self.words, text)


@lru_cache(maxsize=65_536)
def _found(words: tuple[tuple[re.Pattern[str], float], ...], text: str) -> tuple[float, tuple[str, ...]]:
    best, found = 0.0, list[str]()
    for pattern, sure in words:
        for match in pattern.finditer(text):
            best = max(best, sure)
            if match.group() not in found:
                found.append(match.group())
    return best, tuple(found)


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """Every name of a known party, in lower case, with all its names."""
    held: dict[str, tuple[str, ...]] = {}
    for block in ("bodies", "states"):
        for row in str(table("actors")[block]).splitlines():
            names = tuple(n.strip() for n in row.split("|"))
            for name in names:
                if not name.startswith("the "):
                    held.setdefault(name.casefold(), names)
    return held


@cache
def _camps() -> tuple[tuple[str, frozenset[str]], ...]:
    rows = (row.partition("=") for row in str(table("actors")["camps"]).splitlines())
    return tuple(
        (name.strip(), frozenset(m.strip().casefold() for m in members.split(","))) for name, _, members in rows
    )


@cache
def _plain() -> frozenset[str]:
    return frozenset(str(table("actors")["plain"]).split())


def key_of(party: str | None) -> str | None:
    """One key for all names of a party ("Moscow", "Russia"), or None."""
    if not party or party.casefold() in ("none", "unknown"):
        return None
    name = party.partition(":")[2].strip() if ":" in party else party
    name = re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)
    known = _known().get(name.casefold())
    return (known[0] if known else name).casefold()


def known_name(key: str) -> str | None:
    """The usual name of a known party by its key, or None."""
    names = _known().get(key)
    return names[0] if names else None


@cache
def is_demonym(name: str) -> bool:
    """Whether a name is what a state's people are called ("Chinese")."""
    rows = (row.split("|") for row in str(table("actors")["states"]).splitlines())
    return any(len(row) > 1 and row[1].strip().casefold() == name.casefold() for row in rows)


@lru_cache(maxsize=8192)
def profile_of(party: str | None, speaker: str | None) -> Profile:
    """How a text may refer to them."""
    key, sure = key_of(party), dict[str, float]()
    if key:
        names = _known().get(key, (key,))
        for name in names:
            sure[name] = ROLE if name.startswith("the ") else NAMED
        for camp, members in _camps():
            if key in members:
                sure[camp] = CAMP
        if key not in _known():
            sure |= _parts_of(party or key)
    if speaker and not speaker.islower() and "unnamed" not in speaker:
        surname = speaker.split()[-1]
        if len(surname) > 2 and surname[0].isupper() and surname.casefold() not in _plain():
            sure.setdefault(surname, NAMED)
    names_said = " ".join((*sure, speaker or ""))
    return Profile(key, content_stems(names_said), tuple((_pattern(name), weight) for name, weight in sure.items()))


def _parts_of(party: str) -> dict[str, float]:
    """A longer name's shorter forms: its initials, its telling words, "the union" after its last word."""
    name = party.partition(":")[2].strip() if ":" in party else party
    words = [w for w in re.findall(r"[\w’'&.-]+", name) if w.casefold() != "the"]
    sure = {}
    capitals = [w for w in words if w[0].isupper()]
    if len(capitals) > 2:
        sure["".join(w[0] for w in capitals)] = NAMED
    for word in words:
        if word.casefold() not in _plain() and len(word) > 3 and word[0].isupper():
            sure[word] = NAMED if len(words) < 3 else ROLE
    if len(words) > 1 and len(words[-1]) > 3:
        sure[f"the {words[-1].casefold()}"] = ROLE
    return sure


def _pattern(name: str) -> re.Pattern[str]:
    body = r"\s+".join(map(re.escape, name.split()))
    flags = re.IGNORECASE if name.islower() or " " in name or len(name) > 5 else re.NOFLAG
    return re.compile(rf"(?<!\w){body}(?:'s|’s|s)?(?!\w)", flags)


def names_in(text: str) -> frozenset[str]:
    """Capitalised names in lower case, those that merely open a sentence left out unless they are of two words."""
    found = set()
    for match in NAME.finditer(text):
        opens = match.start() == 0 or re.search(r"[.!?:]\W*$|^\W*$", text[: match.start()][-4:]) is not None
        if not opens or " " in match.group():
            found.add(re.sub(r"^(the|a|in|on|but|and) |['’]s$", "", match.group().casefold()))
    return frozenset(found)
