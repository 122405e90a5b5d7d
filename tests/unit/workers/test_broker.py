"""A worker whose broker went away tries again and does not end."""

import pytest

from workers.app import app


def test_a_channel_of_a_closed_connection_says_that_the_connection_is_lost():
    connection = app.connection_for_write("redis://127.0.0.1:1/0")
    channel = connection.transport.Channel
    assert channel.__module__ == "workers.broker"
    orphan = channel.__new__(channel)
    orphan.connection = type("Closed", (), {"client": None})()
    with pytest.raises(connection.recoverable_connection_errors):
        orphan._connparams()
