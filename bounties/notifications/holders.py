"""Who is told of the papers of an award: those with a share in it."""

from bounties.accounts.models import User
from bounties.awards.models import Award
from bounties.awards.owing import holders_of, missing
from bounties.notifications.recipients import People
from workers.models import Event


def who_owes_papers(event: Event) -> People:
    """Everyone with a share in the award who still has something to do for it."""
    award = Award.objects.select_related("challenge", "entry").get(pk=event.subject_id)
    return User.objects.filter(pk__in=missing(award))


def who_held_it_without_papers(event: Event) -> People:
    """Everyone with a share in an award that was lost for want of papers; its offer may also just have run out."""
    if event.payload.get("reason") != "papers":
        return User.objects.none()
    award = Award.objects.select_related("entry").get(pk=event.subject_id)
    return User.objects.filter(pk__in=holders_of(award))


def whose_share_lapsed(event: Event) -> People:
    """The member who did not do their part in time."""
    return User.objects.filter(pk=event.payload["user"])
