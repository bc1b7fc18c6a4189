"""Every read of payees."""

from typing import Any, Self

from django.db import models
from django.db.models import F


class PayeeQuerySet(models.QuerySet):
    """Payees by their state."""

    def of(self, user: Any) -> Self:
        """This user's own."""
        return self.filter(user=user)

    def waiting(self) -> Self:
        """Have an account that cannot be paid yet, the longest unasked first."""
        return self.filter(status="onboarding").order_by(F("refreshed_at").asc(nulls_first=True))
