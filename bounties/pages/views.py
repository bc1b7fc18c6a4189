"""The pages that anyone needs: a challenge, one's own matters. They only read; rules live in services."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from bounties.accounts.policies import signed_in
from bounties.awards.bundling import published_keys
from bounties.entries.models import Entry
from bounties.notifications.models import Notification
from bounties.pages import solvency as figures
from bounties.pages.entering.waiting import waits_of
from bounties.pages.posting.waiting import sponsored_by
from payments.payees.onboarding import start_onboarding
from payments.payees.payability import preflight
from payments.payouts.models import Payout

LATEST, NEWS = 20, 10
SHOWN_SECONDS = 60  # as long may figures be kept that change by the hour


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """One's own challenges, entries, payouts and news, with where each stands."""
    user = signed_in(request.user)
    shown = {
        "sponsored": sponsored_by(user, at_most=LATEST),
        "waits": waits_of(user),
        "entries": Entry.objects.filter(entrant=user).select_related("challenge").order_by("-created_at")[:LATEST],
        "payability": preflight(user),
        "payouts": Payout.objects.filter(payee__user=user).select_related("purse").order_by("-id")[:LATEST],
        "notifications": Notification.objects.of(user).order_by("-id")[:NEWS],
    }
    return render(request, "pages/mine.html", shown)


@require_POST
@login_required
def onboard(request: HttpRequest) -> HttpResponse:
    """Off to Stripe's own pages, where one says who one is and where the money goes; they lead back to `mine`."""
    return redirect(start_onboarding(user=request.user))


@require_safe
@cache_control(max_age=SHOWN_SECONDS)
def solvency(request: HttpRequest) -> HttpResponse:
    """Held and owed against what Stripe has, for everyone."""
    return render(request, "pages/solvency.html", {"page": figures.page()})


@require_safe
@cache_control(max_age=SHOWN_SECONDS)
def signing_keys(request: HttpRequest) -> HttpResponse:
    """The public keys by which anyone checks a signed result."""
    return JsonResponse({"keys": published_keys()})
