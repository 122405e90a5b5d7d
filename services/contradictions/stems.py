"""Words cut to stems, so that "bombing" meets "bombed": a light suffix stripper in the manner of Porter (1980)."""

from __future__ import annotations

import re
from functools import lru_cache

from services.contradictions.lexicon import entries, table

WORD = re.compile(r"[^\W_][\w’']*")
ENDINGS = (
    "isations",
    "izations",
    "isation",
    "ization",
    "fulness",
    "iveness",
    "ations",
    "ities",
    "ation",
    "ively",
    "ments",
    "ingly",
    "edly",
    "ions",
    "ment",
    "ness",
    "ally",
    "ance",
    "ence",
    "able",
    "ible",
    "ings",
    "ies",
    "ing",
    "ion",
    "ity",
    "ive",
    "ers",
    "ors",
    "ful",
    "est",
    "ed",
    "es",
    "er",
    "or",
    "ly",
    "al",
    "s",
    "e",
    "y",
)
SHORTEST = 3


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem in lower case, at least three letters long."""
    word = word.casefold().replace("’", "'").removesuffix("'s").strip("'-")
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word[: -len(ending)]
            break
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word.removesuffix("i") if len(word) > SHORTEST else word


@lru_cache(maxsize=1)
def idle() -> frozenset[str]:
    """Words that say nothing of the topic."""
    return frozenset(w for e in entries(table("idle-words")["words"]) for w in e.split())


def content_stems(text: str) -> frozenset[str]:
    """Stems of the words that carry a topic."""
    return frozenset(stem(w) for w in WORD.findall(text) if len(w) > 1 and w.casefold().replace("’", "'") not in idle())
