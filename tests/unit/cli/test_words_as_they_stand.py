"""The terminal prints words as they stand, and works for a user whom the computer has no name for."""

from __future__ import annotations

import getpass
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from services.cli import matters, parties, withdraw
from services.cli.main import app
from tests.unit.api.dam_dispute import filled
from tests.unit.api.fake_system import FakeSystem

WORDS = ["We told [the party] no", "x [/y]", "[bold]loud[/bold] :warning:"]


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> FakeSystem:
    made = filled()
    for room in (matters, parties, withdraw):
        monkeypatch.setattr(room, "queries", lambda: made)
    for room in (matters, withdraw):
        monkeypatch.setattr(room, "connect", lambda: made)
    return made


def printed(*command: str) -> str:
    done = CliRunner().invoke(app, list(command))
    assert done.exit_code == 0, done.exception
    return done.output


@pytest.mark.parametrize("title", WORDS)
def test_a_title_is_printed_as_it_stands(system: FakeSystem, title: str) -> None:
    row = system.finding_rows[0]
    assert f"m-accord: {title}" in printed("matters", "rename", "m-accord", title)
    assert printed("matters", "show", "m-accord").startswith(f"{title}  (")
    assert title in printed("matters", "split", "m-accord", row.a.id, "--title", title)


@pytest.mark.parametrize("name", WORDS)
def test_a_party_without_a_claim_is_named_as_it_stands(
    system: FakeSystem, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(system, "party_names", lambda given, *, as_of=None: name)
    shown = printed("parties", "show", "any")
    assert f"{name} has no named speaker." in shown
    assert f"{name} has made no claim." in shown


def test_who_withdraws_may_have_no_name(system: FakeSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(getpass, "getuser", nameless)
    system.rows[0] = replace(system.rows[0], title="[the /title]")
    shown = printed("withdraw", system.rows[0].id, "--reason", "court order", "--yes")
    assert "[the /title]" in shown
    assert "1 withdrawn." in shown
    assert (system.rows[0].status, system.rows[0].withdrawn_by) == ("withdrawn", None)
