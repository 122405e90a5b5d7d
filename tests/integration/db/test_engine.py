"""Connections and forks."""

import os

import pytest
from sqlalchemy import text

from db.engine import connect
from services.settings import normalised

BACKEND = text("SELECT pg_backend_pid()")


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_process_uses_no_connection_of_its_parent(database_url):
    engine = connect(normalised(database_url))
    with engine.connect() as connection:
        own = connection.execute(BACKEND).scalar_one()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            with engine.connect() as connection:
                os.write(writing, str(connection.execute(BACKEND).scalar_one()).encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    theirs = int(os.read(reading, 100))
    os.close(reading)
    os.close(writing)
    with engine.connect() as connection:
        assert connection.execute(BACKEND).scalar_one() == own, "the parent's connection outlives the child"
    assert theirs != own
    engine.dispose()
