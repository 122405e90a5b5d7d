"""Kombu's Redis transport, able to close after the broker went away and to go on while it is full.

As of kombu 5.7 a channel of a connection that was closed asks for that connection's address (AttributeError), and the
worker ends where it should connect again. Here it raises what it is: a lost connection. And a broker without memory
refuses to note which messages a worker holds (ResponseError), which ends the worker too. Here it works without that
note: what a message calls for is in the database, and comes again if the worker dies.
"""

from __future__ import annotations

import logging
from typing import Any

from kombu.transport import redis as kombu_redis
from kombu.transport import virtual
from redis.exceptions import ConnectionError as LostConnection
from redis.exceptions import ResponseError

log = logging.getLogger("counterclaim.worker")


class QoS(kombu_redis.QoS):  # type: ignore[misc, no-any-unimported, unused-ignore]
    """Notes unacknowledged messages in the broker where it takes notes."""

    def append(self, message: Any, delivery_tag: str) -> None:
        try:
            super().append(message, delivery_tag)  # type: ignore[no-untyped-call]
        except ResponseError as error:
            log.warning("the broker refuses to note a message in hand: %s", error)
            virtual.QoS.append(self, message, delivery_tag)  # type: ignore[no-untyped-call]

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        try:
            super().reject(delivery_tag, requeue=requeue)  # type: ignore[no-untyped-call]
        except ResponseError as error:
            log.warning("the broker refuses to take a message back: %s", error)

    def restore_visible(self, *args: Any, **options: Any) -> None:
        try:
            super().restore_visible(*args, **options)  # type: ignore[no-untyped-call]
        except ResponseError as error:
            log.warning("the broker refuses to restore messages: %s", error)


class Channel(kombu_redis.Channel):  # type: ignore[misc, no-any-unimported, unused-ignore]
    """A channel that knows when its connection is gone."""

    QoS = QoS

    def _connparams(self, asynchronous: bool = False) -> dict[str, Any]:
        if self.connection.client is None:
            raise LostConnection("the connection to the broker was closed")
        params: dict[str, Any] = super()._connparams(asynchronous=asynchronous)  # type: ignore[no-untyped-call]
        return params


class Transport(kombu_redis.Transport):  # type: ignore[misc, no-any-unimported, unused-ignore]
    """Named by the setting `broker_transport`."""

    Channel = Channel
