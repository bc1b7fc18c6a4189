"""Read Stripe's own list of events, so that the books close even when every webhook is lost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from django.db import transaction

from payments.stripe import gateway
from payments.stripe.errors import StripeUnavailable
from payments.stripe.inbox import accept
from payments.stripe.models import InboxEvent, PollCursor
from workers.sweeping import sweep

log = structlog.get_logger()
OVERLAP = timedelta(minutes=10)  # Stripe may list an event a little after a later one


def poll() -> int:
    """Take every listed event since the cursor into the inbox; return how many were new.

    Calls Stripe, so no transaction may be open. If Stripe is away, the next poll reads on from the same place; and from
    before an event that could not be kept, which holds up no other.
    """
    try:
        events = list(gateway.list_events(**_since()))
    except StripeUnavailable as error:
        log.warning("stripe_poll_failed", reason=str(error))
        return 0
    fresh = {event["id"]: event for event in reversed(_unknown(events))}  # oldest first
    taken = sweep(fresh, lambda key: _take(fresh[key]))
    if events:
        missed = _unknown(events)[-1:] if taken < len(fresh) else []
        PollCursor.objects.update_or_create(pk=1, defaults={"created": _created([*events[:1], *missed][-1])})
    return taken


@transaction.atomic
def _take(event: dict[str, Any]) -> bool:
    return accept(event, way=InboxEvent.Way.POLL)


def _since() -> dict[str, Any]:
    cursor = PollCursor.objects.first()
    return {"created": {"gte": int((cursor.created - OVERLAP).timestamp())}} if cursor else {}


def _unknown(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept = set(InboxEvent.objects.filter(pk__in=[event["id"] for event in events]).values_list("pk", flat=True))
    return [event for event in events if event["id"] not in kept and event["livemode"] is False]


def _created(event: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(event["created"], UTC)
