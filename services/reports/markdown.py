"""A report as Markdown (CommonMark with tables) for a mail, a wiki or a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from services.reports import wording
from services.reports.shapes import ClaimRow, FindingRow, PairCell, Report

SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-!|~>])")


def escaped(text: str) -> str:
    """The text on one line, with everything that Markdown or HTML would read as markup made plain."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return SPECIAL.sub(r"\\\1", line)


def render(report: Report) -> str:
    """Title, party matrix, contradictions, self-reversals and agreements; a section without entries is left out."""
    lines = ["# Who contradicts whom", "", wording.PROMISE, "", _standing(report), ""]
    if not (report.contradictions or report.agreements or report.self_reversals):
        lines += ["No contradiction or agreement fits. Submit articles with `counterclaim submit FILE`.", ""]
    lines += _matrix(report.matrix)
    for title, findings in (
        ("Contradictions", report.contradictions), ("Self-reversals", report.self_reversals),
        ("Agreements", report.agreements),
    ):
        lines += _section(title, findings)
    return "\n".join(lines).rstrip() + "\n"


def _standing(report: Report) -> str:
    moment = f", {report.as_of_time:%Y-%m-%d %H:%M %Z}" if report.as_of_time else ""
    filters = "; ".join(f"{escaped(name)}: {escaped(value)}" for name, value in report.filters.items())
    counts = f"{report.articles} articles, {report.claims} claims, as of position {report.as_of_position}{moment}."
    return f"{counts} Filters: {filters}." if filters else counts


def _matrix(cells: Sequence[PairCell]) -> list[str]:
    if not cells:
        return []
    rows = [
        f"| {escaped(cell.a)} | {escaped(cell.b)} | {cell.contradictions} | {cell.agreements} |" for cell in cells
    ]
    return ["## Party against party", "", "| | | contradictions | agreements |", "|---|---|---:|---:|", *rows, ""]


def _section(title: str, findings: Sequence[FindingRow]) -> Iterator[str]:
    if not findings:
        return
    yield from (f"## {title}", "")
    for finding in findings:
        yield from _finding(finding)


def _finding(finding: FindingRow) -> Iterator[str]:
    a, b = escaped(wording.party_name(finding.a)), escaped(wording.party_name(finding.b))
    who = escaped(wording.heading(finding)) if finding.one_sided else f"{a} and {b}"
    yield from (f"### {who}: {escaped(finding.matter)}", "")
    sure = f", {wording.strength(finding.score)}" if finding.kind else ""
    yield from (f"**{wording.label(finding)}**{sure}. {escaped(wording.reason(finding))}", "")
    yield from _quotation(finding.a, finding.copies_a)
    if not finding.one_sided:
        yield from _quotation(finding.b, finding.copies_b)
    if finding.verdict:
        yield from (f"Verdict: {wording.JUDGEMENT_LABEL[finding.verdict]}.", "")
    yield from (f"`{finding.id}`", "")


def _quotation(claim: ClaimRow, copies: int) -> Iterator[str]:
    party = f" ({escaped(claim.party)})" if claim.party and claim.party != claim.speaker else ""
    yield from (f"> {escaped(claim.text)}", ">")
    places = [escaped(claim.outlet)] if claim.outlet else []
    places += [wording.said_when(claim)]
    if claim.chain:
        places.append("via " + escaped(", ".join(claim.chain)))
    if copies:
        places.append(f"printed by {copies} more, one voice")
    yield from (f"> — {escaped(wording.speaker_name(claim))}{party}, {', '.join(places)}", "")
