"""Every read of panels, judged entries and scorecards."""

from typing import Self

from django.db import models
from django.db.models import F

COUNTED = ["submitted", "locked"]  # scorecards that take part in the ranking
FINISHED = [*COUNTED, "recused"]  # scorecards that their judge is done with


class JudgeshipQuerySet(models.QuerySet):
    """Seats on a panel."""

    def accepted(self) -> Self:
        """Judges who said yes."""
        return self.filter(status="accepted")

    def unanswered(self) -> Self:
        """Invitations that wait for their judge."""
        return self.filter(status="invited")

    def independent(self) -> Self:
        """Judges who are no members of the challenge's sponsor."""
        return self.exclude(judge__memberships__sponsor=F("challenge__sponsor"))


class ScorecardQuerySet(models.QuerySet):
    """Scorecards by their state."""

    def counted(self) -> Self:
        """Submitted for good, so they take part in the ranking."""
        return self.filter(status__in=COUNTED)

    def finished(self) -> Self:
        """Submitted, or recused."""
        return self.filter(status__in=FINISHED)
