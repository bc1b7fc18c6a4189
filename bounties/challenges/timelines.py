"""The history of a challenge, as much of it as its reader may know."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from bounties.accounts.models import User
from bounties.accounts.policies import is_member
from bounties.challenges.models import Challenge, Side
from workers.events import Audience
from workers.models import Event


def timeline(challenge: Challenge, user: User | AnonymousUser) -> QuerySet[Event]:
    """Its events, oldest first: staff see all; parties what is public, and their own part.

    Nothing about entries is told to the sponsor's side or to judges: not who, not how many, not when.
    """
    events = Event.objects.filter(root=str(challenge.pk)).order_by("at", "id")
    if not user.is_authenticated:
        return events.filter(audience=Audience.PUBLIC)
    if user.is_staff or user.is_superuser:
        return events
    public, parties = Q(audience=Audience.PUBLIC), Q(audience=Audience.PARTIES)
    own = parties & Q(actor_id=user.pk)
    if _is_on_the_judging_side(challenge, user):
        return events.filter(public | (parties & ~Q(subject_type__startswith="entries.")))
    return events.filter(public | own)


def _is_on_the_judging_side(challenge: Challenge, user: User) -> bool:
    judges = Side.objects.filter(challenge=challenge, user=user, kind=Side.Kind.JUDGE)
    return is_member(user, challenge.sponsor_id) or judges.exists()
