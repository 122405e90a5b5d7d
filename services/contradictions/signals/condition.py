"""Condition: a claim that holds only if something is confirmed asserts nothing yet."""

from __future__ import annotations

from services.contradictions.meeting import Meeting
from services.contradictions.signals.evidence import Evidence


def condition(pair: Meeting) -> Evidence:
    """-1 where one side is conditional, else 0."""
    held = pair.a.conditional or pair.b.conditional
    note = "One side speaks on a condition only." if held else ""
    return Evidence("condition", -1.0 if held else 0.0, note=note)
