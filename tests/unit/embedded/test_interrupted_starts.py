"""A start that is interrupted leaves no server behind, and nothing that the next start would take for finished."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from services.domain.errors import ServiceUnavailable
from services.embedded import initdb, postgres, valkey
from services.embedded.account import Account
from tests.waiting import wait_until

HANGS_ONCE = """#!/bin/sh
touch "$2/PG_VERSION"
[ -e {mark} ] && exit 0
touch {mark}
sleep 600
"""
SERVES = "#!/bin/sh\necho $$ > {mark}\nexec sleep 600\n"


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PostgreSQL of two shell scripts."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, text in (("initdb", HANGS_ONCE), ("postgres", SERVES)):
        (folder / name).write_text(text.format(mark=tmp_path / f"{name}.mark"))
        (folder / name).chmod(0o755)
    monkeypatch.setattr(postgres, "_install", lambda: tmp_path)
    monkeypatch.setattr(postgres, "account_for", lambda program, data_dir: Account())
    return tmp_path


def started() -> list[psutil.Process]:
    return [p for p in psutil.Process().children(recursive=True) if p.status() != psutil.STATUS_ZOMBIE]


def test_an_interrupted_start_of_postgresql_leaves_no_server(install: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (install / "initdb.mark").touch()
    answers, mark, before = iter([None]), install / "postgres.mark", started()

    def attach(data_dir: Path) -> None:
        if next(answers, "asked") == "asked":
            wait_until(lambda: mark.exists() and mark.read_text().strip() != "", seconds=60, what="the server")
            raise KeyboardInterrupt

    monkeypatch.setattr(postgres, "_attach", attach)
    with pytest.raises(KeyboardInterrupt):
        postgres.start(install / "data")
    assert not psutil.pid_exists(int(mark.read_text()))
    assert started() == before


def test_an_interrupted_set_up_is_begun_anew(install: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, before = install / "data", started()
    monkeypatch.setattr(initdb, "_SECONDS", 5.0)
    monkeypatch.setattr(postgres, "_START_SECONDS", 0.1)
    with pytest.raises(ServiceUnavailable, match="did not set up"):
        postgres.start(data)
    assert (install / "initdb.mark").exists()
    assert list(data.iterdir()) == []
    assert started() == before
    with pytest.raises(ServiceUnavailable, match="did not start"):
        postgres.start(data)
    assert [file.name for file in data.iterdir()] == ["PG_VERSION"]
    assert not data.with_name("data.new").exists()


def test_a_folder_of_something_else_is_left_alone(install: Path) -> None:
    data = install / "data"
    data.mkdir()
    (data / "thesis.txt").write_text("years of work")
    with pytest.raises(ServiceUnavailable, match="no PostgreSQL database"):
        postgres.start(data)
    assert (data / "thesis.txt").read_text() == "years of work"


def test_an_interrupted_start_of_valkey_leaves_no_broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = started()

    def interrupted(port: int) -> bool:
        assert started() != before
        raise KeyboardInterrupt

    monkeypatch.setattr(valkey, "_answers", interrupted)
    with pytest.raises(KeyboardInterrupt):
        valkey.start(tmp_path)
    assert started() == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel ties children to parents on Linux only")
def test_a_killed_supervisor_leaves_no_broker(tmp_path: Path) -> None:
    script = (
        "import time; from pathlib import Path; from services.embedded import valkey;"
        f"print(valkey.start(Path({str(tmp_path)!r})).process.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        broker = psutil.Process(int(supervisor.stdout.readline()))
        supervisor.kill()
        supervisor.wait()
    wait_until(
        lambda: not broker.is_running() or broker.status() == psutil.STATUS_ZOMBIE, seconds=60, what="the broker's end"
    )
