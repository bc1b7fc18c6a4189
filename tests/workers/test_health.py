"""What load balancers, supervisors and Prometheus ask."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.workers.conftest import without_postgresql
from workers.clock import laurel_now
from workers.events import emit
from workers.models import Clock, Delivery, ProcessBeat


def beat(kind, *, seconds_ago=0, **about):
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        at = cursor.fetchone()[0] - timedelta(seconds=seconds_ago)
    ProcessBeat.objects.create(kind=kind, host="here", pid=1, started_at=at, beat_at=at, **about)


def test_a_process_that_answers_is_alive(client):
    assert client.get("/livez").status_code == 200


def test_a_process_with_its_database_is_ready(client, db):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


def test_without_redis_it_is_degraded_but_ready(client, db, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "degraded"})


def test_without_postgresql_it_is_not_ready_and_says_so_in_one_line(client, committed_db):
    pool = connection.settings_dict["OPTIONS"]["pool"]
    connection.close()
    connection.close_pool()
    with without_postgresql(), pytest.MonkeyPatch.context() as patch:
        patch.setitem(pool, "timeout", 0.1)
        answer = client.get("/readyz")
        connection.close_pool()
    assert (answer.status_code, answer.json()["status"]) == (503, "not_ready")
    (reason,) = answer.json()["reasons"]
    assert reason.startswith("PostgreSQL does not answer: ")
    assert "\n" not in reason


def test_with_a_missing_migration_it_is_not_ready(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'workers'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "manage.py migrate" in answer.json()["reasons"][0]


def test_with_a_shifted_clock_it_is_not_ready_outside_the_local_stack(client, db, settings):
    Clock.objects.create(shift=timedelta(days=1))
    assert client.get("/readyz").status_code == 200
    settings.LAUREL_LOCAL = False
    settings.SECURE_SSL_REDIRECT = False
    assert client.get("/readyz").status_code == 503


def test_the_local_stack_is_ready_when_its_crew_has_answered(client, db, settings):
    settings.READINESS_CHECKS = [*settings.READINESS_CHECKS, "workers.health.crew_has_answered"]
    beat("relay")
    beat("schedule")
    beat("worker", seconds_ago=60)
    answer = client.get("/readyz")
    assert answer.json()["reasons"] == ["No sign of life yet from: worker."]
    ProcessBeat.objects.filter(kind="worker").delete()
    beat("worker")
    assert client.get("/readyz").status_code == 200


def figures(client, **headers):
    lines = client.get("/metrics", headers=headers).content.decode().splitlines()
    return {name: float(value) for name, value in (line.split() for line in lines if not line.startswith("#"))}


def test_the_metrics_show_what_waits_and_what_died(client, sponsor):
    for name in ("toy.made", "toy.sent"):
        emit(name, subject=sponsor, due_at=laurel_now() - timedelta(minutes=5))
    Delivery.objects.filter(queue="webhooks").update(dead_at=laurel_now(), last_error="ConnectionError")
    beat("schedule", seconds_ago=60, lag_ms=500_000)
    seen = figures(client)
    assert (seen["laurel_deliveries_waiting"], seen["laurel_deliveries_dead"]) == (2, 1)
    assert 300 <= seen["laurel_oldest_delivery_seconds"] < 360
    assert 60 <= seen["laurel_schedule_silent_seconds"] < 120
    assert (seen["laurel_schedule_lag_seconds"], seen["laurel_workers_present"]) == (500, 0)


@pytest.mark.parametrize(("token", "status"), [("Bearer right", 200), ("Bearer wrong", 404), ("", 404)])
def test_only_prometheus_reads_the_metrics(client, db, settings, token, status):
    settings.METRICS_TOKEN, settings.LAUREL_LOCAL = "right", False
    assert client.get("/metrics", headers={"Authorization": token}).status_code == status
