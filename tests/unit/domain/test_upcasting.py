"""Old events, of any earlier schema version, read as the new ones."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain import codec
from services.domain.codec import SCHEMA_VERSIONS, TYPES, UPCASTERS, UnknownEvent, decode, encode
from tests.unit.domain.test_codec import events


class History:
    """Made-up earlier versions of every event's schema: each step renames a field, or moves one into another object.

    `down` takes data back by a step, `up` is the upcaster that brings them forward again.
    """

    def __init__(self, steps: list[tuple[str, int]]) -> None:
        self.steps = steps

    def down(self, data: dict, step: int) -> dict:
        way, nth = self.steps[step]
        fields = sorted(data)
        name = fields[nth % len(fields)]
        rest = {key: value for key, value in data.items() if key != name}
        return {**rest, f"was {step}": {"name": name, "value": data[name] if way == "renamed" else [data[name]]}}

    def up(self, data: dict, step: int) -> dict:
        was = data[f"was {step}"]
        rest = {key: value for key, value in data.items() if key != f"was {step}"}
        return {**rest, was["name"]: was["value"] if self.steps[step][0] == "renamed" else was["value"][0]}


histories = st.lists(st.tuples(st.sampled_from(["renamed", "nested"]), st.integers(0, 9)), max_size=4).map(History)


@settings(max_examples=80, deadline=None)
@given(events, histories)
def test_an_event_of_any_earlier_version_reads_as_the_new_one(event, history):
    name, newest, data = encode(event)
    upcasters = {
        (name, newest - 1 - step): lambda old, step=step: history.up(old, step) for step in range(len(history.steps))
    }
    for step in range(len(history.steps)):
        data = history.down(data, step)
        old = json.loads(json.dumps(data))
        assert decode(name, newest - 1 - step, old, upcasters=upcasters) == event


def test_an_old_event_without_an_upcaster_is_refused_and_not_guessed_at(monkeypatch: pytest.MonkeyPatch):
    newer = SCHEMA_VERSIONS["VerdictRecorded"] + 1
    monkeypatch.setattr(codec, "SCHEMA_VERSIONS", {**SCHEMA_VERSIONS, "VerdictRecorded": newer})
    with pytest.raises(UnknownEvent, match="no upcaster"):
        decode("VerdictRecorded", 1, {"finding_id": "f", "judgement": "unsure", "note": None, "analyst": None})


def test_every_version_that_was_ever_written_has_its_upcaster():
    for name in TYPES:
        assert {version for kind, version in UPCASTERS if kind == name} == set(range(1, SCHEMA_VERSIONS[name])), name
