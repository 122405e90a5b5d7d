"""A relay that dies by SIGKILL between writing a projection's rows and its checkpoint.

Run it with `python -m tests.crashing_relay`. It dies once for each mark that is missing in the folder TEST_MARKS, then
runs as it should.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection

from db.projections import projector
from services.domain.events import RecordedEvent
from workers import relay

DEATHS = 3
_project = projector.project


def project(connection: Connection, records: Sequence[RecordedEvent]) -> None:
    """Write all rows, then die."""
    _project(connection, records)
    for death in range(DEATHS):
        mark = Path(os.environ["TEST_MARKS"]) / f"death-{death}"
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    projector.project = project
    relay.main()
