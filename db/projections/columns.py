"""Rows as they travel to the server: an array for each column, in PostgreSQL's binary form.

So a page of any length is one statement, planned once, and the server parses nothing. Columns that are arrays
themselves travel as one array of all their elements, of which each row takes its slice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    Insert,
    Integer,
    SmallInteger,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
)
from sqlalchemy import cast as cast_to
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.elements import Grouping
from sqlalchemy.types import NullType, TypeEngine

from db import binary

Rows = list[dict[str, Any]]

_MADE: Mapping[type[TypeEngine[Any]], Callable[[Sequence[Any]], binary.Array]] = {
    Text: binary.texts, BigInteger: binary.bigints, Integer: binary.integers, SmallInteger: binary.smallints,
    Float: binary.floats, Boolean: binary.booleans, DateTime: binary.times, JSONB: binary.jsonbs,
}


def given_array(name: str, kind: TypeEngine[Any] | type[TypeEngine[Any]]) -> Any:
    """A parameter of that name for an array made by `db.binary`: one value, however long."""
    return Grouping(cast_to(bindparam(name, type_=NullType()), ARRAY(kind)))


@cache
def insertion(table: Table, names: tuple[str, ...]) -> Insert:
    """The statement that inserts these columns of the rows that `arrays` gives."""
    plain = [(name, table.c[name].type) for name in names if not isinstance(table.c[name].type, ARRAY)]
    ends = [(f"{name}_{end}", Integer()) for name in names if (name, table.c[name].type) not in plain
            for end in ("from", "upto")]
    given = func.unnest(*[given_array(name, kind) for name, kind in (*plain, *ends)]).table_valued(
        *[Column(name, kind) for name, kind in (*plain, *ends)], name="given"
    ).render_derived()
    values = [
        given_array(name, kind.item_type)[given.c[f"{name}_from"]:given.c[f"{name}_upto"]]
        if isinstance(kind := table.c[name].type, ARRAY) else given.c[name]
        for name in names
    ]
    return insert(table).from_select(list(names), select(*values))


def arrays(table: Table, rows: Rows) -> dict[str, binary.Array]:
    """The parameters of the statement. Raises `ValueError` or `TypeError` for what no column takes."""
    found: dict[str, binary.Array] = {}
    for name in rows[0]:
        kind, values = table.c[name].type, [row[name] for row in rows]
        if isinstance(kind, ARRAY):
            found |= slices(name, kind.item_type, values)
        else:
            found[name] = _MADE[type(kind)](values)
    return found


def slices(name: str, kind: TypeEngine[Any], values: Sequence[Sequence[Any]]) -> dict[str, binary.Array]:
    """The elements of all `values`, and where those of each begin and end."""
    ends = list(accumulate(map(len, values)))
    return {
        name: _MADE[type(kind)](list(chain.from_iterable(values))), f"{name}_upto": binary.integers(ends),
        f"{name}_from": binary.integers([end - len(value) + 1 for end, value in zip(ends, values, strict=True)]),
    }
