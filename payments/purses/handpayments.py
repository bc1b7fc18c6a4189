"""A refund that Stripe can't return, paid from the platform's own bank: asked for by one, confirmed by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from payments.ledger.triggers import legal_moves, terms_kept
from payments.purses.models import Refund
from payments.sentences import filled
from workers.clock import LaurelNow

MOVES: dict[str, set[str]] = {"proposed": {"paid", "refused"}, "paid": set(), "refused": set()}


class HandPayment(models.Model):
    """One proposal to pay a refund by hand; `reason` names the bank's own reference, so that it can be found there."""

    class Status(models.TextChoices):
        """How far it is."""

        PROPOSED = "proposed", _("Proposed")
        PAID = "paid", _("Paid")
        REFUSED = "refused", _("Refused")  # by a second person, or withdrawn by the first

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    refund = models.ForeignKey(Refund, models.PROTECT, related_name="hand_payments")
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=LaurelNow())
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    second_reason = models.TextField(max_length=2000, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="hand_payment_status_is_known", condition=Q(status__in=list(MOVES))),
            models.CheckConstraint(name="hand_payment_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="hand_payment_is_proposed_or_ended", condition=Q(status="proposed") ^ Q(ended_at__isnull=False)
            ),
            models.CheckConstraint(
                name="hand_payment_takes_two",
                condition=~Q(status="paid") | (Q(second__isnull=False) & ~Q(second=F("by"))),
            ),
            models.UniqueConstraint(
                name="hand_payment_is_one_per_refund", fields=["refund"], condition=~Q(status="refused")
            ),
        ]
        triggers = [
            legal_moves("hand_payment", "status", MOVES),
            *terms_kept("hand_payment", "refund_id", "reason", "by_id", "at"),
        ]

    def __str__(self) -> str:
        return filled(gettext("{refund} by hand ({status})"), refund=self.refund_id, status=self.get_status_display())
