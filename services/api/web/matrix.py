"""Arranges a report's pairs as a table: every party against every other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from services.reports.shapes import PairCell, Report

MOST = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: counts, and `heat` from 0 to 5 by the number of contradictions. `own` is the diagonal."""

    a: str
    b: str
    contradictions: int
    agreements: int
    heat: int
    own: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells for the parties most involved; `left_out` counts the others."""

    parties: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int


def grid(report: Report) -> Grid:
    """The table for at most a dozen parties, those with most contradictions, each beside whom it meets."""
    involved: Counter[str] = Counter()
    for cell in report.matrix:
        for party in (cell.a, cell.b):
            involved[party] += 100 * cell.contradictions + cell.agreements
    reversals = Counter(finding.b.party for finding in report.self_reversals if finding.b.party)
    for party, count in reversals.items():
        involved[party] += count
    pairs = {frozenset((cell.a, cell.b)): cell for cell in report.matrix}
    order = sorted(involved, key=lambda party: (-involved[party], party))
    shown = _beside_each_other(order[:MOST], pairs)
    rows = tuple(tuple(_cell(a, b, pairs.get(frozenset((a, b))), reversals[a]) for b in shown) for a in shown)
    return Grid(shown, rows, len(order) - len(shown))


def _beside_each_other(parties: list[str], pairs: dict[frozenset[str], PairCell]) -> tuple[str, ...]:
    """The parties, each followed by whom it meets most often, so that one dispute stands in one block."""
    placed: list[str] = []
    left = list(parties)

    def ties(party: str) -> int:
        met = (pairs.get(frozenset((party, other))) for other in placed)
        return sum(100 * cell.contradictions + cell.agreements for cell in met if cell)

    while left:
        placed.append(max(left, key=ties))
        left.remove(placed[-1])
    return tuple(placed)


def _cell(a: str, b: str, pair: PairCell | None, reversals: int) -> Cell:
    if a == b:
        return Cell(a, b, reversals, 0, 0, own=True)
    if pair is None:
        return Cell(a, b, 0, 0, 0, own=False)
    count = pair.contradictions
    heat = 0 if not count else next((n for n, most in enumerate((1, 2, 4, 8), 1) if count <= most), 5)
    return Cell(a, b, count, pair.agreements, heat, own=False)
