"""Every read of challenges, chainable."""

import re
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery
from django.db.models import OuterRef, Q, QuerySet, Value

from bounties.accounts.models import Membership, User
from workers.clock import LaurelNow

# Shorter parts of a word are in too many titles to be looked for, and no index finds them.
PART = re.compile(r"[^\W_]{3}")


class ChallengeQuerySet(QuerySet["Challenge"]):  # type: ignore[name-defined]
    """Challenges, by what they are to whom."""

    def visible_to(self, user: User | AnonymousUser | None) -> Self:
        """Everyone sees what left the drawer; the sponsor's members their drafts too; staff see all.

        An invitation-only challenge is seen by those on its allow-list, and by its judges.
        """
        if user is None or not user.is_authenticated:
            return self.published().exclude(visibility="invited")
        if user.is_staff or user.is_superuser:
            return self
        mine = Membership.objects.filter(user=user).values("sponsor")
        taking_part = self.model.objects.filter(sides__user=user).values("pk")
        invited = ~Q(visibility="invited") | Q(eligibility__emails__contains=user.email) | Q(pk__in=taking_part)
        return self.filter(Q(sponsor__in=mine) | (Q(published_at__isnull=False) & invited))

    def seen_by(self, user: User) -> Self:
        """With what is asked of its one reader again and again: their roles at its sponsor; and the time it was read.

        To show only. A service reads its challenge anew and without them, so that a right is asked when it counts.
        """
        roles = Membership.objects.filter(user=user, sponsor=OuterRef("sponsor")).values("role")
        return self.annotate(reader_id=Value(user.pk), roles_of_reader=ArraySubquery(roles), seen_at=LaurelNow())

    def published(self) -> Self:
        """Those that left their sponsor's drawer, whatever became of them since."""
        return self.filter(published_at__isnull=False)

    def listed(self) -> Self:
        """Those on the board."""
        return self.filter(published_at__isnull=False, visibility="public")

    def sponsored_by_member(self, user: User) -> Self:
        """Those of the sponsors that the user is a member of."""
        return self.filter(sponsor__in=Membership.objects.filter(user=user).values("sponsor"))

    def judged_or_sponsored_by(self, user: User) -> Self:
        """Those whose entries the user sees blind or not at all: as a judge, or as a member of the sponsor.

        An invitation to judge that waits for its answer counts: what one reads meanwhile one could not judge blind.
        """
        return self.filter(
            Q(sides__user=user, sides__kind="judge")
            | Q(judgeships__email=user.email, judgeships__status="invited")
            | Q(judgeships__judge=user, judgeships__status="invited")  # at an address that they had then
            | Q(sponsor__memberships__user=user)
        )

    def open(self) -> Self:
        """Those that take entries right now, by the database's clock."""
        return self.filter(status="open", closes_at__gt=LaurelNow())

    def due(self) -> Self:
        """Those whose status has run out, the longest waiting first."""
        return self.filter(due_at__lte=LaurelNow()).order_by("due_at")

    def mentioning(self, words: str) -> Self:
        """Those whose title or summary has these words, or whose title has this part of a word."""
        return self.filter(mentions(words))

    def in_detail(self) -> Self:
        """With everything that the detail shows, in four queries however much there is."""
        return self.select_related("sponsor").prefetch_related("prizes", "criteria")


def mentions(words: str) -> Q:
    """The condition: the title or summary has these words, or the title has this part of a word."""
    query = SearchQuery(words, config="simple", search_type="websearch") | SearchQuery(
        words, config="english", search_type="websearch"
    )
    return Q(search=query) | Q(title__icontains=words) if PART.search(words) else Q(search=query)
