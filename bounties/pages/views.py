"""The pages that anyone needs: a challenge, one's own matters. They only read; rules live in services."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from bounties.accounts.policies import is_member, signed_in
from bounties.awards.blends import blend_shown
from bounties.awards.bundling import published_keys
from bounties.awards.granting import free_places
from bounties.awards.results import awards_shown
from bounties.challenges.formalities import before_payment
from bounties.challenges.models import UNSUBMITTED, Challenge
from bounties.challenges.policies import EDITORS
from bounties.challenges.promising import held_sentence, promises
from bounties.challenges.stages import plan
from bounties.entries.models import Entry
from bounties.ideas.reading import board_shown
from bounties.judging.answers import board_of
from bounties.judging.gallery import exhibition
from bounties.notifications.models import Notification
from bounties.pages import solvency as figures
from bounties.pages.entering.waiting import waits_of
from bounties.pages.funding import panel
from bounties.pages.posting.waiting import sponsored_by
from bounties.service_levels.records import kept_by_sponsor
from payments.payees.onboarding import start_onboarding
from payments.payees.payability import Preflight, preflight
from payments.payouts.models import Payout
from workers.clock import LaurelNow

LATEST, NEWS, ANSWERS = 20, 10, 100
SHOWN_EXHIBITS = 24
SHOWN_SECONDS = 60  # as long may figures be kept that change by the hour


@require_safe
def challenge(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """One challenge: what is asked, what it pays, when it ends, who judges by what, and how it is paid for."""
    visible = Challenge.objects.visible_to(request.user).in_detail().annotate(now=LaurelNow(), **kept_by_sponsor())
    found = get_object_or_404(visible, pk=challenge_id)
    now = found.now  # type: ignore[attr-defined]  # django-stubs names the annotation, and does not find it
    awards = awards_shown(found, request.user) if found.status == "completed" else None
    shown = {
        "challenge": found,
        "questions": found.questions.order_by("id"),
        "awards": awards,
        "blend": blend_shown(found),
        "now": now,
        "payability": _payability(request, found),
        "may_rehearse": found.status in UNSUBMITTED and is_member(request.user, found.sponsor_id, *EDITORS),
        "panel": panel(found, request.GET, now=now),
        "exhibits": exhibition(found, request.user, at_most=SHOWN_EXHIBITS),
        "held": held_sentence(found),
        "promises": promises(found),
        "before_payment": before_payment(found),
        "stages": plan(found),
        "free_prizes": len(free_places(found)) if found.rules.has_queue else None,
        "answers": board_of(found, request.user, at_most=ANSWERS),
        "ideas": board_shown(found, request.user, at_most=ANSWERS),
    }
    return render(request, "pages/challenge.html", shown)


def _payability(request: HttpRequest, found: Challenge) -> Preflight | None:
    """How its prize would reach a reader who might enter."""
    if not request.user.is_authenticated or is_member(request.user, found.sponsor_id):
        return None
    return preflight(request.user, currency=found.currency)


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """One's own challenges, entries, payouts and news, with where each stands."""
    user = signed_in(request.user)
    shown = {
        "sponsored": sponsored_by(user, at_most=LATEST),
        "waits": waits_of(user),
        "challenges": Challenge.objects.sponsored_by_member(user).select_related("sponsor").order_by("-id")[:LATEST],
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
