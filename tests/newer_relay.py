"""A relay of a later version, which knows an event that the present one does not: `python -m tests.newer_relay`."""

from __future__ import annotations

from services.domain import codec, events
from workers import relay

if __name__ == "__main__":
    codec.TYPES = {**codec.TYPES, "OfTheNextVersion": events.VerdictRecorded}
    codec.SCHEMA_VERSIONS = {**codec.SCHEMA_VERSIONS, "OfTheNextVersion": 1}
    relay.main()
