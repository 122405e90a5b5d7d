"""Consensus in one claim: the parties that it says agree, and on what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from services.contradictions.actors import key_of, names_in
from services.contradictions.lexicon import table
from services.contradictions.stems import idle
from services.domain.claim import Statement

TOPIC = re.compile(
    r"\b(?:when it comes to|on|about|regarding|concerning|over|that|want|wants|need to|as to)\s+(.{4,120})",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Assertion:
    """What one speaker says several parties agree on: their names as the text gives them (the speaker's party is always
    meant and not repeated; empty for an inclusive "we all"), the words that say so, and the matter."""

    parties: tuple[str, ...]
    words: str
    matter: str


@cache
def _patterns(block: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in table("consensus")[block])


@lru_cache(maxsize=4096)
def asserted_by(statement: Statement) -> Assertion | None:
    """The consensus that the claim asserts, or None."""
    text = " ".join(statement.text.split())
    for block in ("whole", "shared"):
        for pattern in _patterns(block):
            match = pattern.search(text)
            if match is None or _denied(text, match):
                continue
            parties = _others(text[: match.end()], statement) if block == "whole" else ()
            if parties or _found("several", match.group()):
                return Assertion(parties, match.group(), _matter(text, match))
    return None


def _found(entry: str, text: str) -> bool:
    return bool(re.search(str(table("consensus")[entry]), text, re.IGNORECASE))


def _denied(text: str, match: re.Match[str]) -> bool:
    """Whether the agreement is hoped for, conditional or denied, before its words or within them."""
    return _found("denied", match.group()) or any(p.search(text[: match.start()]) for p in _patterns("unless"))


def _others(text: str, statement: Statement) -> tuple[str, ...]:
    own = key_of(statement.party)
    names = [part for name in names_in(text) | _opening(text) for part in re.split(r",\s*|\s+and\s+", name)]
    found = {key_of(n): n for n in names if len(n) > 1 and n not in idle()}
    return tuple(sorted(k for k in found if k and k != own))


def _opening(text: str) -> frozenset[str]:
    """The name that opens the text, where it is joined to another one."""
    match = re.match(r"\W*([A-Z][\w.’'-]+)(?=(?:,| and| or)\s)", text)
    return frozenset({match[1].casefold()}) if match else frozenset()


def _matter(text: str, match: re.Match[str]) -> str:
    topic = TOPIC.search(text, match.end()) or TOPIC.search(text, match.start())
    said = topic[1] if topic else text[match.end() :] or text
    return re.split(r"[.;!?\"”]| as a | because ", said.strip(" ,"))[0].strip(" ,") or text
