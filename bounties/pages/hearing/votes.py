"""Ballots that may be one person's: who cast them, never what they say; answered before the count, with a reason."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.ballots import auditing, policies, reading
from bounties.ballots.models import Ballot, Flag, FlagStatus
from bounties.challenges.models import Challenge
from bounties.errors import BountyError
from bounties.pages.answering import attempt
from bounties.pages.hearing.reading import deciding_staff
from bounties.pages.keeping import for_signed_in, posted
from workers.clock import laurel_now

LONGEST_REASON = 4_000
DONE = {
    "dismiss": _("Dismissed: its ballots count."),
    "uphold": _("Upheld: its ballots are void, and each voter reads why."),
    "void": _("The ballot is void, and its voter reads why."),
}


class AuditForm(forms.Form):
    """Why a flag is dismissed or upheld, or a ballot void."""

    flag = forms.UUIDField(widget=forms.HiddenInput)
    ballot = forms.UUIDField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Whoever loses a vote by it reads it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def audit(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Every flag of a vote with its ballots. Arbiters read it; moderators without a part answer."""
    user = deciding_staff(request)
    challenge = get_object_or_404(Challenge.objects.visible_to(user).select_related("sponsor"), pk=challenge_id)
    flags = list(reading.flags_of(challenge, user))
    if not flags and not policies.has_ballot(challenge):
        raise Http404
    form = AuditForm(posted(request))
    act = request.POST.get("act", "")
    if act in DONE and form.is_valid() and _tried(form, partial(_act, act, challenge, form.cleaned_data, user)):
        messages.success(request, DONE[act])
        return redirect("audit-votes", challenge.pk)
    shown = {
        "challenge": challenge,
        "flags": [(flag, _form_of(flag, form)) for flag in flags],
        "bar": _bar(challenge, user),
        "form": form,
        "now": laurel_now(),
    }
    return render(request, "hearing/votes.html", shown)


def _tried(form: AuditForm, act: Callable[[], Flag | Ballot]) -> bool:
    return attempt(form, act) is not None


def _act(act: str, challenge: Challenge, said: dict[str, Any], by: User) -> Flag | Ballot:
    flag = get_object_or_404(Flag, pk=said["flag"], challenge=challenge)
    if act == "void":
        ballot = get_object_or_404(flag.ballots, pk=said["ballot"])
        return auditing.void(ballot_id=ballot.pk, reason=said["reason"], by=by)
    status = FlagStatus.UPHELD if act == "uphold" else FlagStatus.DISMISSED
    return auditing.answer(flag_id=flag.pk, status=status, reason=said["reason"], by=by)


def _form_of(flag: Flag, typed: AuditForm) -> AuditForm:
    """The form of one flag; what was typed for it and refused is still in it."""
    if typed.is_bound and str(typed.data.get("flag")) == str(flag.pk):
        return typed
    return AuditForm(initial={"flag": flag.pk}, auto_id=f"{flag.pk}-%s")


def _bar(challenge: Challenge, user: User) -> str:
    """Why this reader answers nothing now; empty: they may."""
    try:
        policies.require_auditor(challenge, user)
        policies.require_audit(challenge)
    except BountyError as refusal:
        return str(refusal)
    return ""
