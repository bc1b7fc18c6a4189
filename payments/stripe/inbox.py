"""Let Stripe's events in: verified, kept once, and told on, in one transaction."""

import json
from datetime import UTC, datetime
from typing import Any

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from payments.stripe import gateway
from payments.stripe.errors import ForgedEvent
from payments.stripe.models import InboxEvent
from workers.clock import LaurelNow, real_now
from workers.events import emit

log = structlog.get_logger()

SIGNATURE_SECONDS = 300

# ON CONFLICT instead of an IntegrityError: a repeat is no accident, Stripe sends each event at least once.
INSERT_ONCE = """
INSERT INTO payments_inboxevent (id, type, account, object_id, created, payload, way)
VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING
"""


@transaction.atomic
def accept(event: dict[str, Any], *, way: str) -> bool:
    """Keep an event and tell `stripe.received`; a repeat is nothing, and answers False."""
    entry = InboxEvent(
        id=event["id"],
        type=event["type"],
        account=event.get("account") or "",
        object_id=event["data"]["object"].get("id") or "",
        created=datetime.fromtimestamp(event["created"], UTC),
        way=way,
    )
    with connection.cursor() as cursor:
        facts: list[Any] = [
            entry.id,
            entry.type,
            entry.account,
            entry.object_id,
            entry.created,
            json.dumps(event),
            entry.way,
        ]
        cursor.execute(INSERT_ONCE, facts)
        if cursor.rowcount == 0:
            return False
    emit("stripe.received", subject=entry)
    return True


def mark_handled(event_id: str) -> None:
    """Close the entry: everything that follows from it is done."""
    InboxEvent.objects.filter(pk=event_id, handled_at=None).update(handled_at=LaurelNow())


@csrf_exempt
@require_POST
def platform_webhook(request: HttpRequest) -> HttpResponse:
    """Events of the platform's own account."""
    return _receive(request, settings.STRIPE_WEBHOOK_SECRET)


@csrf_exempt
@require_POST
def connect_webhook(request: HttpRequest) -> HttpResponse:
    """Events of connected accounts."""
    return _receive(request, settings.STRIPE_CONNECT_WEBHOOK_SECRET)


def _receive(request: HttpRequest, secret: str) -> HttpResponse:
    """Verify the raw body and keep it; the work is done later. Without a secret the door does not exist.

    Raises ForgedEvent; every one is a line of the log, because whoever forges must not fill the database.
    """
    if not secret:
        raise Http404
    signature = request.headers.get("Stripe-Signature", "")
    try:
        event = gateway.parse_webhook(request.body, signature=signature, secret=secret)
        _refuse_a_stale(signature)
    except ForgedEvent:
        log.warning("webhook_forged", door=request.path)
        raise
    accept(event, way=InboxEvent.Way.WEBHOOK)
    return HttpResponse(status=204)


def _refuse_a_stale(signature: str) -> None:
    """A signature is good for 300 seconds, lest one that was overheard be sent again later.

    By the database's clock: one of ours that is wrong would refuse every event, or take an old one. `t` is signed too.
    """
    parts = (part.partition("=") for part in reversed(signature.split(",")))  # of two `t` the SDK takes the first
    facts = {name: value for name, _equals, value in parts}
    if real_now().timestamp() - int(facts["t"]) > SIGNATURE_SECONDS:
        raise ForgedEvent(_("This is not an event that Stripe signed for us."))
