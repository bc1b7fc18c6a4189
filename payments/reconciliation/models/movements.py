"""Stripe's own books, copied."""

from django.db import models
from django.db.models import F, Q

from payments.ledger.triggers import terms_kept
from workers.clock import LaurelNow

CAME_BACK = ["transfer_reversal", "transfer_refund"]  # Stripe's categories of a transfer taken back


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
    parent = models.CharField(
        max_length=80, blank=True, db_default=""
    )  # of a reversal: the transfer that it takes back
    status = models.CharField(max_length=12)  # pending, available
    exchange_rate = models.FloatField(null=True)  # Stripe converted; a fact for people, never reckoned with
    is_released = models.BooleanField(default=False)  # its way to the available balance is booked
    seen_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.CheckConstraint(name="movement_net_is_gross_less_fee", condition=Q(net=F("gross") - F("fee"))),
        ]
        indexes = [
            models.Index(fields=["source"], name="movement_of_source"),
            models.Index(fields=["created"], name="movement_by_time"),
            models.Index(fields=["seen_at"], name="movement_as_seen"),
            models.Index(fields=["created"], name="movement_pending", condition=Q(status="pending")),
            models.Index(
                fields=["source"],
                name="movement_to_release",
                condition=Q(status="available", is_released=False) & ~Q(net=0),
            ),
        ]
        triggers = terms_kept(
            "movement", "balance_transaction_id", "created", "currency", "gross", "fee", "net", "source"
        )

    def __str__(self) -> str:
        return f"{self.balance_transaction_id} {self.reporting_category} {self.net:+} {self.currency}"
