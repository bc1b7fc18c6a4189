"""Letters to people who have no account yet: nobody who is asked for is left without word.

Who asked learns nothing by it: neither whether a letter went out, nor whether somebody has the address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from bounties.accounts.models import Invitation, User
from bounties.challenges.models import Challenge
from bounties.entries.models import TeamShare
from bounties.judging.models import Judgeship
from bounties.notifications.announcing import named
from bounties.notifications.mailing import composed
from workers.models import Event


@dataclass(frozen=True, slots=True)
class Subject:
    """What a letter is about, the page that signing up leads to, and the language: that of who wrote what it is about.

    For the letter asks to read what that person wrote.
    """

    title: str | Promise
    page: str
    language: str


def the_challenge(event: Event) -> Subject:
    """Which somebody is asked to judge, or to enter with others."""
    challenge = Challenge.objects.select_related("created_by").get(pk=event.root)
    return Subject(challenge.title, f"/challenges/{challenge.pk}", challenge.created_by.language)


def the_sponsor(event: Event) -> Subject:
    """For which somebody is asked to act."""
    asked = Invitation.objects.select_related("sponsor", "invited_by").get(pk=event.subject_id)
    return Subject(named(asked.sponsor), f"/invitations/{asked.pk}", asked.invited_by.language)


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody at an address is told of an event."""

    address: Callable[[Event], str | None]
    title: str
    body: str
    about: Callable[[Event], Subject] = the_challenge


def of_the_seat(event: Event) -> str | None:
    """Whoever is asked to judge, while they may still answer."""
    waiting = Judgeship.objects.filter(pk=event.subject_id, status=Judgeship.Status.INVITED)
    return waiting.values_list("email", flat=True).first()


def of_the_share(event: Event) -> str | None:
    """Whoever a part of an entry is offered to, unless they are asked to judge: then they must not learn who enters."""
    offered = TeamShare.objects.filter(pk=event.subject_id, consented_at=None).values_list("email", flat=True).first()
    asked = Judgeship.objects.filter(challenge=UUID(event.root), email=offered, status=Judgeship.Status.INVITED)
    return None if asked.exists() else offered


def of_the_invitation(event: Event) -> str | None:
    """Whoever is asked to act for a sponsor, unless that was taken back."""
    return Invitation.objects.filter(pk=event.subject_id).values_list("email", flat=True).first()


SECOND = gettext_noop("If you have an account by another address, make this one its primary address instead.")
LETTERS = {
    "judge.invited": Letter(
        of_the_seat,
        gettext_noop("Will you judge {title}?"),
        gettext_noop("You are asked to judge the entries of this challenge. Sign up with this address to answer."),
    ),
    "judge.invitation_reminded": Letter(
        of_the_seat,
        gettext_noop("Will you judge {title}?"),
        gettext_noop("Half of the time to answer is over. Sign up with this address to accept or decline."),
    ),
    "team_share.offered": Letter(
        of_the_share,
        gettext_noop("A part of an entry is offered to you: {title}"),
        gettext_noop(
            "Somebody who enters this challenge offers you a part of what their entry may win. Sign up with this"
            " address to take it before the challenge closes; after that, what you have not taken stays with them."
        ),
    ),
    "invitation.sent": Letter(
        of_the_invitation,
        gettext_noop("Will you act for {title}?"),
        gettext_noop("You are asked to act for this sponsor. Sign up with this address to accept or decline."),
        the_sponsor,
    ),
}


def send(*, event: Event) -> None:
    """Mail the letter of an event, unless the address belongs to an account, which is told by a notification.

    Network work: called with no transaction open; an error is tried again later, under the same Message-ID.
    """
    letter = LETTERS[event.name]
    address = letter.address(event)
    if address and not _is_known(address):
        _compose(letter, event, address).send()


def _is_known(address: str) -> bool:
    """Whether it is that of an account; what stands for an address since its person left is one, too.

    The second one of an account is not: seats and shares are offered to its first, and the letter says what to do.
    """
    left = User.objects.filter(email=address, erased_at__isnull=False)
    shown = EmailAddress.objects.filter(email__iexact=address, verified=True, primary=True)
    return left.exists() or shown.exists()


def _compose(letter: Letter, event: Event, address: str) -> EmailMessage:
    about = letter.about(event)
    with override(about.language):
        return composed(
            key=event.pk,
            to=address,
            title=_(letter.title).format(title=about.title),
            body=f"{_(letter.body)}\n\n{_(SECOND)}",
            path="/accounts/signup/?" + urlencode({"next": about.page}),
            footer=_(
                "You get this because somebody wrote your address on Laurel. If it says nothing to you, do nothing."
            ),
        )
