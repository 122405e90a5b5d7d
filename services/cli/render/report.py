"""The contradiction report in a terminal."""

from __future__ import annotations

from itertools import groupby

from rich import box
from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from services.cli.render.finding import face_off
from services.reports.shapes import FindingRow, Report
from services.reports.wording import PROMISE, party_name


def print_report(console: Console, report: Report) -> None:
    """Matrix, contradictions party against party, self-reversals, agreements; what to do where there is nothing."""
    console.print(Text.assemble(("Who contradicts whom", "bold"), f"   {_scope(report)}"))
    if not report.articles:
        console.print("\nNo article has been read yet. Queue some:  counterclaim submit FILE --wait")
        return
    if not report.contradictions and not report.agreements and not report.self_reversals:
        console.print("\nNo contradiction found in these articles. Wider filters, or more articles, may show some.")
        return
    console.print(_matrix(report))
    for (left, right), group in groupby(sorted(report.contradictions, key=_pair), key=_pair):
        found = sorted(group, key=lambda f: -f.score)
        console.print(Rule(Text(f"{left} against {right}: {len(found)}", style="bold"), align="left"))
        for finding in found:
            console.print(face_off(finding))
    for title, findings in (("Said otherwise before", report.self_reversals), ("Agreements", report.agreements)):
        if findings:
            console.print(Rule(Text(f"{title}: {len(findings)}", style="bold"), align="left"))
            for finding in findings:
                console.print(face_off(finding))
    console.print(Text(PROMISE, style="dim"))


def _matrix(report: Report) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column, right in (("parties", False), ("contradictions", True), ("agreements", True), ("kinds", False)):
        table.add_column(column, justify="right" if right else "left")
    for cell in report.matrix:
        kinds = ", ".join(f"{_kind(kind)} {count}" for kind, count in cell.kinds.items())
        table.add_row(Text(f"{cell.a} / {cell.b}"), str(cell.contradictions), str(cell.agreements), kinds)
    return table


def _kind(name: str) -> str:
    return name.replace("_", " ")


def _pair(finding: FindingRow) -> tuple[str, str]:
    left, right = sorted((party_name(finding.a), party_name(finding.b)))
    return left, right


def _scope(report: Report) -> str:
    filters = ", ".join(f"{name} {value}" for name, value in report.filters.items())
    when = f"as of event {report.as_of_position}"
    return f"{report.articles} articles, {report.claims} claims, {when}" + (f", only {filters}" if filters else "")
