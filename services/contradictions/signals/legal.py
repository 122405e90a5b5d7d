"""Legal framing: mandate, right and law against breach, abuse and circumvention."""

from __future__ import annotations

from services.contradictions.meeting import Meeting
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.frames import opposed_in


def legal(pair: Meeting) -> Evidence:
    """Positive where one calls lawful what the other calls a breach."""
    return opposed_in(pair, "legal", "whether it is lawful")
