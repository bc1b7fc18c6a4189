"""Every read of payees."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q


class PayeeQuerySet(models.QuerySet):
    """Payees by their state."""

    def of(self, user: Any) -> Self:
        """This user's own."""
        return self.filter(user=user)

    def paid_since(self, since: datetime) -> Self:
        """Have an account that money of ours may be passing on to their bank."""
        return self.filter(account_id__isnull=False, payouts__transferred_at__gte=since).distinct()

    def not_looked_at_since(self, moment: datetime) -> Self:
        """Stripe was not asked about their bank since, the longest unasked first."""
        unasked = self.filter(Q(bank_looked_at=None) | Q(bank_looked_at__lte=moment))
        return unasked.order_by(F("bank_looked_at").asc(nulls_first=True))

    def waiting(self) -> Self:
        """Have an account that cannot be paid yet, the longest unasked first."""
        return self.filter(status="onboarding").order_by(F("refreshed_at").asc(nulls_first=True))
