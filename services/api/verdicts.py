"""Records a verdict and waits until the read side tells of it, so that whoever judged sees it."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime

from services.api.ports import System
from services.domain.contradiction import Judgement
from services.reports.shapes import FindingRow, VerdictRow

PATIENCE_SECONDS = 2.0


def record(
    system: System, finding_id: str, judgement: Judgement, *, note: str | None, analyst: str | None, correlation_id: str
) -> FindingRow:
    """The finding with the new verdict; it is durable even where the read side is slow to tell of it.

    Raises `NotFound` or `Ambiguous`.
    """
    before = system.queries.finding(finding_id)
    note, analyst = (note or "").strip() or None, (analyst or "").strip() or None
    system.record_verdict(before.id, judgement, note=note, analyst=analyst, correlation_id=correlation_id)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        after = system.queries.finding(before.id)
        if len(after.verdicts) > len(before.verdicts):
            return after
        time.sleep(0.05)
    new = VerdictRow(judgement, note, analyst, datetime.now(UTC))
    return replace(before, verdict=judgement, verdicts=(*before.verdicts, new))
