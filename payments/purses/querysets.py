"""What can be read of purses, contributions and refunds."""

from typing import Self

from django.db import models
from django.db.models import F

from payments.purses.moves import PAID_IN


class PurseQuerySet(models.QuerySet):
    """Reads of purses."""

    def locked(self) -> Self:
        """For a change: others wait, foreign keys don't."""
        return self.select_for_update(no_key=True)


class ContributionQuerySet(models.QuerySet):
    """Reads of contributions."""

    def paid_in(self) -> Self:
        """Whose money is, or was, in the purse."""
        return self.filter(status__in=PAID_IN)

    def pending(self) -> Self:
        """Not paid yet, and still payable."""
        return self.filter(status="pending")

    def with_money_left(self) -> Self:
        """Of which payouts, refunds and banks left something; oldest first, so that sharing is stable."""
        return self.paid_in().filter(amount__gt=F("drawn") + F("refunded") + F("taken")).order_by("settled_at", "id")


class RefundQuerySet(models.QuerySet):
    """Reads of refunds."""

    def of_purse(self, reference: str) -> Self:
        """All refunds of one purse's money."""
        return self.filter(contribution__purse__reference=reference)

    def unfinished(self) -> Self:
        """Still on their way."""
        return self.filter(status__in=["reserved", "submitting"])
