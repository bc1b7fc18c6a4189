"""A moderator stops a challenge's clock, and starts it again: what it does to the hours stands before the button."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.policies import signed_in
from bounties.challenges.models import Challenge
from bounties.challenges.models.life import PAUSABLE
from bounties.challenges.policies import may_review
from bounties.entries import pausing
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.phrasing import label_of
from workers.clock import laurel_now


class PauseForm(forms.Form):
    """Why: everyone reads it."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=4_000,
        help_text=_("It stands on the challenge's page, for everyone. Name no person."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ResumeForm(forms.Form):
    """Nothing to say but yes."""


@dataclass(frozen=True, slots=True)
class Hour:
    """A deadline that lies ahead, and when it would be if its clock went on now."""

    label: str | Promise
    before: datetime
    after: datetime


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def pause(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """For moderators without a part in its sponsor; for everyone else it is not there."""
    user = signed_in(request.user)
    challenge = get_object_or_404(Challenge.objects.visible_to(user).select_related("sponsor"), pk=challenge_id)
    if not may_review(challenge, user):
        raise Http404
    is_paused = challenge.status == Challenge.Status.PAUSED
    form = ResumeForm(posted(request)) if request.POST.get("do") == "resume" else PauseForm(posted(request))
    if request.method == "POST" and form.is_valid() and _is_done(challenge_id, form, request):
        messages.success(request, say("Its clock stands still.") if not is_paused else say("Its clock goes on."))
        return redirect("challenge", challenge_id)
    now = laurel_now()
    shown = {
        "challenge": challenge,
        "form": form,
        "is_paused": is_paused,
        "is_pausable": challenge.status in PAUSABLE,
        "hours": hours_of(challenge, now),
        "now": now,
    }
    return render(request, "running/pause.html", shown)


def _is_done(challenge_id: UUID, form: forms.Form, request: HttpRequest) -> bool:
    return attempt(form, lambda: _do(challenge_id, form, request)) is not None


def _do(challenge_id: UUID, form: forms.Form, request: HttpRequest) -> Challenge:
    by = signed_in(request.user)
    if isinstance(form, ResumeForm):
        return pausing.resume(challenge_id=challenge_id, by=by)
    return pausing.pause(challenge_id=challenge_id, reason=form.cleaned_data["reason"], by=by)


def hours_of(challenge: Challenge, now: datetime) -> list[Hour]:
    """What lies ahead: of a paused challenge, each later by the time that it has been paused."""
    since = challenge.paused_at or now
    found = [(name, getattr(challenge, name)) for name in pausing.DEADLINES]
    return [Hour(label_of(name), at, at + (now - since)) for name, at in found if at and at > since]
