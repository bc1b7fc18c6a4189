"""What one has won: what arrived, what is on its way, and what it waits for."""

from dataclasses import dataclass

from django.db.models import Q
from django.db.models import Sum as Total
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.awards.models import Award
from bounties.pages.keeping import for_signed_in
from payments.payees.payability import preflight
from payments.payouts.models import Payout
from payments.payouts.moves import ARRIVED, ENDED, Hold, Status

MOST_SHOWN = 100
SENTENCES: dict[str, str | Promise] = {
    Status.CREATED: _("Being prepared"),
    Status.READY: _("Waits for approval by our finance people"),
    Status.APPROVED: _("Approved; it is sent next"),
    Status.SUBMITTING: _("Being sent"),
    Status.UNKNOWN: _("Being sent; Stripe has not answered yet"),
    Status.NEEDS_REVIEW: _("Our finance people look after it"),
    Status.FAILED: _("Stripe refused it; our finance people look after it"),
    Status.TRANSFERRED: _("In your account at Stripe, on its way to your bank"),
    Status.BANKED: _("Paid to your bank"),
    Status.RETURNED: _("Your bank sent it back; it lies in your account at Stripe"),
    Status.REVERSED: _("Taken back"),
    Status.CANCELLED: _("Cancelled"),
    Status.EXPIRED: _("Not claimed in time"),
}
HOLDS: dict[str, str | Promise] = {
    Hold.KYC: _("Waits for you: finish Stripe's onboarding"),
    Hold.TAX: _("Waits for you: sign your tax form"),
    Hold.COUNTRY: _("Waits for you: Stripe cannot pay people in your country"),
    Hold.DISPUTE: _("The sponsor's payment is disputed at its bank; it goes on once that is decided"),
    Hold.HOLD: _("Held by our finance people"),
    Hold.FLAG: _("Two of our finance people look at it"),
    Hold.COOLING: _("Rests for a while because your bank account is new; it goes on by itself"),
    Hold.BALANCE: _("Goes on by itself within a day"),
}


@dataclass(frozen=True, slots=True)
class Sum:
    """Of one currency, in minor units."""

    currency: str
    arrived: int
    coming: int


@require_safe
@for_signed_in
def earnings(request: HttpRequest) -> HttpResponse:
    """Sums by currency, the latest payouts with where each is, and the awards that are not paid yet."""
    user = signed_in(request.user)
    waiting = Award.objects.held_by(user.pk).live().exclude(status__in=[Award.Status.PAID, Award.Status.UNCLAIMED])
    page = {
        "payouts": [(payout, said_of(payout)) for payout in _payouts(user)],
        "sums": sums_of(user),
        "awards": waiting.select_related("challenge", "entry").order_by("-created_at")[:MOST_SHOWN],
        "payability": preflight(user),
    }
    return render(request, "entering/earnings.html", page)


def _payouts(user: User) -> list[Payout]:
    found = Payout.objects.filter(payee__user=user).select_related("purse").order_by("-id")
    return list(found[:MOST_SHOWN])


def said_of(payout: Payout) -> str | Promise:
    """Where it is, for whom it is paid to."""
    return HOLDS[payout.hold_reason] if payout.hold_reason else SENTENCES[payout.status]


def sums_of(user: User) -> list[Sum]:
    """What arrived and what is coming, by currency, of all payouts; what ended otherwise is in neither."""
    found = Payout.objects.filter(payee__user=user).exclude(status__in=ENDED).values("currency")
    arrived = Q(status__in=ARRIVED)
    sums = found.annotate(
        arrived=Total("amount", filter=arrived, default=0), coming=Total("amount", filter=~arrived, default=0)
    )
    return [Sum(**row) for row in sums.order_by("currency")]
