"""Every read of deliveries."""

from typing import Self

from django.db import models

from workers.clock import LaurelNow


class DeliveryQuerySet(models.QuerySet):
    """Deliveries by their state."""

    def waiting(self) -> Self:
        """Neither done nor dead."""
        return self.filter(done_at=None, dead_at=None)

    def due(self) -> Self:
        """Waiting, and their time has come."""
        return self.waiting().filter(due_at__lte=LaurelNow())

    def skipped(self) -> Self:
        """Closed by a person, for a reason."""
        return self.exclude(skipped_reason="")

    def dead(self) -> Self:
        """Given up after too many starts; a person must replay or skip them."""
        return self.filter(dead_at__isnull=False)
