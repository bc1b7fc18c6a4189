"""Every read of awards."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from bounties.accounts.models import Membership, User
from bounties.awards.life import GONE, SETTLED, STANDING, UNFINISHED
from workers.clock import LaurelNow

MANAGERS = ["owner", "manager"]  # who speak for a sponsor


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

    def held_by(self, user_id: UUID) -> Self:
        """Of entries in which this user has a share, alone or in a team."""
        return self.filter(Q(entry__entrant=user_id) | Q(entry__shares__user=user_id)).distinct()

    def visible_to(self, user: User) -> Self:
        """Their winners', each member of a team among them, and those of one's own sponsors; arbiters see all."""
        if user.role == User.Role.ARBITER:
            return self
        mine = Membership.objects.filter(user=user).values("sponsor")
        held = type(self)(self.model).held_by(user.pk).values("pk")
        return self.filter(Q(pk__in=held) | Q(challenge__sponsor__in=mine))


class AppealQuerySet(models.QuerySet):
    """Appeals."""

    def open(self) -> Self:
        """Those that wait for their verdict, the oldest first."""
        return self.filter(status="open").order_by("opened_at", "pk")

    def stopping(self) -> Self:
        """Those for which the appeal window stands still."""
        return self.open().filter(window_left__isnull=False)

    def due(self) -> Self:
        """Those that nobody decided in time, where the challenge's clock runs."""
        return self.filter(due_at__lte=LaurelNow()).exclude(challenge__status="paused").order_by("due_at")

    def decided(self) -> Self:
        """Those that have their verdict."""
        return self.exclude(status="open")

    def visible_to(self, user: User) -> Self:
        """The parties': who appeals, who holds the award, the sponsor's managers; of a charge its moderator instead.

        Arbiters see all.
        """
        if user.role == User.Role.ARBITER:
            return self
        managed = Membership.objects.filter(user=user, role__in=MANAGERS).values("sponsor")
        charged = Q(subject="disqualification", entry__disqualifications__proposed_by=user)
        asked = Q(challenge__sponsor__in=managed) & ~Q(subject="disqualification")
        found = self.filter(Q(appellant=user) | Q(award__entry__entrant=user) | asked | charged)
        return self.filter(pk__in=found.values("pk"))
