"""Each signal on figures and times alone, on sentences of its own: half were kept away from whoever wrote the rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from services.contradictions.judge import Judge
from services.contradictions.meeting import Meeting
from services.contradictions.signals.all import SIGNALS
from services.domain.claim import Statement
from services.domain.contradiction import Kind, Relation

Meet = Callable[..., Meeting]
SENTENCES = yaml.safe_load(Path(__file__).with_name("figure-sentences.yaml").read_text(encoding="utf-8"))
BY_NAME = {signal.__name__: signal for signal in SIGNALS}
SPEAKS = 0.5
TOO_HARD = {
    "a ticket costs five euros for pupils": "what stands before a noun makes it another thing (a season ticket)",
}


def pairs(want: str) -> list[object]:
    return [
        pytest.param(
            name,
            a,
            b,
            id=f"{name} {half}: {a} / {b}",
            marks=[pytest.mark.xfail(reason=TOO_HARD[a], strict=True)] if want == "fits" and a in TOO_HARD else [],
        )
        for name, halves in SENTENCES.items()
        for half, found in halves.items()
        for a, b in found[want]
    ]


def strengths(meet: Meet, signal: str, a: str, b: str) -> tuple[float, float]:
    one, other = Statement(a, "Alpha Bureau"), Statement(b, "Beta Union")
    return BY_NAME[signal](meet(one, other)).strength, BY_NAME[signal](meet(other, one)).strength


@pytest.mark.parametrize(("signal", "a", "b"), pairs("apart"))
def test_figures_that_cannot_both_hold_are_found_from_either_side(meet: Meet, signal: str, a: str, b: str) -> None:
    assert min(strengths(meet, signal, a, b)) >= SPEAKS


@pytest.mark.parametrize(("signal", "a", "b"), pairs("fits"))
def test_figures_that_fit_or_measure_other_things_never_conflict(meet: Meet, signal: str, a: str, b: str) -> None:
    assert max(strengths(meet, signal, a, b)) < SPEAKS


def test_words_and_note_say_which_figures_do_not_meet(meet: Meet) -> None:
    found = BY_NAME["durations"](
        meet(
            Statement("the blockade was lifted within five days", "Norland"),
            Statement("the blockade was lifted after 54 days", "Torsk"),
        )
    )
    assert (found.a_words, found.b_words) == (("within five days",), ("54 days",))
    assert found.note == "Norland says within five days, Torsk 54 days: not the same span of time."


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("two thirds of the members backed the offer", "only 20 % of the members backed the offer", Kind.NUMERIC),
        ("the arena cost 412 million dollars", "the arena cost $691 million", Kind.NUMERIC),
        ("the blockade was lifted within five days", "the blockade was lifted after 54 days", Kind.TEMPORAL),
    ],
)
def test_the_judge_names_the_kind_and_quotes_the_figures(judge: Judge, a: str, b: str, kind: Kind) -> None:
    (found,) = judge.compare_many([(Statement(a, "Alpha Bureau"), Statement(b, "Beta Union"))])
    assert (found.relation, found.kind) == (Relation.CONTRADICTION, kind)
    assert "Alpha Bureau" in found.summary
