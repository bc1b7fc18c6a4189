"""The page on which a sponsor sees a draft's whole life before anyone else does."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.policies import signed_in
from bounties.challenges.models import Challenge
from bounties.errors import BountyError
from bounties.rehearsals.crew import LETTERS
from bounties.rehearsals.rehearsing import Ending, Rehearsed, rehearse

ENTRIES = 3


class RehearsalForm(forms.Form):
    """How to play it."""

    ending = forms.ChoiceField(
        label=_("Who decides"),
        choices=[
            (Ending.PEOPLE.value, _("Made-up people")),
            (Ending.SILENCE.value, _("Nobody: see what silence does")),
        ],
    )
    entries = forms.IntegerField(label=_("Made-up entries"), initial=ENTRIES, min_value=0, max_value=len(LETTERS))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rehearsal(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Ask how, then show every step and message. What the draft lacks is said in the service's own words."""
    found = get_object_or_404(
        Challenge.objects.filter(pk__in=Challenge.objects.sponsored_by_member(signed_in(request.user))),
        pk=challenge_id,
    )
    form = RehearsalForm(request.POST or None)
    shown, refusal = None, None
    if form.is_valid():
        shown, refusal = _play(request, found, form.cleaned_data)
    page = {"challenge": found, "form": form, "shown": shown, "refusal": refusal}
    return render(request, "pages/rehearsal.html", page, status=409 if refusal else 200)


def _play(request: HttpRequest, found: Challenge, asked: dict[str, Any]) -> tuple[Rehearsed | None, BountyError | None]:
    try:
        ending, entries = Ending(asked["ending"]), asked["entries"]
        return rehearse(challenge_id=found.pk, ending=ending, entries=entries, by=signed_in(request.user)), None
    except BountyError as refusal:
        return None, refusal
