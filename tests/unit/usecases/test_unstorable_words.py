"""Words that can't be stored are refused before anything is appended: the log would keep an event that nobody is told
of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from services.domain.contradiction import Judgement
from services.domain.errors import InvalidInput
from services.usecases.organise_matters import Analyst, merge_matters, rename_matter, split_matter
from services.usecases.record_verdict import record_verdict
from services.usecases.withdraw_articles import withdraw_articles
from tests.unit.api.dam_dispute import filled
from tests.unit.api.fake_system import FakeSystem


def no_work() -> Any:
    raise AssertionError("nothing may be appended")


@pytest.fixture
def told() -> dict[str, Any]:
    return {"start": no_work, "queries": filled(), "clock": lambda: datetime(2026, 1, 1, tzinfo=UTC)}


def verdict(system: FakeSystem, **words: str) -> Callable[..., object]:
    given = {"note": None, "analyst": None, **words}
    return lambda **told: record_verdict(system.finding_rows[0].id, Judgement.CONFIRMED, **given, **told)


def withdrawal(system: FakeSystem, reason: str = "court order", by: str | None = None) -> Callable[..., object]:
    return lambda **told: withdraw_articles([system.rows[0].id], reason, by, **told)


def renaming(system: FakeSystem, title: str = "Water", **by: str) -> Callable[..., object]:
    return lambda **told: rename_matter("m-accord", title, Analyst(**by), **told)


def merging(system: FakeSystem, **by: str) -> Callable[..., object]:
    return lambda **told: merge_matters("m-accord", "m-water", Analyst(**by), **told)


def splitting(system: FakeSystem, title: str = "Water", **by: str) -> Callable[..., object]:
    return lambda **told: split_matter("m-accord", [system.claim_rows[0].id], title, Analyst(**by), **told)


@pytest.mark.parametrize("bad", ["a\x00b", "\ud800"])
@pytest.mark.parametrize(("command", "argument", "field"), [
    (verdict, "note", "note"), (verdict, "analyst", "analyst"), (withdrawal, "reason", "reason"),
    (withdrawal, "by", "by"), (renaming, "title", "title"), (renaming, "note", "note"), (renaming, "name", "analyst"),
    (merging, "note", "note"), (merging, "name", "analyst"), (splitting, "title", "title"), (splitting, "note", "note"),
])
def test_words_that_can_not_be_stored_append_nothing(
    told: dict[str, Any], command: Callable[..., Callable[..., object]], argument: str, field: str, bad: str
) -> None:
    with pytest.raises(InvalidInput, match="can't be stored") as refused:
        command(told["queries"], **{argument: bad})(**told)
    assert refused.value.field == field
