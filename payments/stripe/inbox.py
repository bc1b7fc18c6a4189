"""Let Stripe's events in: verified, kept once, and told on, in one transaction."""

from datetime import UTC, datetime
from typing import Any

import structlog
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from psycopg.types.json import Jsonb

from payments.stripe import gateway
from payments.stripe.errors import ForgedEvent
from payments.stripe.models import InboxEvent
from workers.clock import LaurelNow, real_now
from workers.events import keep_and_emit

log = structlog.get_logger()

SIGNATURE_SECONDS = 300

# ON CONFLICT instead of an IntegrityError: a repeat is no accident, Stripe sends each event at least once.
INSERT_ONCE = """
INSERT INTO payments_inboxevent (id, type, account, object_id, created, payload, way, received_at)
SELECT %s, %s, %s, %s, %s, %s, %s, laurel_now()
WHERE %s::numeric IS NULL OR extract(epoch FROM clock_timestamp()) <= %s
ON CONFLICT (id) DO NOTHING RETURNING id
"""


def accept(event: dict[str, Any], *, way: str, until: int | None = None) -> bool:
    """Keep an event and tell `stripe.received`; a repeat is nothing, and answers False.

    So does what comes after `until`, in seconds of the real time since 1970, by the database's clock.
    """
    entry = InboxEvent(
        id=event["id"],
        type=event["type"],
        account=event.get("account") or "",
        object_id=event["data"]["object"].get("id") or "",
        created=datetime.fromtimestamp(event["created"], UTC),
        way=way,
    )
    facts = [entry.id, entry.type, entry.account, entry.object_id, entry.created, Jsonb(event), entry.way]
    kept = keep_and_emit("stripe.received", kept=(INSERT_ONCE, [*facts, until, until]), subject=entry)
    return kept is not None


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
        until = _good_until(signature)
        if not accept(event, way=InboxEvent.Way.WEBHOOK, until=until):
            _refuse_a_stale(until)
    except ForgedEvent:
        log.warning("webhook_forged", door=request.path)
        raise
    return HttpResponse(status=204)


def _good_until(signature: str) -> int:
    """A signature is good for 300 seconds, lest one that was overheard be sent again later. `t` is signed too."""
    parts = (part.partition("=") for part in reversed(signature.split(",")))  # of two `t` the SDK takes the first
    facts = {name: value for name, _equals, value in parts}
    return int(facts["t"]) + SIGNATURE_SECONDS


def _refuse_a_stale(until: int) -> None:
    """By the database's clock: one of ours that is wrong would refuse every event, or take an old one."""
    if real_now().timestamp() > until:
        raise ForgedEvent(_("This is not an event that Stripe signed for us."))
