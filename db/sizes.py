"""How much room each table takes, with its indexes and what it keeps apart."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

_SIZES = text("""
    WITH whole AS (
      SELECT c.oid, n.nspname || '.' || c.relname AS name
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('public', 'projections') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    )
    SELECT replace(w.name, 'public.', '') AS name, sum(greatest(0, c.reltuples)) AS rows,
      sum(pg_table_size(c.oid)) AS stored, sum(pg_indexes_size(c.oid)) AS indexes
    FROM whole w, pg_partition_tree(w.oid) p JOIN pg_class c ON c.oid = p.relid
    WHERE c.relkind = 'r'
    GROUP BY w.name
    UNION ALL
    SELECT replace(w.name, 'public.', ''), sum(greatest(0, c.reltuples)), sum(pg_table_size(c.oid)),
      sum(pg_indexes_size(c.oid))
    FROM whole w JOIN pg_class c ON c.oid = w.oid
    WHERE c.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_partition_tree(w.oid))
    GROUP BY w.name
    ORDER BY stored DESC, name
""")


@dataclass(frozen=True, slots=True)
class Size:
    """A table, about how many rows it has by the planner's count, and the bytes that it and its indexes take."""

    table: str
    rows: int
    stored: int
    indexes: int

    @property
    def per_row(self) -> tuple[float, float]:
        """Bytes a row in the table, and in its indexes; zero where there is no row."""
        return (self.stored / self.rows, self.indexes / self.rows) if self.rows else (0.0, 0.0)


def sizes(connection: Connection) -> list[Size]:
    """Every table of log and read side, the largest first; a partitioned one as a whole."""
    return [Size(row.name, int(row.rows), int(row.stored), int(row.indexes)) for row in connection.execute(_SIZES)]
