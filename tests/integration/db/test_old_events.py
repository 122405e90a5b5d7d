"""A log written by earlier versions of the program folds to the same rows."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from db.projections.rebuild import differences
from services.domain import codec
from tests.articles import article
from tests.integration.conftest import system_on
from tests.turning import Turning


def test_a_log_of_older_schema_versions_folds_to_the_same_rows(database_url, monkeypatch: pytest.MonkeyPatch):
    running = system_on(database_url)
    running.submit([article("NATO said it holds."), article("Russia said it not holds.", outlet="Desk")])
    Turning(running).run()
    monkeypatch.setattr(codec, "SCHEMA_VERSIONS", dict.fromkeys(codec.TYPES, 2))
    with running.engine.begin() as connection:
        connection.execute(text("UPDATE events SET data = jsonb_build_object('then', data)"))
    assert differences(running.engine) != {}, "old data must not read as new ones by themselves"
    for name in codec.TYPES:
        monkeypatch.setitem(codec.UPCASTERS, (name, 1), lambda data: data["then"])
    assert differences(running.engine) == {}
    running.submit([article("Libya said it holds.", outlet="Radio")])
    Turning(running).run()
    versions = {event.schema_version for event in running.queries.events()}
    assert versions == {1, 2}, "new events are written in the newest version"
    assert differences(running.engine) == {}
    running.close()
