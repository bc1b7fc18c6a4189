"""How long a payout rests before it may leave, so that a stolen account or a wrong click can still be stopped."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from payments.limits import is_large
from payments.payouts.models import Payout
from payments.payouts.moves import ARRIVED


def rests_until(payout: Payout) -> datetime | None:
    """When its rest ends, by the longest rule that applies; None where none does."""
    return max(_ends(payout), default=None)


def _ends(payout: Payout) -> Iterator[datetime]:
    if settings.COOLING_LARGE_SECONDS and is_large(payout.money):
        yield payout.created_at + timedelta(seconds=settings.COOLING_LARGE_SECONDS)
    if settings.COOLING_CHANGE_SECONDS and payout.payee.bank_changed_at:
        yield payout.payee.bank_changed_at + timedelta(seconds=settings.COOLING_CHANGE_SECONDS)
    if settings.COOLING_FIRST_SECONDS and not payout.payee.payouts.filter(status__in=ARRIVED).exists():
        yield payout.created_at + timedelta(seconds=settings.COOLING_FIRST_SECONDS)
