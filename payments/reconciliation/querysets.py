"""Reads of what does not match, and of the comparisons that found it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class DiscrepancyQuerySet(models.QuerySet):
    """Exceptions by their state."""

    def open(self) -> Self:
        """Not matched and not explained."""
        return self.filter(closed_at=None)

    def explained(self) -> Self:
        """Still differing, for a reason that two people accepted."""
        return self.filter(how="explained")

    def open_at(self, moment: datetime) -> Self:
        """Those that were open then."""
        return self.filter(Q(closed_at=None) | Q(closed_at__gt=moment), opened_at__lte=moment)

    def with_all(self) -> Self:
        """With owner, notes and remedies, for showing."""
        return self.select_related("owner").prefetch_related("notes__by", "remedies__by", "remedies__second")


class RunQuerySet(models.QuerySet):
    """Comparisons by their state."""

    def ended(self) -> Self:
        """Those that came to their end."""
        return self.filter(ended_at__isnull=False, failure="")

    def under_way(self) -> Self:
        """Begun and not ended."""
        return self.filter(ended_at=None)
