"""One contradiction or agreement in a terminal: party against party, the words, the reason."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from services.cli.output import short
from services.cli.render.claim import byline, quoted
from services.domain.contradiction import Relation
from services.reports.shapes import ClaimRow, FindingRow
from services.reports.wording import carrying_words, heading, label, party_name, reason, strength


def face_off(row: FindingRow) -> Padding:
    """Both quotations with kind and reason."""
    against = row.relation is Relation.CONTRADICTION
    label_ = f"{label(row)}, {strength(row.score)}" if against else label(row)
    head = Text.assemble((heading(row), "bold"), f"   {label_}   ", (short(row.id), "dim"))
    sheet = Table.grid(padding=(0, 2))
    sheet.add_column(width=3)
    sheet.add_column(overflow="fold")
    words_a, words_b = carrying_words(row)
    sides = ((row.a, words_a, row.copies_a), (row.b, words_b, row.copies_b))
    for claim, words, copies in sides[:1] if row.one_sided else sides:
        also = f" (also printed by {copies} other{'s' if copies > 1 else ''})" if copies else ""
        sheet.add_row("", _quotation(claim, words))
        sheet.add_row("", Text(f"  {party_name(claim)}: {byline(claim)}{also}", style="dim"))
    sheet.add_row("why", Text(reason(row)))
    if row.verdict:
        sheet.add_row("", Text(f"analyst: {row.verdict.value}", style="bold"))
    return Padding(Group(head, sheet), (0, 0, 1, 0))


def explanation(row: FindingRow) -> Table:
    """Every signal with its words on each side, and what decided."""
    table = Table(box=None, pad_edge=False, title=f"decided by {row.judge}", title_justify="left", title_style="dim")
    for column in ("signal", "speaks", "words of a", "words of b", "note"):
        table.add_column(column, overflow="fold")
    for signal in row.signals:
        side = "for" if signal.weight > 0 else "against" if signal.weight < 0 else "neutral"
        cells = (signal.name, side, ", ".join(signal.a_words), ", ".join(signal.b_words), signal.note)
        table.add_row(*(Text(value) for value in cells))
    return table


def _quotation(claim: ClaimRow, words: Sequence[str]) -> Text:
    text = Text(quoted(claim))
    text.highlight_words([w for w in words if len(w) > 2], style="bold yellow", case_sensitive=False)
    return text
