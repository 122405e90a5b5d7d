"""The server as a process: it serves, streams live, and ends at a signal with streams open."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from services.bootstrap import System
from tests.articles import article
from tests.turning import Turning
from tests.waiting import wait_until

TEXT = "Tamaria said the dam is safe."


@dataclass
class Served:
    """A server process and where it listens."""

    process: subprocess.Popen[bytes]
    url: str


@pytest.fixture
def served(database_url: str) -> Iterator[Served]:
    """`python -m services.api` on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ, "DATABASE_URL": database_url, "PYTHONPATH": ".", "COUNTERCLAIM_API_TAIL_SECONDS": "0.05",
    }
    command = (sys.executable, "-m", "services.api", "--port", str(port))
    process = subprocess.Popen(command, env=environment)
    url = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        assert process.poll() is None, "the server ended at once"
        try:
            return httpx.get(f"{url}/v1/health/ready", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    try:
        wait_until(answers, what="an answer of the server")
        yield Served(process, url)
    finally:
        process.kill()
        process.wait()


def positions(lines: Iterator[str], count: int) -> list[int]:
    """The positions of the next events of a stream."""
    data = (json.loads(line[6:]) for line in lines if line.startswith("data: "))
    return [next(data)["position"] for _ in range(count)]


def test_a_live_stream_tells_what_comes_and_resumes_without_a_gap(
    served: Served, running: System, turning: Turning
) -> None:
    url = f"{served.url}/v1/events/stream"
    with httpx.stream("GET", url, timeout=30) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = answer.iter_lines()
        assert next(lines) == "retry: 2000"
        running.submit([article(TEXT)])
        turning.relay()
        first = positions(lines, 1)
    running.submit([article(TEXT, outlet="Herald"), article(TEXT, outlet="Post")])
    turning.relay()
    with httpx.stream("GET", url, headers={"Last-Event-ID": str(first[0])}, timeout=30) as answer:
        assert positions(answer.iter_lines(), 2) == [first[0] + 1, first[0] + 2]


def test_a_slow_reader_of_the_stream_holds_up_nobody_and_misses_nothing(
    served: Served, running: System, turning: Turning
) -> None:
    url, count = f"{served.url}/v1/events/stream?after=0", 200
    with httpx.stream("GET", url, timeout=60) as slow:
        lines = slow.iter_lines()
        assert next(lines) == "retry: 2000"
        # More than the buffers between server and reader hold.
        running.submit([article(f"{TEXT} {n} {'The river runs on. ' * 2000}") for n in range(count)])
        turning.relay()
        with httpx.stream("GET", url, timeout=60) as quick:
            assert positions(quick.iter_lines(), count) == list(range(1, count + 1))
        assert httpx.get(f"{served.url}/v1/health/ready", timeout=20).status_code == 200
        assert positions(lines, count) == list(range(1, count + 1))


def test_the_server_ends_at_a_signal_with_streams_open(served: Served) -> None:
    url = f"{served.url}/v1/events/stream"
    with httpx.stream("GET", url, timeout=30) as one, httpx.stream("GET", url, timeout=30) as other:
        for stream in (one, other):
            assert next(stream.iter_lines()) == "retry: 2000"
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(30) in (0, -signal.SIGTERM)


def test_a_server_without_a_database_says_what_to_do() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    done = subprocess.run(
        (sys.executable, "-m", "services.api"), env={**environment, "PYTHONPATH": "."}, capture_output=True,
        timeout=300, check=False,
    )
    assert done.returncode == 1
    assert b"set DATABASE_URL" in done.stderr
    assert b"Traceback" not in done.stderr
