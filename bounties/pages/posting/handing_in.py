"""The wizard's last page: what is missing, what it will look like, what happens next, and the button."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.policies import signed_in
from bounties.challenges import reviewing
from bounties.challenges.models import Challenge
from bounties.challenges.progress import quote
from bounties.challenges.promising import held_sentence, promises
from bounties.challenges.terms import terms_of
from bounties.pages.answering import press
from bounties.pages.keeping import for_signed_in
from bounties.pages.posting.drawer import edited, is_in_drawer
from bounties.pages.posting.steps import REVIEW, marks_of, missing_of, url_of
from payments.errors import InvalidAmount
from payments.money import Money


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def review(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Look at it once more, and hand it in."""
    challenge = edited(request, challenge_id)
    if not is_in_drawer(challenge):
        messages.info(request, _("It can no longer be rewritten."))
        return redirect("challenge", challenge_id)
    lacking = reviewing.lacking(challenge)
    if request.method == "POST":
        return press(
            request,
            lambda: reviewing.submit(challenge_id=challenge_id, by=signed_in(request.user)),
            done=_("Handed in. A moderator reads it, and you hear of it here and by e-mail."),
            then=url_of(challenge_id, REVIEW) if lacking else reverse("fund-challenge", args=[challenge_id]),
        )
    shown = {
        "challenge": challenge,
        "steps": marks_of(challenge, lacking, current=REVIEW),
        "missing": missing_of(challenge, terms_of(challenge), lacking),
        "quote": _quote(challenge),
        "promises": promises(challenge) if not lacking else [],
        "held": held_sentence(challenge),
    }
    return render(request, "posting/review.html", shown)


def _quote(challenge: Challenge) -> object:
    """What it will cost; None where there is nothing to pay, or many pay."""
    if not challenge.prize_total or challenge.is_crowdfunded:
        return None
    try:
        return quote(Money(challenge.prize_total, challenge.currency))
    except InvalidAmount:
        return None
