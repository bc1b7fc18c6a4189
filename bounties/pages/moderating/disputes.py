"""What waits to be decided between people: new challenges, appeals, escalations, charges. The oldest first."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bounties.accounts.models import User
from bounties.awards.models import Appeal
from bounties.challenges.formats import FORMATS, Step
from bounties.challenges.models import Challenge, Side
from bounties.entries.models import IN_QUEUE, Disqualification, Entry
from bounties.judging.aliases import alias_of
from bounties.pages.moderating.rows import Row, with_own
from bounties.pages.wordings import CHOICES
from workers.models import Event


def new_challenges(user: User) -> QuerySet[Any]:
    """Handed in, and read by nobody yet; in the order in which they were handed in, not in which they were begun."""
    told = Event.objects.filter(root=Cast(OuterRef("pk"), TextField()), name="challenge.submitted").order_by("-at")
    handed_in = Challenge.objects.filter(status=Challenge.Status.IN_REVIEW, follows=None)
    waiting = handed_in.annotate(handed_in_at=Subquery(told.values("at")[:1]))
    return with_own(waiting, user, "sponsor").select_related("sponsor").order_by("handed_in_at", "id")


def of_challenges(found: Iterable[Any], user: User) -> list[Row]:
    """Their rows."""
    return [
        Row(
            title=one.title,
            url=reverse("review-challenge", args=[one.pk]),
            says=f"{one.sponsor.name} · {one.rules.label}",
            since=one.handed_in_at,
            note=_("You are a member of its sponsor: another moderator must do it.") if one.is_own else "",
        )
        for one in found
    ]


def appeals(user: User) -> QuerySet[Any]:
    """Those without a verdict."""
    waiting = Appeal.objects.visible_to(user).open().select_related("challenge", "rereview")
    return with_own(waiting, user, "challenge__sponsor")


def of_appeals(found: Iterable[Any], user: User) -> list[Row]:
    """Their rows."""
    return [
        Row(
            title=one.challenge.title,
            url=reverse("hear-appeal", args=[one.pk]),
            says=_("Scored anew by another arbiter") if hasattr(one, "rereview") else CHOICES["ground"][one.ground],
            since=one.opened_at,
            until=one.due_at,
            note=_("You are a member of its sponsor: another arbiter must decide.") if one.is_own else "",
        )
        for one in found
    ]


def _escalated() -> Q:
    """Those whose ladder has reached the arbiter, and queues with an entry that nobody decided on in time."""
    late = Entry.objects.filter(challenge=OuterRef("pk"), status__in=IN_QUEUE, escalations__gt=0)
    found = Q(Exists(late))
    for name, rules in FORMATS.items():
        if Step.ARBITER in rules.ladder:
            step = rules.ladder.index(Step.ARBITER) + 1
            found |= Q(format=name, ladder_step__gte=step, status=Challenge.Status.JUDGING)
    return found


def escalations(user: User) -> QuerySet[Any]:
    """What the ladder brought to the arbiter."""
    has_side = Exists(Side.objects.filter(challenge=OuterRef("pk"), user=user))
    silent = Challenge.objects.filter(_escalated(), status__in=[Challenge.Status.OPEN, Challenge.Status.JUDGING])
    return with_own(silent.annotate(has_side=has_side), user, "sponsor").order_by("due_at", "id")


def of_escalations(found: Iterable[Any], user: User) -> list[Row]:
    """Their rows."""
    own = _("You have a part in it: another arbiter must decide.")
    return [
        Row(
            title=one.title,
            url=reverse("review-queue" if one.rules.has_queue else "decide", args=[one.pk]),
            says=_("Nobody decided in time, so it is yours. Undecided, the rule that was published decides."),
            since=one.judge_by,
            until=one.due_at,
            note=own if one.is_own or one.has_side else "",
        )
        for one in found
    ]


def charges(user: User) -> QuerySet[Any]:
    """Those without a verdict, of challenges that the reader neither judges nor sponsors."""
    waiting = Disqualification.objects.visible_to(user).open().select_related("entry__challenge")
    return waiting.order_by("due_at", "id")


def of_charges(found: Iterable[Any], user: User) -> list[Row]:
    """Their rows."""
    return [
        Row(
            title=one.entry.challenge.title,
            url=reverse("hear-charge", args=[one.pk]),
            says=say("%(alias)s is charged") % {"alias": alias_of(one.entry_id)},
            since=one.proposed_at,
            until=one.due_at,
            note=_("You brought it: somebody else must decide.") if one.proposed_by_id == user.pk else "",
        )
        for one in found
    ]
