"""Every read of entries, chainable."""

from typing import Self
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from bounties.accounts.models import User
from bounties.accounts.policies import is_arbiter, is_moderator
from bounties.challenges.models import Challenge


class EntryQuerySet(QuerySet["Entry"]):  # type: ignore[name-defined]
    """Entries, by what they are to whom."""

    def visible_to(self, user: User | AnonymousUser | None) -> Self:
        """An entry is seen by its entrant and team; judges and sponsors see it blind, through judging's own rows."""
        if user is None or not user.is_authenticated:
            return self.none()
        named = self.model.objects.filter(shares__email=user.email, shares__user=None)
        # A share offered to a judge, even one who is only invited, or to a sponsor's member must not tell who entered.
        offered = named.exclude(challenge__in=Challenge.objects.judged_or_sponsored_by(user))
        own = self.model.objects.filter(shares__user=user)
        return self.filter(Q(entrant=user) | Q(pk__in=own.values("pk")) | Q(pk__in=offered.values("pk")))

    def competing(self) -> Self:
        """Received in time and not taken back."""
        return self.exclude(status__in=["draft", "withdrawn"])

    def submitted(self) -> Self:
        """Received, and still open to new versions."""
        return self.filter(status="submitted")

    def locked(self) -> Self:
        """Those whose challenge has closed, not yet screened."""
        return self.filter(status="locked")

    def qualified(self) -> Self:
        """Those that passed screening and wait for judgement."""
        return self.filter(status__in=["qualified", "shortlisted", "judged"])

    def in_detail(self) -> Self:
        """With everything that its owner sees, in a constant number of queries."""
        return self.select_related("challenge", "terms", "screening").prefetch_related(
            "files__picture__renditions", "shares", "versions"
        )


class SimilarityFlagQuerySet(QuerySet["SimilarityFlag"]):  # type: ignore[name-defined]
    """Flags, by whom and what they concern."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Moderators see them, but not of what they judge or sponsor: whoever decides on places must not know."""
        if not isinstance(user, User) or not (is_moderator(user) or user.is_superuser):
            return self.none()
        return self.exclude(entry__challenge__in=Challenge.objects.judged_or_sponsored_by(user))

    def about(self, entry_id: UUID) -> Self:
        """Those on either side of which this entry stands."""
        return self.filter(Q(entry=entry_id) | Q(resembles=entry_id))

    def between(self, one: UUID, other: UUID) -> Self:
        """Those of this pair, whichever came first."""
        return self.filter(Q(entry=one, resembles=other) | Q(entry=other, resembles=one))

    def open(self) -> Self:
        """Those that wait for a moderator."""
        return self.filter(state="open")


class DisqualificationQuerySet(QuerySet["Disqualification"]):  # type: ignore[name-defined]
    """Charges, by whom they concern."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Its entrant, and the staff that decides, where they neither judge nor sponsor: that side never knows."""
        if not isinstance(user, User):
            return self.none()
        if is_moderator(user) or is_arbiter(user):
            return self.exclude(entry__challenge__in=Challenge.objects.judged_or_sponsored_by(user))
        return self.filter(entry__entrant=user)

    def open(self) -> Self:
        """Those that wait for their verdict."""
        return self.filter(status="open")
