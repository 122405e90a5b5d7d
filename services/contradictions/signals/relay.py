"""Relay: a report of somebody else's words is not the reporter's position."""

from __future__ import annotations

import re
from functools import lru_cache

from services.contradictions.cues import act_of
from services.contradictions.meeting import Meeting
from services.contradictions.reading import Reading
from services.contradictions.signals.evidence import Evidence

SAYING = re.compile(
    r"\b(?:say(?:s|ing)?|said|tells?|told|warn(?:s|ed|ing)?|insist(?:s|ed)?|argu(?:es|ed)|claim(?:s|ed)"
    r"|defend(?:s|ed)|condemn(?:s|ed)|reject(?:s|ed)|critici[sz](?:es|ed)|accus(?:es|ed)|den(?:ies|ied)"
    r"|announc(?:es|ed)|vow(?:s|ed)|call(?:s|ed) (?:for|on)|demand(?:s|ed))\b",
    re.IGNORECASE,
)
REPORTS = re.compile(r"\b(?:report|quot|cit|according|relay|broadcast)", re.IGNORECASE)
EARLY = 60


def relay(pair: Meeting) -> Evidence:
    """-1 where one side only reports what another said, else 0."""
    held = relays(pair.a) or relays(pair.b)
    note = "One side only reports what somebody else said." if held else ""
    return Evidence("relay", -1.0 if held else 0.0, note=note)


def relays(reading: Reading) -> bool:
    """Whether a neutral report has another's saying near its start."""
    cue = reading.statement.cue or ""
    return bool(REPORTS.search(cue)) and act_of(reading.statement) == "asserts" and _says(reading.text)


@lru_cache(maxsize=4096)
def _says(text: str) -> bool:
    match = SAYING.search(text)
    return match is not None and match.start() < EARLY
