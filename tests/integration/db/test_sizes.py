"""What `counterclaim db sizes` tells of the room that tables take."""

from sqlalchemy import text

from db import partitions
from db.sizes import Size
from tests.articles import article


def test_every_byte_of_the_tables_is_counted_once_and_the_log_as_one(running):
    with running.engine.begin() as connection:
        partitions.ensure(connection, 3_000_000)
    running.submit([article(f"NATO said the strikes of day {n} are just.") for n in range(20)])
    with running.engine.connect() as connection:
        every = connection.execute(text("""
            SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname IN ('public', 'projections') AND c.relkind = 'r'
        """)).scalar_one()
    found = running.sizes()
    assert sum(size.stored + size.indexes for size in found) == every
    assert [size.table for size in found if size.table.startswith("events")] == ["events"]
    assert "projections.articles" in {size.table for size in found}


def test_rows_are_those_of_the_last_count_and_bytes_a_row_go_by_them(running):
    running.submit([article(f"NATO said the strikes of day {n} are just.") for n in range(20)])
    with running.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    (events,) = [size for size in running.sizes() if size.table == "events"]
    assert events.rows == 20
    assert events.per_row == (events.stored / 20, events.indexes / 20)
    assert Size("none", 0, 8192, 0).per_row == (0.0, 0.0)
