"""What can be read of purses, contributions and refunds."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Count, F, Q, Sum

from payments.purses.moves import PAID_IN
from workers.clock import LaurelNow

RECENTLY = timedelta(days=3)  # Stripe tells of an expired page within hours
TOWARDS_TARGET = Q(status="pending", processing_since__isnull=False, raises="")


@dataclass(frozen=True, slots=True)
class Tally:
    """What a purse's contributions come to, in minor units."""

    paid: int  # and not given or taken back; what was awarded counts
    coming: int  # what banks are processing towards the target
    payers: int  # whose money was not sent back whole


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

    def giving(self) -> Self:
        """Whose money was not sent back whole."""
        return self.paid_in().filter(amount__gt=F("refunded"))

    def tally(self) -> "Tally":
        """What came, what comes and from how many, in one query."""
        staying, given = F("amount") - F("refunded") - F("taken"), Q(status__in=PAID_IN)
        figures = self.aggregate(
            paid=Sum(staying, filter=given),
            coming=Sum("amount", filter=TOWARDS_TARGET),
            payers=Count("payer_reference", distinct=True, filter=given & Q(amount__gt=F("refunded"))),
        )
        return Tally(int(figures["paid"] or 0), int(figures["coming"] or 0), figures["payers"])

    def pending(self) -> Self:
        """Not paid yet, and still payable."""
        return self.filter(status="pending")

    def on_its_way(self) -> int:
        """What banks are processing towards the target, in minor units: neither here nor still to be asked for."""
        return int(self.filter(TOWARDS_TARGET).aggregate(amount=Sum("amount"))["amount"] or 0)

    def undecided(self) -> Self:
        """With a page that is open, has just run out, or waits for a bank: oldest first."""
        recent = Q(session_expires_at__gt=LaurelNow() - RECENTLY) | Q(processing_since__isnull=False)
        return self.pending().filter(recent, session_id__isnull=False).order_by("created_at")

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

    def undecided(self) -> Self:
        """Still on their way, or perhaps paid by hand: two people have yet to say so."""
        return self.filter(Q(status__in=["reserved", "submitting"]) | Q(hand_payments__status="proposed"))
