"""The database's machine dies and its standby takes over behind the same address: nothing that was taken is lost."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from db.migrate import upgrade
from services.embedded import child, postgres
from services.embedded.account import account_for, reachable
from services.embedded.postgres import PostgresServer
from services.embedded.valkey import ValkeyServer
from tests.faults.conftest import Articles
from tests.proxy import proxy
from tests.settlement import assert_nothing_lost, submit_until_taken
from tests.stack import stack
from tests.waiting import wait_until

pytestmark = pytest.mark.faults


@dataclass
class Pair:
    """A primary and its streaming standby, which confirms every commit."""

    primary: PostgresServer
    standby_url: str

    def fail_over(self) -> None:
        """Kill the primary and promote the standby."""
        assert self.primary.process is not None
        self.primary.process.kill()
        self.primary.process.wait()
        with psycopg.connect(self.standby_url, autocommit=True) as link:
            link.execute("SELECT pg_promote(wait => true)")


def ask(url: str, query: str) -> object:
    with psycopg.connect(url, autocommit=True) as link:
        row = link.execute(query.encode()).fetchone()
    return row[0] if row else None


@pytest.fixture
def pair(server_folder: Path) -> Iterator[Pair]:
    """Two servers of their own."""
    with ExitStack() as at_end:
        primary = postgres.start(server_folder / "primary", durable=False)
        copy = primary.data_dir.with_name("standby")
        for folder in (primary.data_dir, copy):
            at_end.callback(shutil.rmtree, folder, ignore_errors=True)
        at_end.callback(primary.stop)
        upgrade(primary.url)
        at_end.callback(child.end, standby_of(primary, copy), ask=signal.SIGINT)
        wait_until(lambda: ask(primary.url, "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") == 1,
                   seconds=30, what="a standby that follows")
        with psycopg.connect(primary.url, autocommit=True) as link:
            link.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            link.execute("SELECT pg_reload_conf()")
        wait_until(lambda: ask(primary.url, "SELECT sync_state FROM pg_stat_replication") == "sync", seconds=30,
                   what="a standby that confirms")
        yield Pair(primary, f"postgresql://postgres@/postgres?host={copy}&port=5432")


def standby_of(primary: PostgresServer, copy: Path) -> subprocess.Popen[bytes]:
    """A server that follows `primary` on a copy of its data."""
    account = account_for(postgres._install(), copy)
    binaries = reachable(postgres._install(), account) / "bin"
    where = primary.url.partition("host=")[2].partition("&")[0]
    log = copy.with_name("standby.log")
    command = [str(binaries / "pg_basebackup"), "-D", str(copy), "-h", where, "-U", "postgres", "-R", "-c", "fast"]
    assert child.start(command, log, account).wait(60) == 0, log.read_text()
    for left in copy.glob(".s.PGSQL.*"):
        left.unlink()
    return child.start(
        [str(binaries / "postgres"), "-D", str(copy), "-c", "listen_addresses=", "-c",
         f"unix_socket_directories={copy}", "-c", "max_connections=200", "-c", "fsync=off"], log, account,
    )


def test_a_failover_to_the_standby_loses_and_repeats_nothing(
    pair: Pair, broker: ValkeyServer, tmp_path: Path, articles: Articles
):
    items = articles(60, "hill")
    with proxy(pair.primary.url) as address, stack(address.url("postgres"), broker, tmp_path) as running:
        submit_until_taken(running.system, items[:40])
        running.under_way(3)
        pair.fail_over()
        address.server = pair.standby_url
        address.drop()
        submit_until_taken(running.system, items[40:])
        assert_nothing_lost(running.system, items, seconds=90)
        assert ask(pair.standby_url, "SELECT pg_is_in_recovery()") is False
        assert all(process.poll() is None for process in running.processes)
