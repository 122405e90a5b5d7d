"""A relay of a later version, which knows an event that the present one does not: `python -m tests.newer_relay`."""

from __future__ import annotations

from services.domain import codec, events

if __name__ == "__main__":
    codec.TYPES = {**codec.TYPES, "OfTheNextVersion": events.VerdictRecorded}
    codec.SCHEMA_VERSIONS = {**codec.SCHEMA_VERSIONS, "OfTheNextVersion": 1}

    from workers import relay

    relay.main()
