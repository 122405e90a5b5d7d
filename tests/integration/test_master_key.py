"""The terminal withdraws only when told twice, and the master key is made once, kept tight, and missed loudly."""

import stat

import pytest
from typer.testing import CliRunner

from db.article_keys import verify
from db.master_keys import MasterKeys
from services import key_file
from services.cli import keys, withdraw
from services.cli.main import app
from services.domain.errors import ServiceUnavailable
from services.settings import Settings
from services.stack.stack import Stack
from tests.articles import article


@pytest.fixture
def terminal(running, monkeypatch):
    for module in (withdraw, keys):
        monkeypatch.setattr(module, "connect", lambda: running)
    monkeypatch.setattr(withdraw, "queries", lambda: running.queries)
    return CliRunner()


def test_the_terminal_asks_before_it_destroys(terminal, running, turning, monkeypatch):
    running.submit([article("NATO said the strikes are just.")])
    turning.run()
    (row,) = running.queries.articles().items
    command = ["withdraw", row.id[:8], "--reason", "court order"]
    assert terminal.invoke(app, command, input="n\n").exit_code != 0
    assert running.queries.article(row.id).status == "processed"
    monkeypatch.setattr(running, "wake", turning.relay)
    done = terminal.invoke(app, [*command, "--yes"])
    assert (done.exit_code, "1 withdrawn" in done.output) == (0, True), done.output
    assert running.queries.article(row.id).withdrawn_reason == "court order"


def test_rotating_twice_finds_nothing_to_do(terminal, running):
    running.submit([article("NATO said the strikes are just.")])
    assert "0 keys rewrapped" in terminal.invoke(app, ["keys", "rotate"]).output
    assert MasterKeys(terminal.invoke(app, ["keys", "generate"]).output).current


def stack(url: str, home) -> Stack:
    return Stack(Settings(database_url=url, home=home, master_key=None), print, 1, "127.0.0.1", 0, database_url=url)


def test_the_first_start_makes_a_key_that_only_its_owner_reads_and_later_ones_keep_it(database_url, tmp_path):
    stack(database_url, tmp_path)._master_key(tmp_path)
    file = key_file.path(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    made = key_file.read(tmp_path)
    stack(database_url, tmp_path)._master_key(tmp_path)
    assert key_file.read(tmp_path) == made
    file.chmod(0o644)
    with pytest.raises(ServiceUnavailable, match="chmod 600"):
        key_file.read(tmp_path)


def test_a_start_without_the_key_that_articles_are_stored_under_says_so_and_makes_none(running, database_url, tmp_path):
    running.submit([article("NATO said the strikes are just.")])
    with pytest.raises(ServiceUnavailable, match="1 articles are stored under master key"):
        stack(database_url, tmp_path)._master_key(tmp_path)
    assert not key_file.path(tmp_path).exists()


def test_doctor_tells_whether_the_master_key_opens_everything(running):
    running.submit([article("NATO said the strikes are just.")])
    assert [(ok, "1 articles" in note) for name, ok, note in running.doctor() if name == "master key"] == [(True, True)]
    without = running.engine.execution_options(master_keys=None)
    with without.connect() as connection, pytest.raises(ServiceUnavailable, match="not at hand"):
        verify(connection)
