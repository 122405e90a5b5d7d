"""Compares the live read side with one built anew, row by row, and says what differs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, text

SHOWN, LONGEST = 5, 80


def count(connection: Connection, table: Table, live: str, anew: str) -> int:
    """How many rows of `table` stand in one of the two schemas only; a row that was changed counts twice."""
    one_way = "SELECT to_jsonb(x) FROM {} x EXCEPT ALL SELECT to_jsonb(y) FROM {} y"
    names = _known(table, live), _known(table, anew)
    both = f"({one_way.format(*names)}) UNION ALL ({one_way.format(*names[::-1])})"
    return int(connection.execute(text(f"SELECT count(*) FROM ({both}) AS d")).scalar_one())  # noqa: S608


def describe(connection: Connection, table: Table, live: str, anew: str) -> list[str]:
    """The first rows that differ, each as a sentence that names the row, the columns and both values."""
    keys = [column.name for column in table.primary_key]
    same = " AND ".join(f"x.{key} = y.{key}" for key in keys)
    order = ", ".join(f"coalesce(x.{key}, y.{key})" for key in keys)
    rows = connection.execute(text(f"""
        SELECT to_jsonb(x) AS live, to_jsonb(y) AS anew
        FROM {_known(table, live)} x FULL JOIN {_known(table, anew)} y ON {same}
        WHERE to_jsonb(x) IS DISTINCT FROM to_jsonb(y) ORDER BY {order} LIMIT {SHOWN}
    """))  # noqa: S608
    return [f"{table.name} {_row(keys, a or b)}: {_what(a, b)}" for a, b in rows]


def _known(table: Table, schema: str) -> str:
    """The columns that this program knows; a newer database may have more."""
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    return f"(SELECT {columns} FROM {schema}.{table.name})"  # noqa: S608


def _row(keys: list[str], row: dict[str, Any]) -> str:
    return ", ".join(f"{key} {row[key]}" for key in keys)


def _what(live: dict[str, Any] | None, anew: dict[str, Any] | None) -> str:
    if live is None or anew is None:
        return "missing, though the log tells of it" if live is None else "not borne out by the log"
    names = [name for name in anew if live[name] != anew[name]]
    return "; ".join(f"{name} is {_short(live[name])}, and {_short(anew[name])} by the log" for name in names)


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
