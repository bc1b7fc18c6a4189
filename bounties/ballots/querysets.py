"""Every read of ballots."""

from typing import Self

from django.db import models
from django.db.models import F


class BallotQuerySet(models.QuerySet):
    """Ballots by their state."""

    def counted(self) -> Self:
        """Cast, and not void."""
        return self.filter(latest__gte=1, voided_at=None)


class ChoiceQuerySet(models.QuerySet):
    """What ballots say."""

    def standing(self) -> Self:
        """The last of each ballot."""
        return self.filter(number=F("ballot__latest"))


class FlagQuerySet(models.QuerySet):
    """Groups of ballots to be looked at."""

    def open(self) -> Self:
        """Nobody has looked yet."""
        return self.filter(status="open")
