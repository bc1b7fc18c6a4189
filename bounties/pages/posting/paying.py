"""Paying for a challenge: what it costs, off to Stripe's page, and back to a page that believes only the books."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bounties.accounts.policies import PAYERS, is_member, signed_in
from bounties.challenges import funding
from bounties.challenges.models import Challenge
from bounties.challenges.stages import stages_of
from bounties.pages.answering import attempt
from bounties.pages.browsing.funding import PAYABLE, panel
from bounties.pages.keeping import for_signed_in
from bounties.pages.posting.drawer import sponsored
from payments.purses.models import Contribution
from workers.clock import laurel_now


class PayForm(forms.Form):
    """A key of this page's own: pressed twice, it pays once."""

    key = forms.UUIDField(widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def fund(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """What it costs and what happens then; the button leads to Stripe."""
    challenge = sponsored(request, challenge_id)
    user = signed_in(request.user)
    form = PayForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        key = str(form.cleaned_data["key"])
        paid = attempt(form, lambda: _start(challenge_id, key, request))
        if paid:
            return redirect(paid.checkout_url or reverse("funding-return", args=[challenge_id]))
        form = _fresh(form)
    shown = {
        "challenge": challenge,
        "form": form,
        "is_payable": challenge.status in PAYABLE and not challenge.is_crowdfunded,
        "may_pay": is_member(user, challenge.sponsor_id, *PAYERS),
        "panel": panel(challenge, {}, now=laurel_now()),
        "unpaid_stages": [one for one in stages_of(challenge) if one.stage > challenge.stage and not one.is_public],
    }
    return render(request, "posting/fund.html", shown)


def _start(challenge_id: UUID, key: str, request: HttpRequest) -> Contribution:
    back = settings.PUBLIC_URL + reverse("funding-return", args=[challenge_id])
    return funding.start(challenge_id=challenge_id, client_key=key, return_url=back, by=signed_in(request.user))


def _fresh(refused: PayForm) -> PayForm:
    """The refused form with a new key: a payment that was given up is not resumed under its own."""
    refused.data = {"key": str(uuid4())}
    return refused


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a payment stands by our own books. What Stripe's redirect says only tells what to wait for."""

    is_held: bool  # the whole prize money is here
    is_processing: bool  # a bank takes its days
    is_waiting: bool  # Stripe sent the payer back as paid, and its word to us is still on its way


@require_safe
@never_cache
@for_signed_in
def funding_return(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """The page after Stripe's. It asks again every two seconds until the books say that the money is here."""
    challenge = sponsored(request, challenge_id)
    shown = {"challenge": challenge, "standing": _standing(challenge, came_back="session_id" in request.GET)}
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "posting/standing.html" if is_part else "posting/funding.html", shown)


def _standing(challenge: Challenge, *, came_back: bool) -> Standing:
    pending = Contribution.objects.filter(purse__reference=str(challenge.pk)).pending()
    is_processing = not challenge.is_public and pending.filter(processing_since__isnull=False).exists()
    is_waiting = came_back and not challenge.is_public and not is_processing and challenge.status in PAYABLE
    return Standing(is_held=challenge.is_public, is_processing=is_processing, is_waiting=is_waiting)
