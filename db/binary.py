"""Arrays in PostgreSQL's own binary form, made by a few calls however long they are: a decision's rows travel so.

The form is that of `array_recv` (src/backend/utils/adt/arrayfuncs.c): dimensions, whether there are NULLs, the type of
the elements, length and lower bound; then each element behind its length, which is -1 for NULL.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, repeat

import psycopg
from psycopg.adapt import Dumper

_LENGTH = struct.Struct(">i").pack
_HEAD = struct.Struct(">iiiii").pack
_NONE = struct.Struct(">iii").pack


class Array(bytes):
    """One column of rows, ready to be sent."""

    __slots__ = ()


class Texts(Array):
    """An array of text."""


class Uuids(Array):
    """An array of uuid."""


class Byteas(Array):
    """An array of bytea."""


class Integers(Array):
    """An array of integer."""


class Bigints(Array):
    """An array of bigint."""


_ELEMENTS: dict[type[Array], tuple[int, int]] = {
    Texts: (25, 1009), Uuids: (2950, 2951), Byteas: (17, 1001), Integers: (23, 1007), Bigints: (20, 1016),
}
"""The oids of element and array (src/include/catalog/pg_type.dat)."""


def texts(values: Sequence[str | None]) -> Texts:
    """`values` as text[]."""
    return Texts(_array(Texts, [None if value is None else value.encode() for value in values]))


def uuids(values: Sequence[str | None]) -> Uuids:
    """`values`, written with or without hyphens, as uuid[]."""
    return Uuids(_array(Uuids, [None if v is None else bytes.fromhex(v.replace("-", "")) for v in values]))


def byteas(values: Sequence[bytes | None]) -> Byteas:
    """`values` as bytea[]."""
    return Byteas(_array(Byteas, values))


def integers(values: Sequence[int | None]) -> Integers:
    """`values` as integer[]."""
    return Integers(_array(Integers, [None if value is None else _LENGTH(value) for value in values]))


def bigints(values: Sequence[int]) -> Bigints:
    """`values` as bigint[]."""
    if not values:
        return Bigints(_array(Bigints, ()))
    body = struct.pack(f">{'iq' * len(values)}", *chain.from_iterable(zip(repeat(8), values, strict=False)))
    return Bigints(_head(Bigints, len(values), nulls=False) + body)


def _array(kind: type[Array], items: Sequence[bytes | None]) -> bytes:
    if not items:
        return _NONE(0, 0, _ELEMENTS[kind][0])
    nulls = None in items
    body = _with_nulls(items) if nulls else chain.from_iterable(zip(map(_LENGTH, map(len, items)), items, strict=True))  # type: ignore[arg-type]
    return _head(kind, len(items), nulls=nulls) + b"".join(body)  # type: ignore[arg-type]


def _with_nulls(items: Sequence[bytes | None]) -> Iterable[bytes]:
    return (_LENGTH(-1) if item is None else _LENGTH(len(item)) + item for item in items)


def _head(kind: type[Array], count: int, *, nulls: bool) -> bytes:
    return _HEAD(1, nulls, _ELEMENTS[kind][0], count, 1)


class _AsItIs(Dumper):
    format = psycopg.pq.Format.BINARY

    def dump(self, obj: bytes) -> bytes:
        return obj


@cache
def register() -> None:
    """Teach psycopg these arrays; before an engine is made."""
    for kind, (_, oid) in _ELEMENTS.items():
        psycopg.adapters.register_dumper(kind, type(f"{kind.__name__}Dumper", (_AsItIs,), {"oid": oid}))
