"""One claim in a terminal."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from services.cli.output import cell
from services.reports.shapes import ClaimRow
from services.reports.wording import said_when, speaker_name


def claim_panel(row: ClaimRow) -> Table:
    """A two-column sheet of one claim."""
    sheet = Table.grid(padding=(0, 2))
    sheet.add_column(style="dim")
    sheet.add_column(overflow="fold")
    lines = [
        ("claim", row.id),
        ("said", row.text),
        ("by", speaker_name(row)),
        ("for", row.party or "unknown"),
        ("cue", f"{row.cue_text} ({row.stance}, {row.mode})"),
        ("about", row.target),
        ("reported by", " -> ".join(row.chain) or None),
        ("sentence", row.sentence),
        ("said at", row.said_at),
        ("published at", cell(row.published_at)),
        ("learned at", cell(row.learned_at)),
        ("article", f"{row.article_title or ''} ({row.outlet or 'outlet unknown'}) {row.article_id}"),
        ("superseded", "yes, the article was corrected" if row.superseded else None),
    ]
    for name, value in lines:
        if value:
            sheet.add_row(name, Text(value))
    return sheet


def quoted(row: ClaimRow) -> str:
    """The claim's words in quotation marks, once."""
    return "“" + row.text.strip().strip('"“”').strip() + "”"


def byline(row: ClaimRow) -> str:
    """Who said it, when, where it was printed."""
    return ", ".join(part for part in (speaker_name(row), said_when(row), row.outlet or "") if part)
