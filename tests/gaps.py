"""Many writers and two tailing readers on one log: which events each reader misses."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from db.engine import connect
from db.event_log import SqlEventLog
from db.watermark import Leader
from services.domain.contradiction import Judgement
from services.domain.events import NewEvent, VerdictRecorded
from services.domain.identity import derived_id
from services.settings import normalised

ROLLED_BACK = 0.1
_BEHIND = "SELECT position, stream, version FROM events WHERE position > :after ORDER BY position LIMIT 5000"
NAIVE = text(_BEHIND)
FINAL = text(f"SELECT * FROM ({_BEHIND}) AS e WHERE position <= (SELECT position FROM watermark) ORDER BY position")
"""What `SqlEventLog.read` asks, without decoding a million times what the test does not look at."""


def write(url: str, seed: int, events: int, longest_s: float) -> None:
    """Append `events`, one to a hundred a transaction; one in ten is rolled back, each is held open for a while."""
    dice, engine, done = random.Random(seed), connect(normalised(url), pool=1), 0
    streams = [f"writer-{seed}-{n}" for n in range(5)]
    while done < events:
        count = min(dice.choice([1, 10, 40, 100]), events - done)
        new = [event(f"{seed} {done + n} {dice.random()}", dice.choice(streams)) for n in range(count)]
        with engine.connect() as connection:
            SqlEventLog(connection).append(new)
            time.sleep(dice.choice([0, 0, dice.random()]) * longest_s)
            if dice.random() < ROLLED_BACK:
                connection.rollback()
            else:
                connection.commit()
                done += count
    engine.dispose()


def event(name: str, stream: str) -> NewEvent:
    """A small event."""
    number = derived_id("event", (name,))
    return NewEvent(number, stream, VerdictRecorded("f", Judgement.UNSURE, None, None), number, None, "test")


@dataclass
class Tail(threading.Thread):
    """Reads on from the highest position it has seen, as a subscriber does, and remembers how much it saw."""

    engine: Engine
    query: object
    over: threading.Event
    seen: int = 0
    disorder: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self._after = 0
        self._versions: defaultdict[str, int] = defaultdict(int)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        """Read until told that all is written, and once more to the end."""
        while True:
            last = self.over.is_set()
            with self.engine.connect() as connection:
                while self._page(connection):
                    pass
            if last:
                return
            self.over.wait(0.005)

    def _page(self, connection: Connection) -> bool:
        rows = connection.execute(self.query, {"after": self._after}).all()  # type: ignore[call-overload]
        connection.rollback()
        for row in rows:
            if row.version != self._versions[row.stream] + 1:
                self.disorder.append((row.stream, row.version))
            self._versions[row.stream] = row.version
        self.seen += len(rows)
        self._after = rows[-1].position if rows else self._after
        return len(rows) == 5000


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many events are in the log, and how many each reader saw; out of order or with a gap in a stream."""

    stored: int
    careful: Tail
    naive: Tail
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.stored:,} events in {self.seconds:.0f} s ({self.stored / self.seconds:,.0f} a second): "
            f"{self.stored - self.careful.seen:,} missed by the reader that goes by the mark, "
            f"{self.stored - self.naive.seen:,} by the naive one, in {len(self.naive.disorder):,} gaps of its streams"
        )


def race(url: str, *, writers: int, events: int, longest_s: float, processes: bool = False) -> Outcome:
    """Let `writers` threads or processes write `events` in all, while a careful and a naive reader follow."""
    engine, over, settled = connect(normalised(url)), threading.Event(), threading.Event()
    careful, naive = Tail(engine, FINAL, settled), Tail(engine, NAIVE, over)
    leading = threading.Thread(target=_lead, args=(engine, over), daemon=True)
    for thread in (careful, naive, leading):
        thread.start()
    began = time.monotonic()
    (_write_by_processes if processes else _write_by_threads)(url, writers, events // writers, longest_s)
    over.set()
    leading.join()
    Leader(engine).catch_up()
    settled.set()
    careful.join()
    naive.join()
    seconds = time.monotonic() - began
    with engine.connect() as connection:
        stored = connection.execute(text("SELECT count(*) FROM events")).scalar_one()
    engine.dispose()
    return Outcome(stored, careful, naive, seconds)


def _write_by_threads(url: str, writers: int, events: int, longest_s: float) -> None:
    threads = [threading.Thread(target=write, args=(url, n, events, longest_s)) for n in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _write_by_processes(url: str, writers: int, events: int, longest_s: float) -> None:
    command = [sys.executable, "-m", "tests.gaps", url]
    running = [
        subprocess.Popen([*command, str(n), str(events), str(longest_s)], cwd=Path(__file__).parents[1])
        for n in range(writers)
    ]
    assert [process.wait() for process in running] == [0] * writers


def _lead(engine: Engine, over: threading.Event) -> None:
    leader = Leader(engine)
    while not over.wait(0.01):
        leader.step()


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
