"""Every common form of a database's address is taken."""

import pytest

from services.settings import Settings, normalised


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_every_common_form_of_a_database_url_is_taken(scheme):
    assert normalised(f"{scheme}://u:p@h:5432/d?x=y") == "postgresql+psycopg://u:p@h:5432/d?x=y"


def test_another_database_is_refused_with_what_is_needed():
    with pytest.raises(ValueError, match="postgresql://"):
        normalised("mysql://h/d")


def test_absent_addresses_mean_embedded_servers(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    assert (Settings().database_url, Settings().redis_url) == (None, None)


def test_addresses_are_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://h/d")
    monkeypatch.setenv("COUNTERCLAIM_JOB_ATTEMPTS", "7")
    assert Settings().database_url == "postgresql+psycopg://h/d"
    assert Settings().job_attempts == 7
