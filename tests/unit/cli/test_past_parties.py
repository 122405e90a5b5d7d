"""A party of the past can be chosen at the terminal too."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from services.cli import claims, context, contradictions, report
from services.cli.main import app
from services.domain.errors import NotFound
from tests.unit.api.dam_dispute import filled


@pytest.mark.parametrize("command", [
    ["claims", "list", "--party", "Delta"], ["contradictions", "list", "--party", "Delta"], ["report", "Delta"],
])
def test_a_party_that_makes_no_claim_now_is_found_as_of_then(
    monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    system = filled()

    def party_names(name: str, *, as_of: int | None = None) -> str:
        if as_of != 3:
            raise NotFound(f"no party is named {name!r}")
        return "Delta Farmers' League"

    monkeypatch.setattr(system, "party_names", party_names)
    for room in (context, claims, contradictions, report):
        monkeypatch.setattr(room, "queries", lambda: system)
    assert CliRunner().invoke(app, command).exit_code != 0
    done = CliRunner().invoke(app, [*command, "--as-of", "3"])
    assert done.exit_code == 0, done.output
