"""A log written by earlier versions of the program folds to the same rows."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from db.event_log import SqlEventLog
from db.projections.rebuild import differences
from db.watermark import Leader
from services.domain import codec
from tests.articles import article
from tests.integration.conftest import system_on
from tests.older_rows import store_open_part_apart
from tests.turning import Turning


def test_a_log_of_older_schema_versions_folds_to_the_same_rows(database_url, monkeypatch: pytest.MonkeyPatch):
    running = system_on(database_url)
    running.submit([article("NATO said it holds."), article("Russia said it not holds.", outlet="Desk")])
    Turning(running).run()
    store_open_part_apart(running.engine)
    now, former = codec.SCHEMA_VERSIONS["ClaimsExtracted"], codec.SCHEMA_VERSIONS["ClaimsExtracted"] - 1
    monkeypatch.setattr(codec, "SCHEMA_VERSIONS", {**codec.SCHEMA_VERSIONS, "ClaimsExtracted": now + 1})
    with running.engine.begin() as connection:
        connection.execute(text(
            "UPDATE events SET data = (data - 'extractor') || jsonb_build_object('reader', data -> 'extractor')"
            " WHERE type = 'ClaimsExtracted'"
        ))
    with pytest.raises(codec.UnknownEvent, match="no upcaster"):
        differences(running.engine)
    monkeypatch.setitem(codec.UPCASTERS, ("ClaimsExtracted", now), lambda data: {**data, "extractor": data["reader"]})
    assert differences(running.engine) == {}
    running.submit([article("Libya said it holds.", outlet="Radio")])
    Turning(running).run()
    versions = [e.schema_version for e in running.queries.events() if e.type == "ClaimsExtracted"]
    assert versions == [former, former, now + 1], "new events are written in the newest version"
    assert differences(running.engine) == {}
    running.close()


def test_a_sealed_event_of_newer_code_is_refused_before_anybody_tries_to_open_it(running):
    running.submit([article("NATO said it holds.")])
    Leader(running.engine).catch_up()
    with running.engine.begin() as connection:
        assert len(SqlEventLog(connection).read(0)) == 1
        connection.execute(text("UPDATE events SET schema_version = 99, sealed = CAST('another form' AS bytea)"))
        with pytest.raises(codec.UnknownEvent, match="upgrade this program"):
            SqlEventLog(connection).read(0)
