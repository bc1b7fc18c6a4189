"""Single pages: the way to being paid, solvency, keys. They only read; rules live in services."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from bounties.awards.bundling import published_keys
from bounties.pages import solvency as figures
from payments.payees.onboarding import start_onboarding

SHOWN_SECONDS = 60  # as long may figures be kept that change by the hour


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
