"""The matrix is symmetric, keeps one dispute together and never grows past a page."""

from __future__ import annotations

from dataclasses import replace

from services.api.web.matrix import MOST, grid
from services.reports.shapes import PairCell, Report
from tests.unit.api.dam_dispute import filled


def report(*cells: tuple[str, str, int, int]) -> Report:
    return replace(filled().report(), matrix=tuple(PairCell(*cell) for cell in cells), self_reversals=())


def test_parties_of_one_dispute_stand_beside_each_other() -> None:
    made = grid(report(("a", "x", 9, 0), ("b", "y", 8, 0), ("a", "z", 1, 0), ("b", "w", 0, 2)))
    assert made.parties == ("a", "x", "z", "b", "y", "w")


def test_a_pair_reads_the_same_from_both_sides() -> None:
    made = grid(report(("a", "x", 3, 1)))
    (_, right), (left, _) = made.rows
    assert (right.contradictions, right.agreements) == (left.contradictions, left.agreements) == (3, 1)
    assert all(row[n].own for n, row in enumerate(made.rows))


def test_heat_grows_with_the_count_and_ends() -> None:
    made = grid(report(*((f"a{count}", f"b{count}", count, 0) for count in (1, 2, 4, 8, 90))))
    heat = {cell.contradictions: cell.heat for row in made.rows for cell in row if not cell.own}
    assert [heat[count] for count in (0, 1, 2, 4, 8, 90)] == [0, 1, 2, 3, 4, 5]


def test_parties_past_a_dozen_are_counted_not_shown() -> None:
    made = grid(report(*((f"a{n}", f"b{n}", 1, 0) for n in range(10))))
    assert (len(made.parties), made.left_out) == (MOST, 20 - MOST)


def test_a_partys_self_reversals_stand_on_the_diagonal() -> None:
    made = grid(filled().report())
    own = {cell.a: cell.contradictions for row in made.rows for cell in row if cell.own}
    assert own["Tamaria"] == 1
