"""docs/reliability.md names tests that exist, and every fault test is named there."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "reliability.md").read_text()
_DEFINED = re.compile(r"^def (test_\w+)", re.MULTILINE)


def defined(folder: Path) -> set[str]:
    return {name for file in folder.rglob("test_*.py") for name in _DEFINED.findall(file.read_text())}


def test_every_test_that_the_page_names_exists():
    assert set(re.findall(r"`(test_\w+)`", PAGE)) <= defined(TESTS)


def test_every_fault_test_is_named_on_the_page():
    alone = {"test_the_others_are_processed_once"}
    assert defined(TESTS / "faults") - alone <= set(re.findall(r"`(test_\w+)`", PAGE))
