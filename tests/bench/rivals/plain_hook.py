"""The least that a webhook can do in Django: read the JSON, and keep it in one row."""

import json

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

TABLE = "CREATE TABLE IF NOT EXISTS bench_hook (id text PRIMARY KEY, type text, payload jsonb, at timestamptz)"


def prepare() -> None:
    """Make its table."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)


@csrf_exempt
@require_POST
def hook(request: HttpRequest) -> HttpResponse:
    """Unverified, told to nobody."""
    event = json.loads(request.body)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_hook VALUES (%s, %s, %s, now())", [event["id"], event["type"], json.dumps(event)]
        )
    return HttpResponse()
