"""Every read of service clocks, chainable."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q

from workers.clock import LaurelNow

# What was done in time may be committed a moment later: a notice waits for the longest transaction.
GRACE = timedelta(seconds=30)


class ClockQuerySet(models.QuerySet[Any]):
    """Service clocks."""

    def open(self) -> Self:
        """Those that nobody has stopped."""
        return self.filter(stopped_at=None)

    def late(self) -> Self:
        """Missed, whether it was done since or not."""
        return self.filter(Q(status="missed") | Q(stopped_at=None, breached_at__isnull=False))

    def to_warn(self) -> Self:
        """Four fifths of their time are over, and nobody was told."""
        return self.filter(status="running", warned_at=None, warn_at__lte=LaurelNow()).order_by("warn_at")

    def to_breach(self) -> Self:
        """Their time is over, and nobody was told."""
        return self.filter(status="running", breached_at=None, due_at__lte=LaurelNow() - GRACE).order_by("due_at")
