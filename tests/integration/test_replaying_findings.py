"""Another judge can be run over what is stored and compared with what was found; nothing changes by it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from services.bootstrap import System, now
from services.cli import replay
from services.domain.claim import Statement
from services.domain.contradiction import Comparison, Kind, Relation
from services.domain.events import ContradictionsFound
from services.usecases.replay_findings import judged_anew
from tests.articles import article
from tests.models import PlainJudge
from tests.turning import Turning


class OtherJudge(PlainJudge):
    """Calls a denial a position, overlooks Russia's, and takes "holds" against "expired" for a contradiction."""

    version = "other-judge@2"

    def compare_many(self, pairs: Sequence[tuple[Statement, Statement]]) -> list[Comparison]:
        return [self._other(a, b, c) for (a, b), c in zip(pairs, super().compare_many(pairs), strict=True)]

    def _other(self, a: Statement, b: Statement, plain: Comparison) -> Comparison:
        texts = {a.text, b.text}
        if texts == {"the mandate holds", "the mandate expired"}:
            sure = replace(plain, score=0.9, summary="holds or expired")
            return replace(sure, relation=Relation.CONTRADICTION, kind=Kind.TEMPORAL)
        if "Russia" in (a.party, b.party):
            return replace(plain, relation=Relation.UNRELATED, kind=None)
        return replace(plain, kind=Kind.POSITION) if plain.kind is Kind.DENIAL else plain


@pytest.fixture
def told(running: System, turning: Turning) -> System:
    for item in (
        article("NATO said the strikes are just. Russia said the strikes are not just.", day=1),
        article("Libya said the strikes are not just. NATO said the mandate holds.", outlet="Desk", day=2),
        article("Libya said the mandate expired.", outlet="Late", day=3),
    ):
        running.submit([item])
        turning.run()
    return running


def again(system: System, judge: PlainJudge):
    return list(
        judged_anew(system.queries, judge, start=system.start_uow, clock=now, candidates=12, limit=10)
    )


def test_the_judge_that_found_them_finds_the_same(told: System) -> None:
    changes = again(told, PlainJudge())
    assert sum(c.kept for c in changes) == sum(len(f.findings) for f in _found(told)) > 0
    assert all((c.gained, c.lost, c.changed) == ((), (), ()) for c in changes)


def test_another_judges_findings_are_told_apart_and_nothing_is_stored(told: System) -> None:
    before = told.queries.events(limit=1000)
    changes = again(told, OtherJudge())
    assert [line for c in changes for line in c.gained] == ["contradiction (temporal): holds or expired"]
    assert "contradiction (denial): NATO and Russia" in [line for c in changes for line in c.lost]
    assert ("contradiction (denial): NATO and Libya", "contradiction (position): NATO and Libya") in [
        pair for c in changes for pair in c.changed
    ]
    assert told.queries.events(limit=1000) == before


def test_the_version_of_the_judge_stands_in_every_event(told: System) -> None:
    recorded = told.queries.events(type="ContradictionsFound")
    assert {(r.producer, r.event.judge) for r in recorded} == {("plain-judge@1", "plain-judge@1")}


def test_the_command_prints_what_would_change(told: System, monkeypatch, capsys) -> None:
    monkeypatch.setattr(replay, "connect", lambda: told)
    monkeypatch.setattr(replay, "settings", lambda: told.settings)
    monkeypatch.setattr("services.bootstrap.chosen_judge", lambda settings, name: OtherJudge())
    replay.replay(judge="onnx:elsewhere", diff=True)
    shown = capsys.readouterr().out
    assert "+ contradiction (temporal): holds or expired" in shown
    assert "other-judge@2: 3 articles judged again, 1 findings gained" in shown
    replay.replay(judge="onnx:elsewhere", as_json=True)
    row = json.loads(capsys.readouterr().out.splitlines()[0])
    assert {"article_id", "gained", "lost", "changed", "kept"} <= row.keys()


def _found(system: System) -> list[ContradictionsFound]:
    return [r.event for r in system.queries.events(type="ContradictionsFound")]
