"""`/metrics`: figures for Prometheus, read from the database at each scrape, so that every web process tells the same.

METRIC_SOURCES names functions that yield figures; floors above add theirs there.
"""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from workers.presence import ASKED, PRESENT

ENGINE = """
SELECT greatest(0, coalesce(extract(epoch FROM laurel_now() - min(due_at) FILTER (WHERE dead_at IS NULL)), 0)),
       count(*) FILTER (WHERE dead_at IS NULL), count(*) FILTER (WHERE dead_at IS NOT NULL)
FROM workers_delivery WHERE done_at IS NULL
"""
SCHEDULE = """
SELECT coalesce(extract(epoch FROM clock_timestamp() - max(beat_at)), 1e9), coalesce(max(lag_ms), 0)
FROM workers_processbeat WHERE kind = 'schedule'
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One gauge: its name, what it means, its value now."""

    name: str
    meaning: str
    value: float


class _Figures(Collector):
    def collect(self) -> Iterable[Metric]:
        for source in settings.METRIC_SOURCES:
            for figure in import_string(source)():
                yield GaugeMetricFamily(figure.name, figure.meaning, value=figure.value)


def metrics(request: HttpRequest) -> HttpResponse:
    """Answer a scrape that bears METRICS_TOKEN; the local stack needs none. To all others there is no such page."""
    offered = request.headers.get("Authorization", "").removeprefix("Bearer ")
    known = settings.METRICS_TOKEN and hmac.compare_digest(offered.encode(), settings.METRICS_TOKEN.encode())
    if not known and not settings.LAUREL_LOCAL:
        raise Http404
    registry = CollectorRegistry()
    registry.register(_Figures())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def engine_figures() -> Iterator[Figure]:
    """How far behind the engine is."""
    with connection.cursor() as cursor:
        cursor.execute(ENGINE)
        oldest, waiting, dead = cursor.fetchone()
        cursor.execute(SCHEDULE)
        silent, lag_ms = cursor.fetchone()
        cursor.execute(PRESENT, ASKED)
        (workers,) = cursor.fetchone()
    yield Figure("laurel_oldest_delivery_seconds", "Age of the oldest delivery that is due and not done", oldest)
    yield Figure("laurel_deliveries_waiting", "Deliveries neither done nor dead", waiting)
    yield Figure("laurel_deliveries_dead", "Deliveries given up, waiting for a person", dead)
    yield Figure("laurel_schedule_silent_seconds", "Since the leader of the schedule gave a sign of life", silent)
    yield Figure("laurel_workers_present", "Workers that hold their session's lock in PostgreSQL", workers)
    yield Figure("laurel_schedule_lag_seconds", "How late the latest tick was at that sign", lag_ms / 1000)
