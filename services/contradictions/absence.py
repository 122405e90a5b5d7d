"""Where a text says that there was none of something: "nobody", "none of the tanks", "not a single barrel"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from services.contradictions.lexicon import table
from services.contradictions.stems import WORD, idle, stem

PERSONS = "person"
NOUNS = 3
PEOPLE = re.compile(r"no one|no-one|nobody", re.IGNORECASE)
BOUND = re.compile(
    r"[.;:!?,\"”)]|\b(?:is|are|was|were|has|have|had|been|will|would|did|do|does|ever|left)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Absence:
    """What there was none of, as stems ("person" for nobody), its words and place."""

    what: frozenset[str]
    words: str
    start: int
    end: int


@cache
def _none() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in table("absence")["none"])


@cache
def _unless() -> re.Pattern[str]:
    return re.compile(table("absence")["unless"], re.IGNORECASE)


@lru_cache(maxsize=4096)
def absences_of(text: str) -> tuple[Absence, ...]:
    """Those in order; "no one knows" and "no more than" say nothing of the kind."""
    found: list[Absence] = []
    for pattern in _none():
        for match in pattern.finditer(text):
            if _unless().match(text[match.end() :]) or any(a.start <= match.start() < a.end for a in found):
                continue
            what = frozenset({PERSONS}) if PEOPLE.fullmatch(match.group()) else _counted(text[match.end() :])
            found.append(Absence(what, " ".join(match.group().split()), match.start(), match.end()))
    return tuple(sorted(found, key=lambda a: a.start))


def _counted(rest: str) -> frozenset[str]:
    """Stems of the nouns that follow, up to the verb."""
    words = WORD.findall(BOUND.split(rest, maxsplit=1)[0])[:NOUNS]
    if words and words[0].casefold() in table("quantities")["persons"]:
        return frozenset({PERSONS})
    return frozenset(stem(w) for w in words if w.casefold() not in idle())
