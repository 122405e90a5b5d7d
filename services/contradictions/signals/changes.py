"""Changes: one thing said to have grown or shrunk by what can't both be right, "tripled" against "12 percent"."""

from __future__ import annotations

from services.contradictions.changes import changes_of
from services.contradictions.meeting import Meeting
from services.contradictions.signals.evidence import Evidence
from services.contradictions.signals.measures import COMPATIBLE, conflict, met


def changes(pair: Meeting) -> Evidence:
    """Positive where changes of one thing do not meet, slightly negative where they do; what is yet to come is not
    compared with what was."""
    both = met(pair, changes_of, lambda x, y: x.to_come == y.to_come)
    return conflict(pair, "changes", both, lambda x, y: x.differs(y), "change", COMPATIBLE)
