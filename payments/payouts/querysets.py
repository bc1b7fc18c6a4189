"""Every read of payouts."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, TextField, Value
from django.db.models.functions import Cast, Concat

from payments.ledger.models import Transaction
from payments.payouts.moves import ENDED, Status
from payments.rights import Right, has_right
from workers.clock import LaurelNow


class PayoutQuerySet(models.QuerySet):
    """Payouts by their state, and by who may see them."""

    def locked(self, *, skip_locked: bool = False) -> Self:
        """For a change: others wait (or pass by), foreign keys don't; with what decides its next status."""
        rows = self.select_for_update(no_key=True, of=("self",), skip_locked=skip_locked)
        return rows.select_related("payee", "purse").order_by("id")

    def live(self) -> Self:
        """Those that stand for their award share."""
        return self.exclude(status__in=ENDED)

    def blocked_by(self, hold: str) -> Self:
        """Waiting for this to go away."""
        return self.filter(status=Status.BLOCKED, hold_reason=hold)

    def awaiting_payee(self) -> Self:
        """Blocked by what only their payee can take away, until they expire."""
        return self.filter(status=Status.BLOCKED, expires_at__isnull=False)

    def unclaimed(self) -> Self:
        """Expired or taken back, and their money is still kept for their payee: neither passed on nor claimed."""
        return self.filter(_booked("expired"), ~_booked("passed_on"), ~_booked("claimed"))

    def overdue(self) -> Self:
        """Their time to be looked after has come."""
        return self.filter(due_at__lte=LaurelNow())

    def visible_to(self, user: Any) -> Self:
        """Finance and administrators see all, a payee their own, everyone else none."""
        if not user.is_authenticated:
            return self.none()
        if has_right(user, Right.READ):
            return self
        return self.filter(payee__user=user)


def _booked(deed: str) -> Exists:
    """Whether the ledger has this of a payout; effect keys are unique, so it is booked once."""
    key = Concat(Value("payout:"), Cast(OuterRef("pk"), TextField()), Value(f":{deed}"), output_field=TextField())
    return Exists(Transaction.objects.filter(effect_key=key))
