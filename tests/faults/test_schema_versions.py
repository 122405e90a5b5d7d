"""Programs and databases of different versions work together or say what to do; migrations run while work goes on."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from db import migrate
from db.tables import events
from services.bootstrap import system
from services.domain.article import Article
from services.domain.errors import ServiceUnavailable
from services.embedded.valkey import ValkeyServer
from services.settings import Settings, normalised
from tests.faults.conftest import Articles
from tests.settlement import assert_nothing_lost
from tests.stack import Stack, stack

ROOT = Path(__file__).parents[2]
ADVICE = "counterclaim db upgrade"


def older() -> list[str]:
    """Every revision before the newest one, `base` for none at all."""
    scripts = migrate.ScriptDirectory.from_config(migrate._config())
    return [*(s.revision for s in scripts.walk_revisions() if s.revision != scripts.get_current_head()), "base"]


def upgrade_to_next(url: str, trying_s: float = 30.0) -> None:
    """Migrate to a revision that this program does not know."""
    config = migrate._config(url)
    config.set_main_option("path_separator", "os")
    folders = (ROOT / "alembic" / "versions", ROOT / "tests" / "next_revision")
    config.set_main_option("version_locations", os.pathsep.join(map(str, folders)))
    migrate.upgrade(url, "next", trying_s=trying_s, config=config)


@pytest.mark.parametrize("revision", older())
def test_new_code_on_an_older_schema_says_what_to_do_and_works_once_it_is_done(
    revision: str, empty_database_url: str, broker: ValkeyServer, tmp_path: Path, articles: Articles
):
    if revision != "base":
        migrate.upgrade(empty_database_url, revision)
    with stack(empty_database_url, broker, tmp_path) as running:
        running.says(ADVICE)
        with pytest.raises(ServiceUnavailable, match=ADVICE):
            migrate.require_schema(running.system.engine)
        if revision == "base":
            assert_every_door_says_what_to_do(running, articles(1, "hall"))
        migrate.upgrade(empty_database_url)
        items = articles(5, "hall")
        running.system.submit(items)
        assert_nothing_lost(running.system, items)
        assert all(process.poll() is None for process in running.processes)


def assert_every_door_says_what_to_do(running: Stack, items: list[Article]) -> None:
    with pytest.raises(ServiceUnavailable, match=ADVICE):
        running.system.submit(items)
    with pytest.raises(ServiceUnavailable, match=ADVICE):
        running.system.queries.articles()
    said = subprocess.run(
        [sys.executable, "-m", "services.cli.main", "status"], env={**os.environ, **running.environment},
        capture_output=True, text=True, cwd=ROOT,
    )
    assert said.returncode == 2
    assert ADVICE in said.stderr


def test_a_migration_runs_while_the_system_works_and_the_program_before_it_goes_on(
    database_url: str, broker: ValkeyServer, tmp_path: Path, articles: Articles
):
    items, over, given = articles(400, "port"), threading.Event(), []
    with stack(database_url, broker, tmp_path) as running:

        def submit() -> None:
            for item in items:
                running.system.submit([item])
                given.append(item)
                if over.wait(0.02):
                    return

        submitting = threading.Thread(target=submit)
        submitting.start()
        running.under_way(5)
        before = len(given)
        with psycopg.connect(database_url) as holding:
            # A migration that must wait gives up soon, so that nobody waits behind it, and tries again.
            holding.execute("SELECT count(*) FROM jobs")
            migrating = threading.Thread(target=upgrade_to_next, args=(database_url,))
            migrating.start()
            running.under_way(20)
        migrating.join(60)
        over.set()
        submitting.join()
        assert len(given) > before, "articles were submitted meanwhile"
        with running.system.engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM next_table")).scalar_one() == 0
        more = articles(405, "port")[400:]
        running.system.submit(more)
        assert_nothing_lost(running.system, [*given, *more])
        assert migrate.current(running.system.engine) == "next"


def test_a_migration_that_can_not_have_its_lock_says_what_to_do_and_changes_nothing(database_url: str):
    with psycopg.connect(database_url) as holding:
        holding.execute("LOCK TABLE jobs")
        with pytest.raises(ServiceUnavailable, match="pg_stat_activity"):
            upgrade_to_next(database_url, trying_s=0.0)
    made = system(Settings(database_url=normalised(database_url), redis_url=None))
    assert migrate.current(made.engine) == migrate.newest()
    made.close()


def test_an_old_relay_stops_at_an_event_of_newer_code_and_a_newer_relay_goes_on(
    database_url: str, broker: ValkeyServer, tmp_path: Path, articles: Articles
):
    items = articles(6, "loft")
    with stack(database_url, broker, tmp_path) as running:
        running.system.submit(items[:3])
        assert_nothing_lost(running.system, items[:3])
        with running.system.start_uow() as work:
            work.log.append([])
            work.connection.execute(text("SELECT pg_advisory_xact_lock_shared(7423002)"))
            work.connection.execute(events.insert().values(
                position=text("nextval('event_position')"), id="01890000-0000-7000-8000-000000000000", stream="next",
                version=1, type="OfTheNextVersion", schema_version=1, correlation_id="next", producer="next",
                data={"finding_id": "f", "judgement": "unsure", "note": None, "analyst": None},
            ))
            work.commit()
        running.system.submit(items[3:])
        running.says("upgrade this program")
        assert running.relays[0].poll() is None
        running.start_relay("tests.newer_relay")
        running.settled([item.id for item in items])
        assert {running.system.queries.article(item.id).status for item in items} == {"processed"}
        assert running.system.queries.failed().items == ()
