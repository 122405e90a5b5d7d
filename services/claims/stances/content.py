"""What the words of a content tell of the speaker's stance, where the cue itself is neutral."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.claims.lexicon import table, words
from services.domain.claim import Span, Stance

LONGEST = 160


def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern on one line: a line that begins with "|" follows at once, any other after a space."""
    return re.compile(re.sub(r"\s*\n\s*", " ", re.sub(r"\s*\n\s*\|", "|", pattern)), re.I)


_REPORT, _CONDITION = _compiled(table("stances")["report"]), _compiled(table("stances")["condition"])
_SAYS = {Stance(name): _compiled(pattern) for name, pattern in table("stances")["content"].items()}
_HARSH, _KIND = _compiled(table("stances")["harsh"]), _compiled(table("stances")["kind"])
_END = re.compile(r"[.!?][\"”’)]*\s")


def first_sentence(text: str, content: Sequence[Span]) -> str:
    """The content's first sentence, at most 160 characters."""
    said = " ".join(text[s:e] for s, e in content)[:LONGEST]
    end = _END.search(said)
    return said[: end.end()].rstrip() if end else said


def hangs_on_report(said: str) -> bool:
    """Whether the content is said of a report that may not be true: "if confirmed"."""
    return _REPORT.search(said) is not None


def conditional(said: str) -> bool:
    """Whether the content holds under a condition alone: "if", "unless", "provided", "should the talks fail"."""
    return _CONDITION.search(said) is not None


def of_words(said: str, cue: str) -> Stance:
    """The stance that the content's own words show, given the lemma of a neutral cue; else `asserts`."""
    if cue in words("stances", "calls"):
        if _HARSH.search(said):
            return Stance.CONDEMNS
        if _KIND.search(said):
            return Stance.PRAISES
    return next((s for s, pattern in _SAYS.items() if pattern.search(said)), Stance.ASSERTS)
