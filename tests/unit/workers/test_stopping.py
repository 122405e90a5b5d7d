"""A worker that is told to stop goes on while something is in hand, and no longer."""

import threading
from types import SimpleNamespace

import pytest

from workers import stopping
from workers.at_work import at_work


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> stopping.StoppingWorker:
    """A worker with one message in hand, told to stop."""
    made = stopping.StoppingWorker.__new__(stopping.StoppingWorker)
    made.app = SimpleNamespace(conf=SimpleNamespace(worker_soft_shutdown_timeout=60.0))
    monkeypatch.setattr(stopping.state, "active_requests", {"a message"})
    return made


def test_a_soft_shutdown_waits_for_children_at_work_and_not_a_moment_longer(worker: stopping.StoppingWorker):
    waiting = threading.Thread(target=worker.wait_for_soft_shutdown, daemon=True)
    with at_work():
        waiting.start()
        waiting.join(4 * stopping.LOOK_S)
        assert waiting.is_alive()
    waiting.join(20)
    assert not waiting.is_alive()


def test_a_soft_shutdown_waits_no_longer_than_it_may(worker: stopping.StoppingWorker):
    worker.app.conf.worker_soft_shutdown_timeout = 0.3
    with at_work():
        worker.wait_for_soft_shutdown()
