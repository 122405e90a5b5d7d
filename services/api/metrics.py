"""/metrics: queues, articles and the log for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Response
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from services.api.access import Reader
from services.api.documentation import PROBLEMS
from services.api.wiring import SystemDep
from services.reports.shapes import Throughput

router = APIRouter(tags=["operation"], responses=PROBLEMS)


class ThroughputCollector(Collector):
    """One moment of the workers as metric families."""

    def __init__(self, now: Throughput) -> None:
        self.now = now

    def collect(self) -> Iterator[Metric]:
        """Queue depths and ages, articles by status, log position and projection lag, workers."""
        yield from self._queues()
        articles = GaugeMetricFamily("counterclaim_articles", "Articles by status", labels=["status"])
        waiting = self.now.articles_total - self.now.articles_processed - self.now.articles_failed
        for status, count in (
            ("waiting", max(0, waiting)), ("processed", self.now.articles_processed),
            ("failed", self.now.articles_failed),
        ):
            articles.add_metric([status], count)
        yield articles
        lag = self.now.log_position - self.now.projected_position
        for name, text, value in (
            ("log_position", "Position of the newest event", self.now.log_position),
            ("projection_lag_events", "Events that the read side does not tell of yet", lag),
            ("workers", "Worker processes that reported in lately", len(self.now.workers)),
            ("workers_memory_bytes", "Their memory", sum(w.memory_mb for w in self.now.workers) * 1024 * 1024),
        ):
            yield GaugeMetricFamily(f"counterclaim_{name}", text, value=value)

    def _queues(self) -> Iterator[Metric]:
        jobs = GaugeMetricFamily("counterclaim_jobs", "Jobs by queue and state", labels=["queue", "state"])
        oldest = GaugeMetricFamily(
            "counterclaim_oldest_pending_job_seconds", "Age of the oldest pending job, 0 without one", labels=["queue"]
        )
        rate = GaugeMetricFamily("counterclaim_jobs_done_last_minute", "Jobs done within a minute", labels=["queue"])
        for queue in self.now.queues:
            for state, count in (
                ("pending", queue.pending), ("running", queue.running), ("failed", queue.failed), ("done", queue.done)
            ):
                jobs.add_metric([queue.consumer, state], count)
            oldest.add_metric([queue.consumer], queue.oldest_pending_s or 0)
            rate.add_metric([queue.consumer], queue.done_last_minute)
        yield from (jobs, oldest, rate)


@router.get("/metrics", include_in_schema=False)
@router.get("/v1/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def get_metrics(system: SystemDep, caller: Reader) -> Response:
    """Read the metrics in Prometheus text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(ThroughputCollector(system.queries.throughput()))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
