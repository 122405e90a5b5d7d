"""One stack a folder, also while it starts; what stopped or was killed bars no later one; what ended is noticed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from services.domain.errors import ServiceUnavailable
from services.settings import Settings
from services.stack import processes, state
from services.stack.stack import Stack

STEPS = ("_servers", "_migrate", "_master_key", "_processes", "_await_page")
Made = Callable[[], Stack]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """Stacks of one folder that start nothing."""
    for step in STEPS:
        monkeypatch.setattr(Stack, step, lambda *_: None)
    return lambda: Stack(Settings(home=tmp_path), lambda _: None, 1, "127.0.0.1", 0)


def test_a_second_stack_is_refused_while_the_first_one_starts(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    second, refused = made(), []

    def meanwhile(first: Stack) -> None:
        with pytest.raises(ServiceUnavailable, match="or is starting") as error:
            second.start()
        second.stop()
        refused.append(error)

    monkeypatch.setattr(Stack, "_await_page", meanwhile)
    first = made()
    first.start()
    assert refused
    assert state.read(first.settings.home) is not None
    first.stop()


def test_a_stack_that_may_not_start_leaves_the_first_announced(made: Made, tmp_path: Path) -> None:
    first, second = made(), made()
    first.start()
    with pytest.raises(ServiceUnavailable, match=f"process {os.getpid()}"):
        second.start()
    second.stop()
    running = state.read(tmp_path)
    assert running is not None
    assert running.page == first.page
    first.stop()
    assert state.read(tmp_path) is None


def test_one_that_stopped_or_failed_makes_way_for_the_next(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made()
    first.start()
    first.stop()

    def failing(_: Stack) -> None:
        raise ServiceUnavailable("no page")

    with monkeypatch.context() as patched:
        patched.setattr(Stack, "_await_page", failing)
        with pytest.raises(ServiceUnavailable, match="no page"):
            made().start()
    third = made()
    third.start()
    third.stop()


@pytest.mark.parametrize("pid", [os.getpid(), os.getppid()], ids=["its own", "another's"])
def test_the_announcement_of_a_killed_stack_bars_no_start_though_its_process_id_lives_again(
    made: Made, tmp_path: Path, pid: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    state.write(tmp_path, state.Running(pid, "postgresql://a", "redis://b", "http://stale/"))
    seen = []
    monkeypatch.setattr(Stack, "_await_page", lambda _: seen.append(state.read(tmp_path)))
    stack = made()
    stack.start()
    assert seen == [None]
    running = state.read(tmp_path)
    assert running is not None
    assert running.page == stack.page
    stack.stop()


def test_only_ends_in_a_row_soon_after_a_start_stop_the_stack(made: Made, tmp_path: Path) -> None:
    stack = made()
    child = processes.start("brief", ("true",), {}, tmp_path / "brief.log")

    def ends(*, quick: bool) -> None:
        child.process.wait()
        child.started = time.monotonic() - (0 if quick else 3600)
        stack._revive(child)

    for quick in [True, True, False, True] * 3 + [True] * 3:
        ends(quick=quick)
    with pytest.raises(ServiceUnavailable, match="brief keeps ending"):
        ends(quick=True)
    processes.stop([child], timeout=5)


@pytest.mark.parametrize(("server", "name"), [("postgres", "PostgreSQL"), ("valkey", "Valkey")])
def test_a_server_that_ends_stops_the_stack_with_the_end_of_its_log(
    made: Made, tmp_path: Path, server: str, name: str
) -> None:
    stack, looks = made(), iter([False, False, True])
    (tmp_path / "server.log").write_text("out of memory\n")
    setattr(stack, server, SimpleNamespace(running=lambda: False, log=tmp_path / "server.log"))
    with pytest.raises(ServiceUnavailable, match=f"{name} ended.*out of memory"):
        stack.watch(lambda: next(looks))
