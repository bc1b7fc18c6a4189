"""What does not match: an exception on the finance desk's list, with its owner and its notes."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from payments.ledger.triggers import append_only, refusal, terms_kept
from payments.reconciliation.querysets import DiscrepancyQuerySet
from workers.clock import LaurelNow


class Mismatch(models.TextChoices):
    """What is wrong."""

    UNMATCHED_STRIPE = "unmatched_stripe", _("Unmatched Stripe")  # Stripe moved money that we did not book
    UNMATCHED_LEDGER = "unmatched_ledger", _("Unmatched ledger")  # we booked what Stripe did not move
    AMOUNT = "amount", _("Amount")
    FEE = "fee", _("Fee")
    CURRENCY = "currency", _("Currency")  # Stripe settled in another currency than the purse's
    DUPLICATE = "duplicate", _("Duplicate")  # Stripe moved it more than once
    STUCK = "stuck", _("Stuck")  # a refund, payout, payment or event that should long have gone on
    FAILED = "failed", _("Failed")  # a refund or payout that can't go its way: a person must act
    REVERSED = "reversed", _("Reversed")  # a transfer came back, and nobody here had asked for it
    ORPHAN_EVENT = "orphan_event", _("Orphan event")  # Stripe tells of an object that we don't know


# A person's word closes an exception only together with another's (`explain`), which Remedy's own guards prove.
DISCREPANCY_IS_EXPLAINED_BY_TWO = pgtrigger.Trigger(
    name="discrepancy_is_explained_by_two",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("how"),
    func=f"""
        IF NEW.how = 'explained' AND NOT EXISTS (
            SELECT FROM payments_remedy
            WHERE discrepancy_id = NEW.id AND name = 'explain' AND status = 'done') THEN
            {refusal("discrepancy_is_explained_by_two", "An exception is explained by two people.")}
        END IF;
        RETURN NEW;
    """,
)


class Discrepancy(models.Model):
    """Something that does not match, open until it does, or until two people accept why it never will."""

    class How(models.TextChoices):
        """What ended it."""

        OPEN = "", _("Open")
        MATCHED = "matched", _("Matched")  # a later comparison no longer found it
        EXPLAINED = "explained", _("Explained")  # it still differs; one person said why, another accepted it

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=Mismatch)
    subject = models.CharField(max_length=80)  # Stripe's object, or the id of our refund, payout, contribution or event
    currency = models.CharField(max_length=3, blank=True)  # empty: no amount is in question
    stripe = models.BigIntegerField(null=True)  # what Stripe says, in minor units
    ledger = models.BigIntegerField(null=True)  # what our books say
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(db_default=LaurelNow())
    escalated_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=10, choices=How, blank=True, default=How.OPEN)

    objects = DiscrepancyQuerySet.as_manager()

    class Meta:
        verbose_name = "exception"
        constraints = [
            models.UniqueConstraint(
                name="discrepancy_is_open_once", fields=["kind", "subject", "currency"], condition=Q(closed_at=None)
            ),
            models.CheckConstraint(name="discrepancy_kind_is_known", condition=Q(kind__in=Mismatch.values)),
            models.CheckConstraint(
                name="discrepancy_says_how_it_closed",
                condition=Q(closed_at=None, how="") | Q(closed_at__isnull=False, how__in=["matched", "explained"]),
            ),
        ]
        indexes = [models.Index(fields=["subject"], name="discrepancy_of_subject")]
        triggers = [*terms_kept("discrepancy", "kind", "subject", "currency"), DISCREPANCY_IS_EXPLAINED_BY_TWO]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject}"

    @property
    def difference(self) -> int:
        """Stripe's figure less ours, in minor units."""
        return (self.stripe or 0) - (self.ledger or 0)

    @property
    def status(self) -> str:
        """Open, assigned, waiting for a second person, matched or explained."""
        if self.how:
            return self.how
        if any(remedy.status == "proposed" for remedy in self.remedies.all()):
            return "proposed"
        return "assigned" if self.owner_id else "open"


class DiscrepancyNote(models.Model):
    """What a person found out or did about an exception. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    discrepancy = models.ForeignKey(Discrepancy, models.PROTECT, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=LaurelNow())
    text = models.TextField(max_length=2000)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="note_says_something", condition=~Q(text=""))]
        triggers = append_only("note")

    def __str__(self) -> str:
        return self.text
