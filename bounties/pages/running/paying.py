"""More money for a challenge: a sponsor raises a prize, backers fill a collection. Each sees the price, then pays."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.policies import PAYERS, is_member, signed_in
from bounties.challenges import crowdfunding, raising
from bounties.challenges.models import AMENDABLE, Challenge
from bounties.challenges.progress import progress_of
from bounties.challenges.raising import Extra
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.posting.drawer import sponsored
from bounties.pages.running.amounts import PAY, AmountForm, BackingForm, RaiseForm
from payments.purses.fees import fee_rule, refund_rule
from payments.purses.models import Contribution


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def raise_prize(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Until entries close; the prize rises once it is paid, and nobody has to agree to more."""
    challenge, by = sponsored(request, challenge_id), signed_in(request.user)
    if not is_member(by, challenge.sponsor_id, *PAYERS):
        raise PermissionDenied(_("Only the sponsor's owner, managers and finance people may pay."))
    form = RaiseForm(posted(request), challenge=challenge)

    def start() -> Contribution:
        said = form.cleaned_data
        extra, key = Extra(said["rank"], said["amount"]), str(said["key"])
        return raising.start(
            challenge_id=challenge_id, sponsor_id=None, extra=extra, client_key=key, return_url=_back(challenge), by=by
        )

    if paid := _paid(request, form, start):
        return redirect(paid.checkout_url or _address(challenge))
    shown = {"challenge": challenge, "form": form, "is_open": challenge.status in AMENDABLE, **_rules(challenge)}
    return render(request, "running/raise.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def back(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Anyone with a sponsor of their own adds to the prize of a challenge that many pay for."""
    by = signed_in(request.user)
    challenge = get_object_or_404(Challenge.objects.visible_to(by).in_detail(), pk=challenge_id)
    form = BackingForm(posted(request), challenge=challenge, user=by)

    def start() -> Contribution:
        said = form.cleaned_data
        return crowdfunding.back(
            challenge_id=challenge_id,
            sponsor_id=said["sponsor"].pk,
            amount=said["amount"],
            client_key=str(said["key"]),
            return_url=_back(challenge),
            by=by,
        )

    if paid := _paid(request, form, start):
        return redirect(paid.checkout_url or _address(challenge))
    is_open = challenge.is_crowdfunded and challenge.status == Challenge.Status.FUNDING
    shown = {"challenge": challenge, "form": form, "is_open": is_open, "progress": progress_of(challenge)}
    return render(request, "running/back.html", shown | _rules(challenge))


def _paid(request: HttpRequest, form: AmountForm, start: Callable[[], Contribution]) -> Contribution | None:
    """The payment to go on with; None where only the price was asked for, or the service refuses."""
    if request.method != "POST" or request.POST.get("do") != PAY or not form.is_valid():
        return None
    made = attempt(form, start)
    if made is None:
        form.renew()
    return made


def _rules(challenge: Challenge) -> dict[str, str]:
    return {"fee_rule": fee_rule(challenge.currency), "refund_rule": refund_rule()}


def _address(challenge: Challenge) -> str:
    return reverse("payments-of-challenge", args=[challenge.pk])


def _back(challenge: Challenge) -> str:
    """Where Stripe sends payers back to."""
    return str(settings.PUBLIC_URL) + _address(challenge)
