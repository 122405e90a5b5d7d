"""A claim as one line for an encoder: who, for whom, how, what."""

from __future__ import annotations

from services.domain.claim import Statement


def line(statement: Statement) -> str:
    """ "Sergei Lavrov (Russia) said: the text", with what is unknown left out; the bare text where nothing is known."""
    party = f"({statement.party})" if statement.party and statement.party != statement.speaker else ""
    cue = " ".join((statement.cue or "").split()).strip(" :,")
    head = " ".join(part for part in (statement.speaker or statement.source or "", party, cue) if part)
    text = " ".join(statement.text.split())
    return f"{head}: {text}" if head else text
