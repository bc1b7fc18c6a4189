"""Every read of disputes."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from payments.disputes.moves import ANSWERABLE, DISPUTING, OPEN, Status
from workers.clock import LaurelNow

LOST_AND_OPEN = Q(status=Status.LOST, concluded_at=None)
LEFT = F("reinstated") + F("taken") + F("borne")


class DisputeQuerySet(models.QuerySet):
    """Disputes by what they still want."""

    def open(self) -> Self:
        """Not decided by the bank."""
        return self.filter(status__in=OPEN)

    def unresolved(self) -> Self:
        """Whose money has not come to its end: the bank decides, or who bears it is still to be said.

        A won one is resolved once the money is back.
        """
        is_on_its_way = Q(status__in=[Status.WON, Status.PREVENTED], withdrawn__gt=LEFT)
        return self.filter(Q(status__in=DISPUTING) | LOST_AND_OPEN | is_on_its_way)

    def unconcluded(self) -> Self:
        """Lost, and nobody has said who bears it."""
        return self.filter(LOST_AND_OPEN)

    def unanswered(self) -> Self:
        """Evidence can still be sent."""
        return self.filter(status__in=ANSWERABLE)

    def overdue(self) -> Self:
        """Their time to be looked after has come."""
        return self.filter(due_at__lte=LaurelNow())
