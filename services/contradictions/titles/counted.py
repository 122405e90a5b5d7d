"""What two claims count differently: "How many voyages from Kharg Island?"."""

from __future__ import annotations

import re

from services.contradictions.meeting import Meeting
from services.contradictions.quantities import PERSONS, Quantity, quantities_of
from services.contradictions.titles.lists import among, finite, first
from services.contradictions.titles.trimming import ENOUGH, LONGEST, ended, telling, trimmed

MONEY = re.compile(r"^(?:[%$£€¥]|dollar|euro|pound|kron|baht|naira|zlot|yen|peso|rupe|franc|per|cent|hour|minut)")
CLAUSE = re.compile(
    r"\b(?:who|which|that|had|has|have|is|are|was|were|will|would|could|out of|per|an?|each|so|as|his|her|its|their"
    r"|our|my|up to|down to)\b|[,;.:]"
)


def counted(pair: Meeting) -> str:
    """ "How many … ?" where both give a figure of one thing and the figures can't both be; else nothing."""
    for ours in quantities_of(pair.a.text):
        for theirs in quantities_of(pair.b.text):
            apart = ours.high < theirs.low or theirs.high < ours.low
            if ours.unit == theirs.unit and apart and not any(MONEY.match(u) for u in ours.unit):
                things = [_things(pair.a.text, ours), _things(pair.b.text, theirs)]
                best = max(things, key=lambda t: (len(t), t))
                return f"How many {best}?" if all(things) and telling(best) >= ENOUGH else ""
    return ""


def _things(text: str, number: Quantity) -> str:
    """The noun phrase after a figure, in the plural; empty where it can't be told."""
    after = text[number.end :].strip()
    end = CLAUSE.search(after)
    phrase = trimmed(after[: end.start()] if end else after, LONGEST // 2).strip()
    words = phrase.split()
    for n, word in enumerate(words):
        if n and (finite(word) or word.endswith("ed")):
            words = words[:n]
            break
    plural = words and (
        words[0].endswith("s") or number.unit == {PERSONS} or (len(words) > 1 and words[1].endswith("s"))
    )
    return "" if not plural or among(first(phrase), "leads", "auxiliaries", "pronouns") else ended(" ".join(words))
