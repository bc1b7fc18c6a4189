"""The end of an account: the person goes, what they did for others stays, without their name."""

from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q, QuerySet

from bounties.accounts.models import ApiToken, Invitation, Membership, Sponsor, User
from bounties.challenges.models import UNSUBMITTED, Challenge
from bounties.community.models import Profile
from bounties.departures.bars import bars_of, lone_ownerships
from bounties.entries.models import Entry, TeamShare
from bounties.errors import BountyError
from bounties.judging.models import Judgeship
from bounties.notifications.models import MutedMail, Notification
from workers.clock import laurel_now
from workers.events import emit

NOWHERE = "deleted.invalid"  # a domain that never exists (RFC 2606)
PROFILE = ["email", "name", "country", "time_zone", "language", "password", "is_active", "erased_at"]


class StillNeeded(BountyError):
    """Others or money wait for this person; the reasons say for what. Answered with 409."""

    code = "account_still_needed"


@transaction.atomic
def erase(*, user_id: UUID, by: User) -> User:
    """End one's own account for good; the caller has proved who they are just now.

    Name, address, country, ways to sign in, tokens, news and pending invitations go. Entries, decisions, payments and
    the ledger stay as they are: they belong to others too, or the law wants them. Raises StillNeeded.
    """
    _wait_for_what_is_under_way(by)
    # A full lock: no row that names this person is committed until the bars were asked.
    user = User.objects.select_for_update().get(pk=user_id, pk__in=[by.pk], erased_at=None)
    if bars := bars_of(user):
        raise StillNeeded(" ".join(bar.says for bar in bars))
    was = user.email
    _leave_sponsors(user)
    _forget_profile(user)
    _forget_address(was, user)
    _end_ways_in(user)
    emit("user.erased", subject=user, by=user)
    return user


def _wait_for_what_is_under_way(user: User) -> None:
    """Who acts in another window holds such a row, and asks for the person's at the commit: so these come first."""
    owned = Sponsor.objects.filter(memberships__user=user, memberships__role=Membership.Role.OWNER)
    found: tuple[QuerySet[Any], ...] = (
        Challenge.objects.filter(sponsor__in=owned.values("pk"), status__in=UNSUBMITTED),
        owned,
        Invitation.objects.filter(email=user.email),
        Entry.objects.filter(entrant=user, status=Entry.Status.DRAFT),
        Judgeship.objects.offered_to(user),
        TeamShare.objects.filter(email=user.email),
    )
    for rows in found:
        list(rows.select_for_update(no_key=True, of=("self",)).order_by("pk").values_list("pk"))


def _leave_sponsors(user: User) -> None:
    """A sponsor that nobody else owns keeps its owner, who has no name any more; nor has a sponsor that was they."""
    alone = lone_ownerships(user)
    Membership.objects.filter(user=user).exclude(sponsor__in=alone).delete()
    own = Sponsor.objects.filter(pk__in=[one.pk for one in alone], kind=Sponsor.Kind.INDIVIDUAL)
    own.update(name="Former member", wished_name="", about="")


def _forget_profile(user: User) -> None:
    user.email, user.name, user.country, user.time_zone = f"{user.pk}@{NOWHERE}", "", "", "UTC"
    user.set_unusable_password()
    user.is_active, user.erased_at = False, laurel_now()
    user.save(update_fields=PROFILE)


def _forget_address(was: str, user: User) -> None:
    """Where others wrote it down, or one that they had before: a seat or a share keeps its place under nobody's."""
    Judgeship.objects.filter(Q(email=was) | Q(judge=user)).update(email=user.email)
    TeamShare.objects.filter(Q(email=was) | Q(user=user)).update(email=user.email)
    Invitation.objects.filter(email=was).delete()


def _end_ways_in(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    ApiToken.objects.filter(user=user).delete()
    Notification.objects.filter(user=user).delete()
    MutedMail.objects.filter(user=user).delete()
    Profile.objects.filter(user=user).delete()
