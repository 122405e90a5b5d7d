"""Contents that lean on what was said before them ("it would be a boon"), and the words near them that they lean on."""

from __future__ import annotations

import re

from services.domain.claim import Statement

LEANS = re.compile(r"\W*(?:it|its|this|that|these|those|they|such|he|she|which)\b", re.IGNORECASE)
NEAR = 14


def leans(text: str) -> bool:
    """Whether the content starts with a word that points back."""
    return LEANS.match(text) is not None


def nearby(statement: Statement) -> str:
    """The content with up to `NEAR` words of its sentence before and after it; the whole sentence where it can't be
    placed."""
    sentence, text = " ".join((statement.sentence or "").split()), " ".join(statement.text.split())
    at = sentence.find(text)
    if at < 0:
        return sentence or text
    before, after = sentence[:at].split()[-NEAR:], sentence[at + len(text) :].split()[:NEAR]
    return " ".join([*before, text, *after])
