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
from bounties.challenges.promising import held_sentence, promises
from bounties.challenges.terms import terms_of
from bounties.pages.answering import press
from bounties.pages.keeping import for_signed_in
from bounties.pages.posting.costs import cost_of
from bounties.pages.posting.drawer import edited, is_in_drawer
from bounties.pages.posting.lacking import lacks_of
from bounties.pages.posting.steps import REVIEW, marks_of, url_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def review(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Look at it once more, and send it for review."""
    challenge = edited(request, challenge_id)
    if not is_in_drawer(challenge):
        messages.info(request, _("It can no longer be rewritten."))
        return redirect("challenge", challenge_id)
    lacking = reviewing.lacking(challenge)
    if request.method == "POST":
        return press(
            request,
            lambda: reviewing.submit(challenge_id=challenge_id, by=signed_in(request.user)),
            done=_("Sent. A moderator reads it, and you hear of it here and by e-mail."),
            then=url_of(challenge_id, REVIEW) if lacking else reverse("fund-challenge", args=[challenge_id]),
        )
    shown = {
        "challenge": challenge,
        "steps": marks_of(challenge, lacking, current=REVIEW),
        "lacks": lacks_of(challenge, terms_of(challenge), lacking, current=REVIEW),
        "cost": cost_of(challenge),
        "promises": promises(challenge) if not lacking else [],
        "held": held_sentence(challenge),
    }
    return render(request, "posting/review.html", shown)
