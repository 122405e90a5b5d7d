"""Partitions of the log, made ahead of need."""

from __future__ import annotations

from sqlalchemy import Connection, text

SIZE = 1_000_000
AHEAD = 3
INLINE = 4080
"""Bytes up to which a row stays in one piece, two to a page: rows are read in order, and what is longer costs a second
table and its index."""

_EXISTING = text("SELECT relname FROM pg_class WHERE relname LIKE 'events\\_______' AND relkind = 'r'")


def ensure(connection: Connection, position: int) -> int:
    """Make the partitions that positions up to `AHEAD` partitions behind `position` will need; how many were made.

    A table is made and then attached, which locks out neither readers nor writers of the log.
    """
    known = set(connection.execute(_EXISTING).scalars())
    wanted = range(position // SIZE, position // SIZE + AHEAD + 1)
    missing = [number for number in wanted if f"events_{number:06d}" not in known]
    for number in missing:
        name, start, end = f"events_{number:06d}", number * SIZE, (number + 1) * SIZE
        connection.execute(text(
            f"CREATE TABLE {name} (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE) "
            f"WITH (toast_tuple_target = {INLINE})"
        ))
        connection.execute(text(f"ALTER TABLE {name} ADD CHECK (position >= {start} AND position < {end})"))
        connection.execute(text(f"ALTER TABLE events ATTACH PARTITION {name} FOR VALUES FROM ({start}) TO ({end})"))
    return len(missing)
