"""PostgreSQL never runs as root, and nobody's home directory is loosened for it."""

from services.embedded import account
from services.embedded.account import Account, account_for, placed


def test_an_ordinary_user_runs_it_as_is(monkeypatch, tmp_path):
    monkeypatch.setattr(account.os, "geteuid", lambda: 1000)
    assert account_for(tmp_path, tmp_path) == Account()


def test_root_without_namespaces_gives_it_to_nobody(monkeypatch, tmp_path):
    monkeypatch.setattr(account.os, "geteuid", lambda: 0)
    monkeypatch.setattr(account, "_namespaces_work", lambda: False)
    assert account_for(tmp_path, tmp_path).uid == account._nobody()


def test_data_under_a_closed_home_goes_elsewhere_and_the_home_stays_closed(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    home.chmod(0o700)
    stranger = Account(uid=home.stat().st_uid + 12345)
    assert placed(home / "data", stranger).is_relative_to(account.SHARED)
    assert home.stat().st_mode & 0o777 == 0o700


def test_data_that_the_account_can_reach_stays_where_it_was_asked_for(tmp_path):
    assert placed(tmp_path / "data", Account()) == tmp_path / "data"
