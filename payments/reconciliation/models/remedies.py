"""What people do about an exception: by name, with a reason, and by two of them where money is booked."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from payments.ledger.triggers import legal_moves, refusal, terms_kept
from payments.reconciliation.models.discrepancies import Discrepancy
from payments.sentences import filled
from workers.clock import LaurelNow


class RemedyName(models.TextChoices):
    """What can be done about an exception."""

    LOOK_AGAIN = "look_again", _("Look again")  # fetch the object from Stripe, and let its own service settle it
    ESCALATE = "escalate", _("Escalate")  # mark it as beyond what books can put right
    EXPLAIN = "explain", _("Explain")  # it will always differ, for a reason
    BOOK_STRIPE_FEE = "book_stripe_fee", _("Book Stripe fee")  # Stripe billed the platform
    BOOK_FLOAT = "book_float", _("Book float")  # the platform's own money went to Stripe
    BOOK_WITHDRAWAL = "book_withdrawal", _("Book withdrawal")  # the platform's own money went to its bank
    CORRECT = "correct", _("Correct")  # book the difference against losses, or as unclaimed
    REVERSE = "reverse", _("Reverse")  # take back what we booked and Stripe never moved
    SEND_AGAIN = "send_again", _("Send again")  # a payout or refund that could not go its way is tried once more
    PAID_BY_HAND = "paid_by_hand", _("Paid by hand")  # a refund was paid from the platform's own bank
    TAKE_BACK = "take_back", _("Take back")  # a payout is taken back, or was at Stripe: its money is kept for its payee


# Everything else moves the books, or takes money from somebody: two people.
ALONE = [RemedyName.LOOK_AGAIN, RemedyName.ESCALATE, RemedyName.SEND_AGAIN]

MOVES: dict[str, set[str]] = {"proposed": {"done", "refused"}, "done": set(), "refused": set()}


class Remedy(models.Model):
    """One remedy, proposed by one person and, where it books money or closes the matter, done by another's word."""

    class Status(models.TextChoices):
        """How far it is."""

        PROPOSED = "proposed", _("Proposed")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")  # by a second person, or withdrawn by the first

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    discrepancy = models.ForeignKey(Discrepancy, models.PROTECT, related_name="remedies")
    name = models.CharField(max_length=20, choices=RemedyName)
    amount = models.BigIntegerField()  # the difference it was proposed for, in minor units
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=LaurelNow())
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    second_reason = models.TextField(max_length=2000, blank=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)  # what came of it, in a sentence

    class Meta:
        verbose_name_plural = "remedies"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="remedy_is_known", condition=Q(name__in=RemedyName.values)),
            models.CheckConstraint(name="remedy_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="remedy_is_proposed_or_ended", condition=Q(status="proposed") ^ Q(ended_at__isnull=False)
            ),
            models.CheckConstraint(
                name="remedy_over_money_takes_two",
                condition=~Q(status="done") | Q(name__in=ALONE) | (Q(second__isnull=False) & ~Q(second=F("by"))),
            ),
            models.UniqueConstraint(name="remedy_waits_alone", fields=["discrepancy"], condition=Q(status="proposed")),
        ]
        triggers = [
            legal_moves("remedy", "status", MOVES),
            *terms_kept("remedy", "discrepancy_id", "name", "amount", "reason", "by_id", "at"),
            pgtrigger.Trigger(
                name="remedy_is_born_proposed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"""
                    IF NEW.status <> 'proposed' THEN
                        {refusal("remedy_is_born_proposed", "A remedy is proposed before it is done.")}
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return filled(gettext("{remedy} of {exception}"), remedy=self.get_name_display(), exception=self.discrepancy_id)
