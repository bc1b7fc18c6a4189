"""`/livez`: this process answers. `/readyz`: it can serve, and why not.

READINESS_CHECKS names functions that return a reason not to be ready, or None; floors above add theirs there.
"""

from functools import cache

import redis
from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.module_loading import import_string

from workers.clock import refuse_a_moved_clock
from workers.errors import ClockMoved
from workers.metrics import metrics
from workers.models import ProcessBeat

BEATS_COUNT_FOR_SECONDS = 10
REDIS_TIMEOUT_SECONDS = 1

FRESH = "SELECT DISTINCT kind FROM workers_processbeat WHERE beat_at > clock_timestamp() - make_interval(secs => %s)"


def livez(request: HttpRequest) -> HttpResponse:
    """Answer, whatever state the servers behind are in."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when this process can serve, without Redis too (then "degraded"), else 503 with the reasons."""
    reasons = _reasons()
    if reasons:
        return JsonResponse({"status": "not_ready", "reasons": reasons}, status=503)
    return JsonResponse({"status": "ready" if is_redis_there() else "degraded"})


def _reasons() -> list[str]:
    try:
        return [reason for name in settings.READINESS_CHECKS if (reason := import_string(name)())]
    except OperationalError as error:
        return [f"PostgreSQL does not answer: {str(error).splitlines()[0]}"]


def database_is_current() -> str | None:
    """Every migration of this code is applied."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        missing = _known_migrations() - set(cursor.fetchall())
    return f"Migrations are missing: {len(missing)}. Run `manage.py migrate`." if missing else None


def clock_is_real() -> str | None:
    """The clock is not shifted, except in the local stack."""
    try:
        refuse_a_moved_clock()
    except ClockMoved as error:
        return str(error)
    return None


def crew_has_answered() -> str | None:
    """A relay that leads the schedule and a worker gave a sign of life; asked in the local stack only."""
    with connection.cursor() as cursor:
        cursor.execute(FRESH, [BEATS_COUNT_FOR_SECONDS])
        silent = set(ProcessBeat.Kind.values) - {kind for (kind,) in cursor.fetchall()}
    return f"No sign of life yet from: {', '.join(sorted(silent))}." if silent else None


def is_redis_there() -> bool:
    """Whether wake-ups can be sent; without them, workers look for themselves."""
    timeouts = {"socket_timeout": REDIS_TIMEOUT_SECONDS, "socket_connect_timeout": REDIS_TIMEOUT_SECONDS}
    try:
        with redis.Redis.from_url(settings.REDIS_URL, **timeouts) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


urlpatterns = [path("livez", livez), path("readyz", readyz), path("metrics", metrics)]
