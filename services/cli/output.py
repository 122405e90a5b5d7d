"""Rows as JSON for programs, or as a table for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from services.cli.context import console
from services.reports.json_export import plain
from services.reports.shapes import Page

AsJson = Annotated[bool, typer.Option("--json", help="one JSON object a row")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=500, help="rows at most")]
Cursor = Annotated[str | None, typer.Option("--cursor", help="go on from here, as the last page told")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="a log position, an ISO 8601 time, or a date, which means its end")
]


def print_json(row: Any) -> None:
    """One dataclass as one line of JSON."""
    sys.stdout.write(json.dumps(plain(row), ensure_ascii=False, default=_plain) + "\n")


def print_rows(rows: Iterable[Sequence[object]], columns: Sequence[str], *, empty: str) -> None:
    """A table with a header, or `empty` where there is no row."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        right = column.startswith("#")
        table.add_column(column.lstrip("#"), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    console().print(table if table.row_count else empty)


def print_page(page: Page[Any], columns: Sequence[str], cells: Any, *, as_json: bool, empty: str) -> None:
    """A page as rows or as JSON lines; how to see the next page goes to standard error."""
    if as_json:
        for item in page.items:
            print_json(item)
    else:
        print_rows([cells(item) for item in page.items], columns, empty=empty)
    if page.next_cursor:
        sys.stderr.write(f"more: add --cursor {page.next_cursor}\n")


def cell(value: object) -> str:
    """A value as a table shows it: nothing for None, times to the minute."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return str(value)


def short(identity: str) -> str:
    """The first eight characters of an id: enough to name it on the command line."""
    return identity[:8]


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
