"""What a sponsor owes for a payment that its bank took back, and the way to make it good."""

from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bounties.accounts.policies import signed_in
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in
from bounties.pages.sponsoring.places import own_money, tabs_of
from payments.disputes import paying
from payments.disputes.owing import debts
from payments.purses.models import Contribution


class DebtForm(forms.Form):
    """Which of its debts, under a key of this page's own: pressed twice, it pays once."""

    currency = forms.RegexField("^[a-z]{3}$", widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_signed_in
def debt(request: HttpRequest, sponsor_id: UUID) -> HttpResponse:
    """One currency at a time, whole; the button leads to Stripe, and the page believes only the books."""
    sponsor = own_money(request, sponsor_id)
    form = DebtForm(request.POST if request.method == "POST" else None)
    paid = attempt(form, lambda: _pay(request, sponsor_id, form)) if form.is_valid() else None
    if paid:
        return redirect(paid.checkout_url or reverse("debt-of-sponsor", args=[sponsor_id]))
    owed = [one.money for one in debts(str(sponsor_id))]
    shown = {
        "sponsor": sponsor,
        "tabs": tabs_of(sponsor, "debt-of-sponsor"),
        "owed": owed,
        "form": form,
        "key": uuid4(),
        "is_waiting": bool(owed) and "session_id" in request.GET,
    }
    return render(request, "sponsoring/debt.html", shown)


def _pay(request: HttpRequest, sponsor_id: UUID, form: forms.Form) -> Contribution:
    return paying.pay(
        payer_reference=str(sponsor_id),
        currency=form.cleaned_data["currency"],
        client_key=str(form.cleaned_data["key"]),
        return_url=settings.PUBLIC_URL + reverse("debt-of-sponsor", args=[sponsor_id]),
        by=signed_in(request.user),
    )
