"""Every read of panels, judged entries and scorecards."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from workers.clock import LaurelNow

COUNTED = ["submitted", "locked"]  # scorecards that take part in the ranking
FINISHED = [*COUNTED, "recused"]  # scorecards that their judge is done with


class JudgeshipQuerySet(models.QuerySet):
    """Seats on a panel."""

    def accepted(self) -> Self:
        """Judges at work: those who said yes, and of the reserve those who were given an entry."""
        called = self.model._default_manager.filter(assignments__isnull=False)
        return self.filter(Q(is_reserve=False) | Q(pk__in=called.values("pk")), status="accepted")

    def reserve(self) -> Self:
        """Those who said yes to stepping in."""
        return self.filter(status="accepted", is_reserve=True)

    def offered_to(self, user: User) -> Self:
        """The user's own seats, and invitations to their address that nobody has taken up."""
        return self.filter(Q(judge=user) | Q(judge=None, email=user.email))

    def due(self) -> Self:
        """Invitations whose time to answer is over."""
        return self.filter(due_at__lte=LaurelNow()).order_by("due_at")

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


class VerdictQuerySet(models.QuerySet):
    """Verdicts of a queue."""

    def of_entry(self, entry: Entry) -> Self:
        """Those on its versions, oldest first."""
        return self.filter(version__entry=entry).order_by("id")

    def of_challenge(self, challenge: Challenge) -> Self:
        """Every one of its queue."""
        return self.filter(version__entry__challenge=challenge)
