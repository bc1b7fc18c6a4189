"""Held and owed against what Stripe has, once a day, for the public's history."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from payments.ledger.triggers import terms_kept
from workers.clock import LaurelNow


class SolvencyDay(models.Model):
    """One currency's figures on one day, minor units: the last comparison of that day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField()
    currency = models.CharField(max_length=3)
    held = models.BigIntegerField()  # prize money in purses
    owed = models.BigIntegerField()  # payable, refunds due, unclaimed
    stripe = models.BigIntegerField()  # available and pending, as Stripe says
    ledger = models.BigIntegerField()  # what our books have at Stripe
    at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(name="solvency_is_one_figure_a_day", fields=["day", "currency"]),
            models.CheckConstraint(name="solvency_owes_nothing_negative", condition=Q(held__gte=0, owed__gte=0)),
        ]
        triggers = terms_kept("solvency_day", "day", "currency")

    def __str__(self) -> str:
        return f"{self.day} {self.currency}"

    @property
    def difference(self) -> int:
        """Stripe's figure less that of our books."""
        return self.stripe - self.ledger
