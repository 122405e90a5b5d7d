"""The migration goes up, down and up again, and makes what the code believes is there."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from db import partitions
from db.migrate import current, downgrade, newest, upgrade
from db.projections.rebuild import differences
from db.projections.tables import metadata as read_side
from db.tables import metadata as write_side
from services.settings import normalised
from tests.articles import article


def test_a_database_goes_up_down_and_up_again(empty_database_url):
    engine = create_engine(normalised(empty_database_url))
    upgrade(empty_database_url)
    assert current(engine) == newest()
    downgrade(empty_database_url)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    upgrade(empty_database_url)
    assert current(engine) == newest()
    engine.dispose()


def test_the_migrated_database_is_what_the_tables_say(running):
    with running.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_schemas": True})
        found = compare_metadata(context, [write_side, read_side])
    kept = ("alembic_version",)
    assert [d for d in found if not (d[0] == "remove_table" and d[1].name.startswith(("events_0", *kept)))] == []


def test_partitions_are_made_ahead_and_take_events(running):
    with running.engine.begin() as connection:
        assert partitions.ensure(connection, 9 * partitions.SIZE) == partitions.AHEAD + 1
        assert partitions.ensure(connection, 9 * partitions.SIZE) == 0
        connection.execute(text("SELECT setval('event_position', :p)"), {"p": 9 * partitions.SIZE})
    running.submit([article("It moved on.")])
    with running.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM events_000009")).scalar_one() == 1


def test_an_old_partition_can_be_taken_off_and_put_back_while_articles_come_in(running, turning):
    running.submit([article("NATO said the strikes are just.")])
    turning.run()
    with running.engine.begin() as connection:
        partitions.ensure(connection, partitions.SIZE)
        connection.execute(text("SELECT setval('event_position', :p)"), {"p": partitions.SIZE})
    autocommit = running.engine.execution_options(isolation_level="AUTOCOMMIT")
    with autocommit.connect() as connection:
        connection.execute(text("ALTER TABLE events DETACH PARTITION events_000000 CONCURRENTLY"))
        assert connection.execute(text("SELECT count(*) FROM events_000000")).scalar_one() == 3
    report = running.queries.report()
    running.submit([article("Russia said the strikes are not just.", outlet="Desk", day=2)])
    turning.run()
    assert len(running.queries.report().contradictions) == 1
    assert running.queries.report(as_of=report.as_of_position).claims == report.claims == 1
    assert [outcome.new for outcome in running.submit([article("NATO said the strikes are just.")])] == [False]
    with autocommit.connect() as connection:
        connection.execute(text(
            f"ALTER TABLE events ATTACH PARTITION events_000000 FOR VALUES FROM (0) TO ({partitions.SIZE})"
        ))
    assert differences(running.engine) == {}
