"""Servers and databases for tests: one PostgreSQL and one broker a session, one fresh database a test."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from services.embedded import postgres, valkey
from services.embedded.valkey import ValkeyServer

os.environ.setdefault("COUNTERCLAIM_MASTER_KEY", "dGhlIG1hc3RlciBrZXkgb2YgdGhlIHRlc3Qgc3VpdGU=")

@pytest.fixture(scope="session")
def server_folder() -> Iterator[Path]:
    """A short folder that any account may walk into."""
    folder = Path(tempfile.mkdtemp(prefix="cc-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url(server_folder: Path) -> Iterator[str]:
    """The maintenance database of DATABASE_URL's server, or of an embedded one."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    server = postgres.start(server_folder / "pg", durable=False)
    yield server.url
    os.kill(server.pid, signal.SIGQUIT)
    server.stop()


@pytest.fixture(scope="session")
def redis_url(server_folder: Path) -> Iterator[str]:
    """REDIS_URL, or an embedded broker."""
    if given := os.environ.get("REDIS_URL"):
        yield given
        return
    server = valkey.start(server_folder / "valkey")
    yield server.url
    server.stop()


def _named(url: str, database: str) -> str:
    head, question, options = url.replace("postgres://", "postgresql://", 1).partition("?")
    return f"{head.rsplit('/', 1)[0]}/{database}{question}{options}"


def _execute(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(statement.encode())


@pytest.fixture(scope="session")
def migrated_template(postgres_url: str) -> Iterator[str]:
    """The name of a migrated database that tests clone."""
    from db.migrate import upgrade

    name = f"cc_template_{uuid.uuid4().hex[:12]}"
    _execute(postgres_url, f"CREATE DATABASE {name}")
    upgrade(_named(postgres_url, name))
    yield name
    _execute(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _database(server: str, template: str) -> Iterator[str]:
    name = f"cc_{uuid.uuid4().hex[:16]}"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _named(server, name)
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database_url(postgres_url: str, migrated_template: str) -> Iterator[str]:
    """A migrated, empty database of this test's own."""
    with _database(postgres_url, migrated_template) as url:
        yield url


@pytest.fixture(scope="module")
def module_database_url(postgres_url: str, migrated_template: str) -> Iterator[str]:
    """A migrated database that the tests of a file share."""
    with _database(postgres_url, migrated_template) as url:
        yield url


@pytest.fixture
def clone(postgres_url: str) -> Iterator[Callable[[str], str]]:
    """Makes a copy of the database that a URL names, which nobody may be connected to; gone after the test."""
    with ExitStack() as copies:
        yield lambda url: copies.enter_context(_database(postgres_url, url.partition("?")[0].rsplit("/", 1)[1]))


@pytest.fixture
def empty_database_url(postgres_url: str) -> Iterator[str]:
    """A database without any table, for tests of migrations."""
    with _database(postgres_url, "template1") as url:
        yield url


@pytest.fixture(scope="module")
def broker(server_folder: Path) -> Iterator[ValkeyServer]:
    """A broker of this file's own, to be emptied and killed at will."""
    server = valkey.start(server_folder / uuid.uuid4().hex[:8])
    yield server
    server.stop()
