"""What keeps an account from ending now: others wait for this person, or money does. Each with what to do about it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from bounties.accounts.models import Membership, Sponsor, User
from bounties.awards.models import Award
from bounties.challenges.models import Challenge
from bounties.challenges.models.life import LIVE
from bounties.entries.models import Entry
from bounties.judging.models import Judgeship
from payments.disputes.owing import debts
from payments.payouts.models import Payout
from payments.payouts.moves import Status as PayoutStatus
from payments.purses.models import Contribution

AHEAD = [Challenge.Status.IN_REVIEW, Challenge.Status.APPROVED, Challenge.Status.FUNDING]
STANDS_NOT = [Entry.Status.DRAFT, Entry.Status.WITHDRAWN]
ARRIVED = [PayoutStatus.TRANSFERRED, PayoutStatus.BANKED]


@dataclass(frozen=True, slots=True)
class Bar:
    """One reason, and the page on which it goes away."""

    code: str
    says: str
    path: str


def bars_of(user: User) -> list[Bar]:
    """All that is in the way; empty for whoever may leave."""
    return [*_office(user), *_sponsors(user), *_entries(user), *_seats(user), *_money(user)]


def lone_ownerships(user: User) -> list[Sponsor]:
    """The sponsors that nobody else could decide for."""
    others = Membership.objects.owning().filter(sponsor=OuterRef("pk")).exclude(user=user)
    owned = Sponsor.objects.filter(memberships__user=user, memberships__role=Membership.Role.OWNER)
    return list(owned.filter(~Exists(others)).order_by("pk"))


def _office(user: User) -> list[Bar]:
    says = _("You work for the house: an administrator has to end your role first.")
    return [Bar("staff", says, "/account")] if user.is_staff else []


def _sponsors(user: User) -> list[Bar]:
    alone = lone_ownerships(user)
    says = _("%(title)s is under way, and nobody else owns its sponsor. Name another owner, or wait for its end.")
    running = Challenge.objects.filter(sponsor__in=alone, status__in=[*LIVE, *AHEAD]).order_by("pk")
    found = [Bar("sponsor", says % {"title": one.title}, f"/challenges/{one.pk}") for one in running]
    owes = _("%(sponsor)s owes us money. Pay it first.")
    return found + [Bar("debt", owes % {"sponsor": one}, f"/sponsors/{one.pk}") for one in alone if debts(str(one.pk))]


def _entries(user: User) -> list[Bar]:
    mine = Entry.objects.filter(Q(entrant=user) | Q(shares__user=user), challenge__status__in=LIVE)
    standing = mine.exclude(status__in=STANDS_NOT).select_related("challenge").distinct().order_by("pk")
    says = _("Your entry to %(title)s stands. Withdraw it, or wait for the end.")
    return [Bar("entry", says % {"title": one.challenge.title}, f"/entries/{one.pk}") for one in standing]


def _seats(user: User) -> list[Bar]:
    seats = Judgeship.objects.filter(judge=user, status=Judgeship.Status.ACCEPTED, challenge__status__in=LIVE)
    says = _("You are on the panel of %(title)s. Its entrants wait for your scores.")
    found = seats.select_related("challenge").order_by("pk")
    return [Bar("seat", says % {"title": seat.challenge.title}, "/judging") for seat in found]


def _money(user: User) -> list[Bar]:
    kept = Award.objects.held_by(user.pk).filter(status__in=[Award.Status.PAYING, Award.Status.UNCLAIMED])
    under_way = Payout.objects.filter(payee__user=user).live().exclude(status__in=ARRIVED)
    doubtful = Contribution.objects.filter(payer=user).filter(
        Q(status="disputed") | Q(status="pending", processing_since__isnull=False)
    )
    found = []
    if kept.exists() or under_way.exists():
        found.append(Bar("payout", _("A prize of yours is not paid yet. Take it first: it would be lost."), "/mine"))
    if doubtful.exists():
        found.append(Bar("payment", _("A payment of yours is not settled with your bank yet."), "/mine"))
    return found
