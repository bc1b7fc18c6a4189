"""A payout taken back from its payee's account at Stripe: only ever by two people, and each transfer on its own."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from payments.errors import IllegalMove
from payments.ledger.triggers import legal_moves, refusal, terms_kept
from payments.payouts.legs import TransferLeg
from payments.payouts.models import Payout
from payments.sentences import filled
from workers.clock import LaurelNow


class ReversalStatus(TextChoices):
    """How far it is."""

    PROPOSED = "proposed", gettext_lazy("Proposed")
    SUBMITTING = "submitting", gettext_lazy("Submitting")  # a second person agreed; Stripe may have been asked
    # Stripe refused (the payee's account lacks the money): a person tries again or gives up
    STUCK = "stuck", gettext_lazy("Stuck")
    DONE = "done", gettext_lazy("Done")
    REFUSED = "refused", gettext_lazy("Refused")  # by a second person, or given up


REVERSAL_MOVES: dict[str, set[str]] = {
    ReversalStatus.PROPOSED: {ReversalStatus.SUBMITTING, ReversalStatus.REFUSED},
    ReversalStatus.SUBMITTING: {ReversalStatus.DONE, ReversalStatus.STUCK},
    ReversalStatus.STUCK: {ReversalStatus.SUBMITTING, ReversalStatus.REFUSED},
    ReversalStatus.DONE: set(),
    ReversalStatus.REFUSED: set(),
}
AGREED = [ReversalStatus.SUBMITTING, ReversalStatus.STUCK, ReversalStatus.DONE]
LEG_REVERSAL_MOVES: dict[str, set[str]] = {
    "planned": {"submitting"},
    "submitting": {"reversed", "refused"},
    "refused": {"planned"},
    "reversed": set(),
}


class PayoutReversalQuerySet(models.QuerySet):
    """Reversals by their state."""

    def live(self) -> Self:
        """Proposed, under way or done: a payout has one."""
        return self.exclude(status=ReversalStatus.REFUSED)


class PayoutReversal(models.Model):
    """One proposal to take a payout back, and what shall become of its money."""

    Status = ReversalStatus

    class Outcome(TextChoices):
        """Where the money goes once it is back."""

        PAY_AGAIN = "pay_again", gettext_lazy("Pay Again")  # the same payee, by a new payout
        TO_PURSE = "to_purse", gettext_lazy("To Purse")  # the next in rank, or the sponsor
        UNCLAIMED = "unclaimed", gettext_lazy("Unclaimed")  # kept until people know

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payout = models.ForeignKey(Payout, models.PROTECT, related_name="reversals")
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=LaurelNow())
    status = models.CharField(max_length=12, choices=ReversalStatus, default=ReversalStatus.PROPOSED)
    due_at = models.DateTimeField(null=True)  # when Stripe is asked again, if nobody heard of an answer
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    second_reason = models.TextField(max_length=2000, blank=True)
    retries = models.PositiveIntegerField(default=0)  # answers of Stripe's, in a row, that settled nothing
    refusal = models.TextField(blank=True)  # Stripe's words
    ended_at = models.DateTimeField(null=True)

    objects = PayoutReversalQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="reversal_status_is_known", condition=Q(status__in=ReversalStatus.values)),
            models.CheckConstraint(
                name="reversal_outcome_is_known", condition=Q(outcome__in=["pay_again", "to_purse", "unclaimed"])
            ),
            models.CheckConstraint(name="reversal_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="reversal_takes_two",
                condition=~Q(status__in=AGREED) | (Q(second__isnull=False) & ~Q(second=F("by"))),
            ),
            models.CheckConstraint(
                name="reversal_is_due_iff_submitting", condition=Q(status="submitting") ^ Q(due_at__isnull=True)
            ),
            models.CheckConstraint(
                name="reversal_has_ended_iff_it_says_when",
                condition=Q(status__in=["done", "refused"]) ^ Q(ended_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="reversal_is_one_per_payout", fields=["payout"], condition=~Q(status="refused")
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="reversal_due", condition=Q(due_at__isnull=False))]
        triggers = [
            legal_moves("reversal", "status", REVERSAL_MOVES),
            *terms_kept("reversal", "payout_id", "outcome", "reason", "by_id", "at"),
            pgtrigger.Trigger(
                name="reversal_is_born_proposed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"""
                    IF NEW.status <> 'proposed' THEN
                        {refusal("reversal_is_born_proposed", "A reversal is proposed before it is agreed to.")}
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return filled(
            gettext("reversal of {payout} ({status})"), payout=self.payout_id, status=self.get_status_display()
        )

    def move_to(self, status: str, *, due_at: datetime | None = None, ended_at: datetime | None = None) -> None:
        """Enter the next status in memory, or refuse; the service saves."""
        if status not in REVERSAL_MOVES[self.status]:
            raise IllegalMove(
                _("A reversal that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=ReversalStatus(status).label,
            )
        self.status, self.due_at, self.ended_at = status, due_at, ended_at


class LegReversal(models.Model):
    """The return of one transfer: its key and its exact request, committed before Stripe hears of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reversal = models.ForeignKey(PayoutReversal, models.PROTECT, related_name="legs")
    leg = models.ForeignKey(TransferLeg, models.PROTECT, related_name="reversals")
    status = models.CharField(max_length=12, default="planned")
    attempt = models.PositiveSmallIntegerField(default=1)  # a new key, once the old one is of no use
    attempted_at = models.DateTimeField(null=True)  # since when Stripe may know the attempt's key
    request = models.JSONField()
    stripe_id = models.CharField(max_length=80, unique=True, null=True)  # trr_...

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="leg_reversal_status_is_known", condition=Q(status__in=list(LEG_REVERSAL_MOVES))
            ),
            models.CheckConstraint(
                name="leg_reversal_is_done_by_stripes", condition=~Q(status="reversed") ^ Q(stripe_id__isnull=False)
            ),
            models.UniqueConstraint(name="leg_reversal_is_one", fields=["reversal", "leg"]),
        ]
        triggers = [
            legal_moves("leg_reversal", "status", LEG_REVERSAL_MOVES),
            *terms_kept("leg_reversal", "reversal_id", "leg_id", "request"),
        ]

    def __str__(self) -> str:
        return filled(gettext("return of {leg}"), leg=self.leg_id)

    @property
    def stripe_key(self) -> str:
        """The idempotency key of the present attempt."""
        return f"leg_reversal:{self.pk}:{self.attempt}"
