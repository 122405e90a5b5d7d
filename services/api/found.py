"""A finding as it is sent: an agreement that one side alone asserts has no other claim."""

from __future__ import annotations

from dataclasses import dataclass, fields

from services.reports.shapes import ClaimRow, FindingRow, Page


@dataclass(frozen=True, slots=True)
class SentFinding(FindingRow):
    """A contradiction or agreement with both claims; `b` is null in an agreement that only `a` asserts. `copies_a` and
    `copies_b` count the other outlets that printed the claim's text; `verdict` is the latest, `verdicts` the history,
    oldest first."""

    b: ClaimRow | None  # type: ignore[assignment]


def sent(row: FindingRow) -> SentFinding:
    """The row with `b` left out where it only repeats `a`."""
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    return SentFinding(**{**values, "b": None if row.one_sided else row.b})


def sent_page(page: Page[FindingRow]) -> Page[SentFinding]:
    """A page of them."""
    return Page(tuple(map(sent, page.items)), page.next_cursor)
