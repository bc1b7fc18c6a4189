"""Every read of people, sponsors and tokens.

A user is `Any` here: naming the model would close a circle with it.
"""

from typing import Any, Self

from django.db import models
from django.db.models import F, FilteredRelation, Q

from workers.clock import LaurelNow


class SponsorQuerySet(models.QuerySet[Any]):
    """Sponsors."""

    def visible_to(self, user: Any) -> Self:
        """A sponsor's record is for its members and for moderators; the public sees names through challenges."""
        if not user.is_authenticated:
            return self.none()
        if user.role == "moderator":
            return self
        return self.filter(memberships__user=user)

    def with_role_of(self, user: Any) -> Self:
        """With `role`: what this user is to each; None for staff who only look."""
        mine = FilteredRelation("memberships", condition=Q(memberships__user_id=user.pk))
        return self.annotate(mine=mine, role=F("mine__role"))

    def verified(self) -> Self:
        """Looked at by a moderator: may submit challenges."""
        return self.filter(verified_at__isnull=False)


class MembershipQuerySet(models.QuerySet[Any]):
    """Who acts for which sponsor."""

    def owning(self) -> Self:
        """The owners: at least one per sponsor."""
        return self.filter(role="owner")

    def named(self) -> Self:
        """With the person, whose name and address the other members see."""
        return self.select_related("user").order_by("created_at", "pk")


class InvitationQuerySet(models.QuerySet[Any]):
    """Invitations that wait for an answer."""

    def visible_to(self, user: Any) -> Self:
        """The invited see theirs; a sponsor's owners see all that it sent."""
        owned = user.memberships.filter(role="owner").values("sponsor_id")
        return self.filter(Q(email=user.email) | Q(sponsor_id__in=owned))


class TokenQuerySet(models.QuerySet[Any]):
    """API tokens."""

    def of(self, user: Any) -> Self:
        """This user's own; nobody's for a visitor."""
        return self.filter(user_id=user.pk)

    def alive(self) -> Self:
        """Those that open something: neither revoked nor expired."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=LaurelNow()), revoked_at=None)
