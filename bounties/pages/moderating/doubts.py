"""What waits to be looked at: likenesses, votes, reported messages, new sponsors. The oldest first."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bounties.accounts.models import Sponsor, User
from bounties.ballots.models import Ballot, Flag, Tally
from bounties.challenges.models import Challenge, Side
from bounties.entries import messaging
from bounties.entries.models import SimilarityFlag
from bounties.judging.aliases import alias_of
from bounties.pages.moderating.rows import Row, with_own
from bounties.pages.wordings import CHOICES


def likenesses(user: User) -> QuerySet[Any]:
    """Those that nobody looked at, of challenges that the reader neither judges nor sponsors."""
    return SimilarityFlag.objects.visible_to(user).open().select_related("entry__challenge").order_by("id")


def of_likenesses(found: Iterable[Any], user: User) -> list[Row]:
    """Their rows."""
    return [
        Row(
            title=one.entry.challenge.title,
            url=reverse("likeness", args=[one.pk]),
            says=say("%(one)s and %(other)s: %(score)s of 100")
            % {"one": alias_of(one.entry_id), "other": alias_of(one.resembles_id), "score": one.score},
            since=one.raised_at,
        )
        for one in found
    ]


def votes(user: User) -> QuerySet[Any]:
    """Rounds with an unanswered flag, while they are audited."""
    flagged = Exists(Flag.objects.filter(challenge=OuterRef("pk"), status="open"))
    counted = Exists(Tally.objects.filter(challenge=OuterRef("pk")))
    audited = Challenge.objects.filter(flagged, ~counted, status=Challenge.Status.JUDGING)
    has_voted = Exists(Ballot.objects.filter(challenge=OuterRef("pk"), voter=user))
    has_side = Exists(Side.objects.filter(challenge=OuterRef("pk"), user=user))
    return with_own(audited.annotate(has_part=has_voted | has_side), user, "sponsor").order_by("due_at", "id")


def of_votes(found: Iterable[Any], user: User) -> list[Row]:
    """Their rows."""
    return [
        Row(
            title=one.title,
            url=reverse("audit-votes", args=[one.pk]),
            says=_("Ballots that may be one person's"),
            since=None,
            until=one.due_at,
            note=_("You take part in it: another moderator must do it.") if one.is_own or one.has_part else "",
        )
        for one in found
    ]


def reports(user: User) -> QuerySet[Any]:
    """What its receiver reported and nobody answered, outside of the reader's own matters."""
    seen = messaging.waiting().filter(entry__in=messaging.threads_of(user)).exclude(entry__entrant=user)
    return seen.select_related("entry__challenge")


def of_reports(found: Iterable[Any], user: User) -> list[Row]:
    """Their rows."""
    return [
        Row(
            title=one.entry.challenge.title,
            url=reverse("reported-message", args=[one.pk]),
            says=one.report_reason,
            since=one.reported_at,
        )
        for one in found
    ]


def sponsors(user: User) -> QuerySet[Any]:
    """Those whose identity nobody confirmed, or who wish to be called otherwise."""
    return Sponsor.objects.filter(Q(verified_at=None) | ~Q(wished_name="")).order_by("created_at", "pk")


def _renamed(one: Sponsor) -> str:
    return say("Wishes to be called “%(name)s” from now on.") % {"name": one.wished_name}


def of_sponsors(found: Iterable[Any], user: User) -> list[Row]:
    """Each with its button."""
    return [
        Row(
            title=one.name,
            url=reverse("sponsor-record", args=[one.pk]),
            says=_renamed(one) if one.wished_name else CHOICES["sponsor"][one.kind],
            since=one.created_at,
            button=reverse("verify-sponsor", args=[one.pk]),
            seen=one.wished_name or one.name,
        )
        for one in found
    ]
