"""Arrays in PostgreSQL's own binary form, made by a few calls however long they are: a decision's rows travel so.

The form is that of `array_recv` (src/backend/utils/adt/arrayfuncs.c): dimensions, whether there are NULLs, the type of
the elements, length and lower bound; then each element behind its length, which is -1 for NULL.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import chain
from typing import Any

import psycopg
from msgspec.json import encode as to_json
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


class Smallints(Array):
    """An array of smallint."""


class Floats(Array):
    """An array of double precision."""


class Booleans(Array):
    """An array of boolean."""


class Times(Array):
    """An array of timestamptz."""


class Jsonbs(Array):
    """An array of jsonb."""


_ELEMENTS: dict[type[Array], tuple[int, int]] = {
    Texts: (25, 1009), Uuids: (2950, 2951), Byteas: (17, 1001), Integers: (23, 1007), Bigints: (20, 1016),
    Smallints: (21, 1005), Floats: (701, 1022), Booleans: (16, 1000), Times: (1184, 1185), Jsonbs: (3802, 3807),
}
"""The oids of element and array (src/include/catalog/pg_type.dat)."""
_EPOCH, _MICROSECOND = datetime(2000, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


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
    """`values` as integer[]. Raises `ValueError` where one is too large, as the next ones do."""
    return Integers(_fixed(Integers, values, "i"))


def bigints(values: Sequence[int | None]) -> Bigints:
    """`values` as bigint[]."""
    return Bigints(_fixed(Bigints, values, "q"))


def smallints(values: Sequence[int | None]) -> Smallints:
    """`values` as smallint[]."""
    return Smallints(_fixed(Smallints, values, "h"))


def floats(values: Sequence[float | None]) -> Floats:
    """`values` as double precision[]."""
    return Floats(_fixed(Floats, values, "d"))


def booleans(values: Sequence[bool | None]) -> Booleans:
    """`values` as boolean[]."""
    return Booleans(_fixed(Booleans, values, "b"))


def times(values: Sequence[datetime | None]) -> Times:
    """`values` as timestamptz[]; those without a time zone are UTC."""
    return Times(_fixed(Times, [None if value is None else _micros(value) for value in values], "q"))


def jsonbs(values: Sequence[Any]) -> Jsonbs:
    """`values` as jsonb[]; None is NULL."""
    return Jsonbs(_array(Jsonbs, [None if value is None else b"\1" + to_json(value) for value in values]))


def _micros(moment: datetime) -> int:
    return (moment - (_EPOCH if moment.tzinfo else _EPOCH.replace(tzinfo=None))) // _MICROSECOND


def _fixed(kind: type[Array], values: Sequence[Any], code: str) -> bytes:
    """Elements that the module `array` knows by `code`: packed as one, then moved apart a byte of each at a time, which
    is a few copies however many there are."""
    if not values:
        return _array(kind, ())
    size = array(code).itemsize
    present = [value for value in values if value is not None] if None in values else values
    try:
        packed = array(code, present)
    except OverflowError as error:
        raise ValueError(f"no {kind.__name__.lower()} hold what is given ({error})") from error
    if sys.byteorder == "little":
        packed.byteswap()
    raw = packed.tobytes()
    if present is not values:
        items = iter([raw[at : at + size] for at in range(0, len(raw), size)])
        return _array(kind, [None if value is None else next(items) for value in values])
    body = bytearray((_LENGTH(size) + bytes(size)) * len(values))
    for n in range(size):
        body[4 + n :: 4 + size] = raw[n::size]
    return _head(kind, len(values), nulls=False) + body


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
