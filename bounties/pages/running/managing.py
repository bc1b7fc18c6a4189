"""Where a challenge stands for its sponsor: what waits, what happens next by itself, and everything one may do."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bounties.accounts.models import Membership
from bounties.accounts.policies import signed_in
from bounties.challenges.progress import progress_of
from bounties.pages.keeping import for_signed_in
from bounties.pages.posting.drawer import is_in_drawer, sponsored
from bounties.pages.running.acts import acts_of
from bounties.pages.running.calling_off import effect_of
from bounties.pages.running.history import MOST_NEWS, news_of
from bounties.pages.scoring.parts import tabs_of
from workers.clock import laurel_now


@require_safe
@for_signed_in
def manage(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """For the members of its sponsor; each sees the acts that their role may do."""
    user = signed_in(request.user)
    challenge = sponsored(request, challenge_id)
    role = Membership.objects.get(user=user, sponsor=challenge.sponsor_id).role
    unanswered = challenge.questions.filter(answered_at=None).count()
    shown = {
        "challenge": challenge,
        "role": role,
        "is_in_drawer": is_in_drawer(challenge),
        "tabs": tabs_of(challenge, user, "manage-challenge"),
        "acts": acts_of(challenge, role, effect_of(challenge), unanswered=unanswered),
        "unanswered": unanswered,
        "progress": progress_of(challenge) if challenge.prize_total else None,
        "amendments": challenge.amendments.order_by("-id")[:MOST_NEWS],
        "happened": news_of(challenge),
        "now": laurel_now(),
    }
    return render(request, "running/manage.html", shown)
