"""Every read of awards."""

from typing import Self

from django.db import models

from bounties.awards.life import GONE, SETTLED, STANDING, UNFINISHED
from workers.clock import LaurelNow


class AwardQuerySet(models.QuerySet):
    """Awards by their state."""

    def live(self) -> Self:
        """Their money is spoken for: neither annulled, declined, forfeited nor revoked."""
        return self.exclude(status__in=GONE)

    def standing(self) -> Self:
        """Decided, and not contested."""
        return self.filter(status__in=STANDING)

    def settled(self) -> Self:
        """Accepted by their winner, whatever came since."""
        return self.filter(status__in=SETTLED)

    def unfinished(self) -> Self:
        """The challenge still waits for them."""
        return self.filter(status__in=UNFINISHED)

    def due(self) -> Self:
        """Their offer has run out, the longest waiting first."""
        return self.filter(due_at__lte=LaurelNow()).order_by("due_at")
