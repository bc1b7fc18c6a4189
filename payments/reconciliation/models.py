"""Stripe's books beside ours: its movements, what does not match, and when the books were last checked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from payments.ledger.triggers import terms_kept
from workers.clock import LaurelNow


class Mismatch(models.TextChoices):
    """What is wrong."""

    UNMATCHED_STRIPE = "unmatched_stripe"  # Stripe moved money that we did not book
    UNMATCHED_LEDGER = "unmatched_ledger"  # we booked what Stripe did not move
    AMOUNT = "amount"
    FEE = "fee"
    CURRENCY = "currency"  # Stripe settled in another currency than the purse's
    DUPLICATE = "duplicate"  # Stripe moved it more than once
    STUCK = "stuck"  # a refund that should long have been sent
    FAILED = "failed"  # a refund that Stripe can't return: a person must


class StripeMovement(models.Model):
    """One of Stripe's balance transactions, under its own column names; minor units, signed as Stripe does."""

    balance_transaction_id = models.CharField(primary_key=True, max_length=80)  # txn_...
    created = models.DateTimeField()  # by Stripe's clock
    available_on = models.DateTimeField()
    currency = models.CharField(max_length=3)
    gross = models.BigIntegerField()
    fee = models.BigIntegerField()
    net = models.BigIntegerField()
    reporting_category = models.CharField(max_length=60)
    source = models.CharField(max_length=80, blank=True)  # ch_..., re_..., tr_...
    status = models.CharField(max_length=12)  # pending, available
    exchange_rate = models.FloatField(null=True)  # Stripe converted; a fact for people, never reckoned with
    seen_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.CheckConstraint(name="movement_net_is_gross_less_fee", condition=Q(net=F("gross") - F("fee"))),
        ]
        indexes = [models.Index(fields=["source"], name="movement_of_source")]
        triggers = terms_kept(
            "movement", "balance_transaction_id", "created", "currency", "gross", "fee", "net", "source"
        )

    def __str__(self) -> str:
        return f"{self.balance_transaction_id} {self.reporting_category} {self.net:+} {self.currency}"


class Discrepancy(models.Model):
    """Something that does not match, open until it does: an exception on the finance desk's list."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20, choices=Mismatch)
    subject = models.CharField(max_length=80)  # the Stripe object, or our refund
    currency = models.CharField(max_length=3)
    stripe = models.BigIntegerField(null=True)  # what Stripe says, in minor units
    ledger = models.BigIntegerField(null=True)  # what our books say
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    opened_at = models.DateTimeField(db_default=LaurelNow())
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "discrepancies"
        constraints = [
            models.UniqueConstraint(
                name="discrepancy_is_open_once", fields=["kind", "subject", "currency"], condition=Q(closed_at=None)
            ),
            models.CheckConstraint(
                name="discrepancy_kind_is_known",
                condition=Q(kind__in=Mismatch.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class BookCheck(models.Model):
    """One run of a check over all the books, and what it found."""

    class Kind(models.TextChoices):
        """Which check."""

        SELF_CHECK = "self_check"  # the ledger against itself and its objects
        RECONCILE = "reconcile"  # the ledger against Stripe

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    differences = models.PositiveIntegerField()
    findings = models.JSONField(default=list)
    at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        indexes = [models.Index(fields=["kind", "-at"], name="book_check_latest")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.differences} differences"
