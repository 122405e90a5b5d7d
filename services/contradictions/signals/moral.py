"""Moral framing: protection, necessity and restraint against aggression, excess and cruelty."""

from __future__ import annotations

from services.contradictions.meeting import Meeting
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.frames import opposed_in


def moral(pair: Meeting) -> Evidence:
    """Positive where one calls protective or needed what the other calls excessive or aggressive."""
    return opposed_in(pair, "moral", "whether it is needed and in proportion")
