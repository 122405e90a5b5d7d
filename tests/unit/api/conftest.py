"""A client of the API over the fake system."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from services.api.app import create_app
from services.api.settings import ApiSettings
from tests.unit.api.dam_dispute import filled
from tests.unit.api.fake_system import FakeAnswers, FakeSystem

Connect = Callable[..., TestClient]


@pytest.fixture
def system() -> FakeSystem:
    return filled()


@pytest.fixture
def connect(system: FakeSystem) -> Iterator[Connect]:
    """Makes a client with other settings, from another address or under another host name."""
    opened: list[TestClient] = []

    def make(address: str = "127.0.0.1", host: str = "127.0.0.1:8765", **settings: object) -> TestClient:
        app = create_app(system, FakeAnswers(), ApiSettings(**settings))  # type: ignore[arg-type]
        client = TestClient(
            app, base_url=f"http://{host}", client=(address, 50000), raise_server_exceptions=False,
            follow_redirects=False,
        )
        opened.append(client)
        return client

    yield make
    for client in opened:
        client.close()


@pytest.fixture
def client(connect: Connect) -> TestClient:
    return connect()
