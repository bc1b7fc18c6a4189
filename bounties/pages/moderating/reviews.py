"""The review: read what a sponsor handed in, then approve it, ask for changes, or reject it. Each as the API does."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from bounties.accounts import sponsoring
from bounties.accounts.models import Sponsor, User
from bounties.challenges import reviewing
from bounties.challenges.models import Challenge
from bounties.challenges.policies import may_review
from bounties.challenges.promising import held_sentence, promises
from bounties.pages.answering import attempt, press
from bounties.pages.hearing.reading import moderator_of
from bounties.pages.keeping import for_signed_in, posted

DONE = {
    "approve": _("Approved. The sponsor can pay now."),
    "request-changes": _("Given back. The sponsor reads your reason."),
    "reject": _("Rejected. The sponsor reads your reason."),
}


class VerdictForm(forms.Form):
    """A reason, which the sponsor reads; only an approval needs none. `version`: what the page showed."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=4_000,
        help_text=_("The sponsor reads it. Needed unless you approve."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def challenge(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Read it as solvers will, and say what becomes of it."""
    user = moderator_of(request)
    found = get_object_or_404(Challenge.objects.visible_to(user).in_detail(), pk=challenge_id)
    form = VerdictForm(posted(request))
    act = request.POST.get("do", "")
    if request.method == "POST" and act in DONE and form.is_valid():
        if attempt(form, _verdict(act, challenge_id, form.cleaned_data, user)):
            messages.success(request, DONE[act])
            return redirect("review")
        found.refresh_from_db()
    shown = {
        "challenge": found,
        "form": form,
        "may_review": may_review(found, user) and found.status == Challenge.Status.IN_REVIEW,
        "reviews": found.reviews.select_related("reviewer").order_by("created_at"),
        "promises": promises(found),
        "held": held_sentence(found),
    }
    return render(request, "moderating/challenge.html", shown)


def _verdict(act: str, challenge_id: UUID, said: dict[str, Any], by: User) -> Callable[[], Challenge]:
    read = {"challenge_id": challenge_id, "version": said["version"], "by": by}
    match act:
        case "approve":
            return partial(reviewing.approve, **read)
        case "reject":
            return partial(reviewing.reject, **read, reason=said["reason"])
        case _:
            return partial(reviewing.request_changes, **read, reason=said["reason"])


@require_POST
@for_signed_in
def verify(request: HttpRequest, sponsor_id: UUID) -> HttpResponse:
    """This sponsor is who it says; from now on it may hand in challenges."""
    user = moderator_of(request)
    found = get_object_or_404(Sponsor, pk=sponsor_id)
    seen = request.POST.get("seen") or None
    done = say("%(name)s is verified.") % {"name": seen or found}
    return press(
        request,
        lambda: sponsoring.verify_sponsor(sponsor_id=found.pk, name=seen, by=user),
        done=done,
        then=reverse("review-waiting", args=["sponsors"]),
    )
