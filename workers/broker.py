"""Kombu's Redis transport, able to close after the broker went away.

As of kombu 5.7 a channel of a connection that was closed asks for that connection's address (AttributeError), and the
worker ends where it should connect again. Here it raises what it is: a lost connection.
"""

from __future__ import annotations

from typing import Any

from kombu.transport import redis as kombu_redis
from redis.exceptions import ConnectionError as LostConnection


class Channel(kombu_redis.Channel):  # type: ignore[misc, no-any-unimported, unused-ignore]
    """A channel that knows when its connection is gone."""

    def _connparams(self, asynchronous: bool = False) -> dict[str, Any]:
        if self.connection.client is None:
            raise LostConnection("the connection to the broker was closed")
        params: dict[str, Any] = super()._connparams(asynchronous=asynchronous)  # type: ignore[no-untyped-call]
        return params


class Transport(kombu_redis.Transport):  # type: ignore[misc, no-any-unimported, unused-ignore]
    """Named by the setting `broker_transport`."""

    Channel = Channel
