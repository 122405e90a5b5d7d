"""Child processes never outlive their supervisor, and the running stack is found from other terminals."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from services.stack import processes, state

SLEEPER = (sys.executable, "-c", "import time; time.sleep(600)")
PARENT = (
    "import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    "print(p.pid, flush=True); time.sleep(600)"
)
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"


def eventually(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_stopping_ends_a_child_that_ignores_the_request(tmp_path: Path) -> None:
    log = tmp_path / "deaf.log"
    child = processes.start("deaf", (sys.executable, "-c", DEAF), {}, log)
    assert eventually(lambda: "deaf" in child.tail())
    processes.stop([child], timeout=0.3)
    assert child.process.returncode == -9


def test_stopping_ends_what_the_child_started_too(tmp_path: Path) -> None:
    child = processes.start("parent", (sys.executable, "-c", PARENT), {}, tmp_path / "parent.log")
    assert eventually(lambda: child.tail().strip().isdigit())
    grandchild = int(child.tail())
    processes.stop([child], timeout=5)
    assert eventually(lambda: gone(grandchild))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel ties children to parents on Linux only")
def test_a_killed_supervisor_leaves_no_orphan(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from services.stack import processes;"
        f"c = processes.start('s', {SLEEPER!r}, {{}}, Path({str(tmp_path / 's.log')!r}));"
        "print(c.process.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        child = int(supervisor.stdout.readline())
        supervisor.kill()
        supervisor.wait()
    assert eventually(lambda: gone(child))


def test_an_exited_child_can_be_started_again(tmp_path: Path) -> None:
    child = processes.start("brief", (sys.executable, "-c", "print('ran')"), {}, tmp_path / "brief.log")
    assert eventually(child.exited)
    processes.restart(child)
    assert eventually(lambda: child.tail().count("ran") == 2)
    processes.stop([child], timeout=5)


def test_a_running_stack_is_found_and_a_dead_one_is_not(tmp_path: Path) -> None:
    assert state.read(tmp_path) is None
    here = state.Running(os.getpid(), "postgresql://a", "redis://b", "http://c/")
    state.write(tmp_path, here)
    assert state.read(tmp_path) == here
    assert (tmp_path / "run.json").stat().st_mode & 0o077 == 0
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    state.write(tmp_path, state.Running(dead.pid, "postgresql://a", "redis://b", "http://c/"))
    assert state.read(tmp_path) is None


def test_a_broken_announcement_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{not json")
    assert state.read(tmp_path) is None
