"""A disk that is slow, full, or gone with its server delays work and loses none."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from db.migrate import upgrade
from services.domain.article import Article
from services.domain.errors import ServiceUnavailable
from services.embedded import postgres
from services.embedded.postgres import PostgresServer
from services.embedded.valkey import ValkeyServer
from tests.articles import article
from tests.faults.conftest import Articles
from tests.settlement import assert_nothing_lost
from tests.stack import Stack, stack
from tests.waiting import wait_until

pytestmark = pytest.mark.faults


@pytest.fixture
def slow_server(server_folder: Path) -> Iterator[PostgresServer]:
    """A server whose every commit waits a tenth of a second before its log is flushed."""
    started = postgres.start(
        server_folder / "slow", options={"commit_delay": "100000", "commit_siblings": "0", "fsync": "on"}
    )
    upgrade(started.url)
    yield started
    started.stop()
    shutil.rmtree(started.data_dir, ignore_errors=True)


def test_a_slow_flush_to_disk_loses_and_repeats_nothing(
    slow_server: PostgresServer, broker: ValkeyServer, tmp_path: Path, articles: Articles
):
    items = articles(25, "kiln")
    with stack(slow_server.url, broker, tmp_path, concurrency=4) as running:
        for item in items:
            running.system.submit([item])
        assert_nothing_lost(running.system, items, seconds=90)
        with running.system.engine.connect() as connection:
            attempts = connection.execute(text("SELECT DISTINCT attempts FROM jobs")).scalars().all()
    assert attempts == [1], "slowness alone must cost no attempt"


@pytest.fixture
def small_disk(server_folder: Path) -> Iterator[Path]:
    """A filesystem of its own that is soon full."""
    folder = server_folder / "small"
    folder.mkdir(mode=0o755)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=120m,mode=0755", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"this user may mount no filesystem to fill: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """Take every byte that is left."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as out, suppress(OSError):
        while out.write(b"x" * 65536):
            pass
    return filler


def large(n: int) -> Article:
    """An article of half a megabyte that does not compress."""
    dice = random.Random(n)
    noise = "".join(chr(dice.randrange(0x4E00, 0x9F00)) for _ in range(160_000))
    return article(f"NATO said the tank number {n} is full. {noise}", outlet=f"Desk {n}")


def submit_until_refused(running: Stack, items: list[Article]) -> int:
    """How many were taken before the disk was full. A refusal says so, and that it is the disk's."""
    for count, item in enumerate(items):
        try:
            running.system.submit([item])
        except ServiceUnavailable:
            return count
    raise AssertionError("the disk was never full, so this showed nothing")


def test_a_full_disk_refuses_articles_and_loses_none_that_it_took(
    small_disk: Path, broker: ValkeyServer, tmp_path: Path, articles: Articles
):
    options = {"min_wal_size": "32MB", "max_wal_size": "48MB"}
    server = postgres.start(small_disk / "pg", durable=False, options=options)
    upgrade(server.url)
    items, heavy = articles(20, "vat"), [large(n) for n in range(120)]
    with stack(server.url, broker, tmp_path, COUNTERCLAIM_JOB_ATTEMPTS="2") as running:
        running.system.submit(items)
        running.under_way()
        filler = fill(small_disk)
        taken = submit_until_refused(running, heavy)
        running.says("short of disk")
        filler.unlink()
        if not server.running():
            server = postgres.start(small_disk / "pg", durable=False, options=options)
        more = [*heavy[taken:taken + 2], *articles(24, "vat")[20:]]
        wait_until(lambda: accepted(running, more), seconds=20, what="a database that takes articles again")
        assert_nothing_lost(running.system, [*items, *heavy[:taken + 2], *more[2:]], seconds=90)
    server.stop()


def accepted(running: Stack, items: list[Article]) -> bool:
    try:
        running.system.submit(items)
    except ServiceUnavailable:
        return False
    return True
