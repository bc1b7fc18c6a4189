"""What no comparison of amounts shows: what waits too long, what can't go its way, and news of nothing we know."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from payments.payouts.legs import TransferAttempt
from payments.payouts.models import Payout
from payments.payouts.moves import DOUBTFUL, Outcome, Status
from payments.purses.models import Contribution, Refund
from payments.reconciliation.matching import GRACE, Difference
from payments.reconciliation.models import Mismatch
from payments.stripe.models import InboxEvent
from workers.models import Event

STUCK_AFTER = timedelta(hours=1)
PAGE_OPEN = timedelta(hours=25)  # Stripe closes a payment page after 24 hours
NEWS_KEPT = timedelta(days=30)  # as long as Stripe lists its events

# News about the platform's own objects that are in none of our tables and name none of our rows in their metadata.
ORPHANS = """
SELECT news.id FROM payments_inboxevent AS news
WHERE news.account = '' AND news.received_at BETWEEN %s AND %s AND news.object_id ~ '^(ch|cs|re|tr|trr|du|dp)_'
    AND NOT coalesce(news.payload -> 'data' -> 'object' -> 'metadata' ?|
        ARRAY['contribution', 'refund', 'leg', 'payout', 'leg_reversal'], false)
    AND NOT EXISTS (SELECT FROM payments_contribution WHERE charge_id = news.object_id)
    AND NOT EXISTS (SELECT FROM payments_contribution WHERE session_id = news.object_id)
    AND NOT EXISTS (SELECT FROM payments_refund WHERE refund_id = news.object_id)
    AND NOT EXISTS (SELECT FROM payments_transferleg WHERE transfer_id = news.object_id)
    AND NOT EXISTS (SELECT FROM payments_legreversal WHERE stripe_id = news.object_id)
    AND NOT EXISTS (SELECT FROM payments_dispute WHERE dispute_id = news.object_id)
    AND NOT EXISTS (SELECT FROM payments_transaction WHERE source = news.object_id AND source <> '')
"""


def troubles(now: datetime) -> list[Difference]:
    """All of it, as exceptions."""
    return [*_refunds(now), *_payouts(now), *_pages(now), *_unhandled(now), *_orphans(now)]


def _refunds(now: datetime) -> Iterator[Difference]:
    refunds = Refund.objects.select_related("contribution__purse")
    failed = refunds.filter(status=Refund.Status.UNCLAIMED)
    stuck = refunds.unfinished().filter(created_at__lte=now - STUCK_AFTER)
    for kind, rows in ((Mismatch.FAILED, failed), (Mismatch.STUCK, stuck)):
        for row in rows:
            currency = row.contribution.purse.currency
            yield Difference(kind, str(row.pk), currency, ledger=row.amount + row.fee)


def _payouts(now: datetime) -> Iterator[Difference]:
    failed = Payout.objects.filter(status__in=[Status.FAILED, Status.RETURNED])
    for kind, rows in ((Mismatch.FAILED, failed), (Mismatch.STUCK, _stuck_payouts(now - STUCK_AFTER))):
        for row in rows:
            yield Difference(kind, str(row.pk), row.currency, ledger=row.amount)


def _stuck_payouts(before: datetime) -> QuerySet[Payout]:
    """Approved or under way for long, or waiting for a person's look."""
    asked = TransferAttempt.objects.filter(leg__payout=OuterRef("pk"), outcome=Outcome.OPEN, made_at__lte=before)
    lately = Event.objects.filter(
        root=OuterRef("purse__reference"), name="payout.approved", at__gt=before, subject_id=OuterRef("text")
    )
    return Payout.objects.annotate(text=Cast("pk", TextField())).filter(
        Q(status=Status.NEEDS_REVIEW)
        | Q(Exists(asked), status__in=DOUBTFUL)
        | Q(~Exists(lately), status=Status.APPROVED, created_at__lte=before)
    )


def _pages(now: datetime) -> Iterator[Difference]:
    """Payment pages that Stripe must have closed, and of which we heard neither payment nor end."""
    rows = Contribution.objects.pending().filter(session_id__isnull=False, attempted_at__lte=now - PAGE_OPEN)
    for row in rows.select_related("purse"):
        yield Difference(Mismatch.STUCK, str(row.pk), row.purse.currency, ledger=row.amount + row.platform_fee)


def _unhandled(now: datetime) -> Iterator[Difference]:
    for row in InboxEvent.objects.filter(handled_at=None, received_at__lte=now - STUCK_AFTER).defer("payload"):
        yield Difference(Mismatch.STUCK, row.pk, "")


def _orphans(now: datetime) -> Iterator[Difference]:
    with connection.cursor() as cursor:
        cursor.execute(ORPHANS, [now - NEWS_KEPT, now - GRACE])
        for (event_id,) in cursor.fetchall():
            yield Difference(Mismatch.ORPHAN_EVENT, event_id, "")
