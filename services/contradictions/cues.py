"""What a claim's cue does with its content: asserts, denies, condemns, praises and so on."""

from __future__ import annotations

from functools import lru_cache

from services.contradictions.lexicon import lexicon
from services.domain.claim import Statement

CONDITION = (
    "if confirmed",
    "if true",
    "if proven",
    "if proved",
    "if verified",
    "if it is true",
    "if this is true",
    "if these reports",
    "should this prove",
    "if the reports",
    "if it turns out",
    "unless",
)


@lru_cache(maxsize=8192)
def _of_words(cue: str) -> str:
    return lexicon("cues", "cues").first(cue) or "asserts"


def act_of(statement: Statement) -> str:
    """The stance that was extracted, unless it only asserts; else what the cue's words say; "asserts" by default."""
    if statement.stance and statement.stance != "asserts":
        return statement.stance
    return _of_words(" ".join((statement.cue or "").split()))


def conditional(statement: Statement) -> bool:
    """Whether the content holds only on a condition."""
    low = statement.text.casefold()
    return (
        statement.stance == "conditional" or low.lstrip("\"'“‘ ").startswith("if ") or any(c in low for c in CONDITION)
    )
