"""A report as CSV (RFC 4180): one row a finding, or one row a cell of the party matrix.

Columns that end in `_span` say where the words stand: "120-168 180-190" are two spans, ends exclusive, of characters of
the article's text (of its title where `in_title` is "yes"), under `submitted_` of what was submitted.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from services.domain.claim import Span
from services.reports import wording
from services.reports.shapes import ClaimRow, FindingRow, Report

SIDE = (
    "party", "speaker", "cue", "text", "said_at", "outlet", "article_id", "claim_id",
    "in_title", "source_span", "cue_span", "content_span",
    "submitted_source_span", "submitted_cue_span", "submitted_content_span",
)
COLUMNS = (
    "finding_id", "section", "relation", "kind", "strength", "score", "matter",
    *(f"a_{name}" for name in SIDE), *(f"b_{name}" for name in SIDE), "summary", "verdict", "found_at", "judge",
)
MATRIX_COLUMNS = ("a", "b", "contradictions", "agreements", "kinds")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(text: str | None) -> str:
    """The cell with a leading apostrophe where a spreadsheet would run it as a formula.

    After OWASP, "CSV Injection"; blanks before the sign do not help an attacker.
    """
    if not text:
        return ""
    return "'" + text if text.lstrip(" \u00a0\ufeff").startswith(FORMULA_STARTS) else text


def render(report: Report) -> str:
    """A header and one row for each contradiction, self-reversal and agreement, in that order; the columns of b are
    empty where one side alone says that they agree."""
    sections = (
        ("contradiction", report.contradictions), ("self_reversal", report.self_reversals),
        ("agreement", report.agreements),
    )
    return _table(COLUMNS, (_row(name, finding) for name, findings in sections for finding in findings))


def render_matrix(report: Report) -> str:
    """A header and one row for each pair of parties, its kinds as "denial 2; position 1"."""
    rows = (
        (guarded(cell.a), guarded(cell.b), str(cell.contradictions), str(cell.agreements),
         "; ".join(f"{kind} {count}" for kind, count in sorted(cell.kinds.items())))
        for cell in report.matrix
    )
    return _table(MATRIX_COLUMNS, rows)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _row(section: str, finding: FindingRow) -> list[str]:
    return [
        finding.id, section, finding.relation.value, finding.kind.value if finding.kind else "",
        wording.strength(finding.score) if finding.kind else "", f"{finding.score:.3f}", guarded(finding.matter),
        *_side(finding.a), *([""] * len(SIDE) if finding.one_sided else _side(finding.b)), guarded(finding.summary),
        finding.verdict.value if finding.verdict else "", finding.found_at.isoformat(), guarded(finding.judge),
    ]


def _side(claim: ClaimRow) -> list[str]:
    cells = (
        claim.party, claim.speaker, claim.cue_text, claim.text, claim.said_at, claim.outlet, claim.article_id, claim.id
    )
    there = claim.submitted
    return [
        *(guarded(cell) for cell in cells), "yes" if claim.in_title else "",
        *_places(claim.source, claim.cue, claim.content),
        *(_places(there.source, there.cue, there.content) if there else ("", "", "")),
    ]


def _places(source: Span | None, cue: Sequence[Span], content: Sequence[Span]) -> tuple[str, str, str]:
    return _spans((source,) if source else ()), _spans(cue), _spans(content)


def _spans(spans: Sequence[Span]) -> str:
    return " ".join(f"{start}-{end}" for start, end in spans)
