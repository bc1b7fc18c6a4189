"""Every read of awards."""

from typing import Self

from django.db import models
from django.db.models import Q

from bounties.accounts.models import Membership, User
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

    def won_by(self, user: User) -> Self:
        """Of the user's own entries."""
        return self.filter(entry__entrant=user)

    def visible_to(self, user: User) -> Self:
        """Their winner's, and those of the challenges of one's own sponsors; arbiters see all."""
        if user.role == User.Role.ARBITER:
            return self
        mine = Membership.objects.filter(user=user).values("sponsor")
        return self.filter(Q(entry__entrant=user) | Q(challenge__sponsor__in=mine))


class AppealQuerySet(models.QuerySet):
    """Appeals."""

    def visible_to(self, user: User) -> Self:
        """One's own; arbiters see all."""
        return self if user.role == User.Role.ARBITER else self.filter(appellant=user)
