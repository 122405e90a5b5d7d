"""A claim as one line for an encoder: who, for whom, how, what."""

from __future__ import annotations

from services.domain.claim import Statement

SHORT = 6
LONGEST = 40
"""A content of fewer words than `SHORT` says too little alone ("the strikes"): its sentence is added, cut at `LONGEST`
words."""


def line(statement: Statement) -> str:
    """ "Sergei Lavrov (Russia) said: the text", with what is unknown left out; the bare text where nothing is known."""
    party = f"({statement.party})" if statement.party and statement.party != statement.speaker else ""
    cue = " ".join((statement.cue or "").split()).strip(" :,")
    head = " ".join(part for part in (statement.speaker or statement.source or "", party, cue) if part)
    words = statement.text.split()
    text = " ".join(words)
    around = (statement.sentence or "").split()
    if len(words) < SHORT and len(around) > len(words) + 2:
        text = f"{text} [{' '.join(around[:LONGEST])}]"
    return f"{head}: {text}" if head else text
