"""A challenge's page: what is asked, what it pays, when it ends, who judges by what, and the next thing to do."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bounties.accounts.policies import is_moderator
from bounties.awards.blends import blend_shown
from bounties.awards.granting import free_places
from bounties.awards.querysets import AwardQuerySet
from bounties.awards.results import awards_shown
from bounties.challenges import asking
from bounties.challenges.formalities import before_payment
from bounties.challenges.models import UNSUBMITTED, Challenge
from bounties.challenges.policies import EDITORS
from bounties.challenges.promising import held_sentence, promises
from bounties.challenges.stages import plan
from bounties.ideas.reading import board_shown
from bounties.judging.answers import board_of
from bounties.judging.gallery import exhibition
from bounties.pages.browsing.describing import described
from bounties.pages.browsing.funding import panel
from bounties.pages.browsing.next_step import next_step, parts_of
from bounties.pages.running.history import news_of
from bounties.service_levels.records import kept_by_sponsor
from payments.payees.payability import Preflight, preflight
from workers.clock import LaurelNow

ANSWERS = 100
SHOWN_EXHIBITS = 24


@require_safe
def challenge(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """The page, for whoever may see the challenge."""
    visible = Challenge.objects.visible_to(request.user).in_detail()
    said = visible.annotate(now=LaurelNow(), **kept_by_sponsor(), **parts_of(request.user))
    found: Any = get_object_or_404(said, pk=challenge_id)
    payability = _payability(request, found)
    shown = {
        **texts_of(found),
        "now": found.now,
        "described": described(found),
        "next": next_step(found, request.user, payability),
        "may_ask": found.status == "open" and getattr(found, "my_role", "nobody's") is None,
        "questions": asking.shown(found),
        "awards": _published(found, request.user) if found.status == "completed" else None,
        "blend": blend_shown(found),
        "payability": payability,
        "happened": news_of(found) if found.is_public else [],
        "is_mine": bool(getattr(found, "my_role", None)),
        "may_moderate": is_moderator(request.user) and not getattr(found, "my_role", None),
        "may_rehearse": found.status in UNSUBMITTED and getattr(found, "my_role", None) in EDITORS,
        "panel": panel(found, request.GET, now=found.now),
        "exhibits": exhibition(found, request.user, at_most=SHOWN_EXHIBITS),
        "free_prizes": len(free_places(found)) if found.rules.has_queue else None,
        "answers": board_of(found, request.user, at_most=ANSWERS),
        "ideas": board_shown(found, request.user, at_most=ANSWERS),
    }
    return render(request, "browsing/challenge.html", shown)


def _published(found: Challenge, reader: Any) -> AwardQuerySet:
    """What was won and kept, with whose it is and the pages of those who have one."""
    return awards_shown(found, reader).live().select_related("entry__entrant__profile").order_by("rank", "slot", "pk")


def texts_of(found: Challenge) -> dict[str, Any]:
    """What its terms say to solvers: the same on its page and in its sponsor's preview."""
    return {
        "challenge": found,
        "held": held_sentence(found),
        "promises": promises(found),
        "before_payment": before_payment(found),
        "stages": plan(found),
    }


def _payability(request: HttpRequest, found: Any) -> Preflight | None:
    """How its prize would reach a reader who might enter."""
    if not request.user.is_authenticated or found.my_role:
        return None
    return preflight(request.user, currency=found.currency)
