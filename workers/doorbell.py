"""Rings for workers: publishes ids of jobs to the broker."""

from __future__ import annotations

from collections.abc import Sequence

from celery import Celery
from redis import Redis

from workers.app import QUEUE
from workers.companies import Company

UNACKED = "unacked"
"""Where kombu's Redis transport keeps messages that workers hold and have not acknowledged."""
TASKS = {"extract": "article.extract", "cross_reference": "article.cross_reference"}


class Doorbell:
    """A connection to the broker. Its errors are kombu's `OperationalError` and redis's `RedisError`."""

    def __init__(self, app: Celery, broker_url: str) -> None:
        self._app = app
        self._redis = Redis.from_url(broker_url, socket_connect_timeout=3, socket_timeout=5)

    def ring(self, companies: Sequence[Company]) -> None:
        """Publish one message for each of `companies`, in order."""
        with self._app.producer_pool.acquire(block=True, timeout=5) as producer:
            for company in companies:
                self._app.send_task(
                    TASKS[company.consumer], company.job_ids, queue=QUEUE, producer=producer, retry=False,
                    ignore_result=True,
                )

    def empty(self) -> bool:
        """Whether the broker holds no ring, waiting or in a worker's hands: all were answered, or were lost."""
        return self._redis.llen(QUEUE) == 0 and self._redis.hlen(UNACKED) == 0
