"""The Celery application. The broker holds job ids only: what must not be lost is in PostgreSQL.

Run it with `python -m workers`.
"""

from __future__ import annotations

from celery import Celery
from kombu.entity import Exchange, Queue

from services.settings import Settings

QUEUE = "counterclaim"

settings = Settings()
app = Celery("counterclaim", broker=settings.redis_url or "redis://localhost:6379/0")
app.conf.update(
    imports=("workers.tasks", "workers.lifecycle"),
    # The default exchange needs no binding in the broker, so an emptied broker still knows where messages go.
    task_queues=(Queue(QUEUE, Exchange(""), routing_key=QUEUE),),  # type: ignore[no-untyped-call]
    broker_transport="workers.broker:Transport",
    task_default_queue=QUEUE,
    task_default_exchange="",
    task_default_routing_key=QUEUE,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_soft_time_limit=settings.job_seconds * 0.9,
    task_time_limit=settings.job_seconds,
    worker_prefetch_multiplier=1,
    worker_concurrency=settings.concurrency,
    worker_max_memory_per_child=settings.worker_memory_mb * 1024,
    worker_soft_shutdown_timeout=settings.shutdown_seconds,
    worker_enable_soft_shutdown_on_idle=False,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    worker_hijack_root_logger=False,
    worker_send_task_events=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": settings.job_seconds * 2 + 60, "socket_timeout": 10, "socket_connect_timeout": 5,
        "socket_keepalive": True,
    },
)
