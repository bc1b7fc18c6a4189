"""A moderator's consent that the sponsor decides otherwise than the published ranking; public with the decision."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.policies import is_member
from bounties.awards import deciding
from bounties.awards.models import DepartureConsent
from bounties.challenges.models import Challenge
from bounties.pages.answering import attempt
from bounties.pages.hearing.reading import moderator_of
from bounties.pages.keeping import for_signed_in, posted

LONGEST_REASON = 4_000


class ConsentForm(forms.Form):
    """Why a departure is right."""

    reason = forms.CharField(
        label=_("Why the sponsor may depart from the ranking"),
        help_text=_("Everyone reads it with the decision."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def departure(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Given once, while it is judged; the sponsor then gives a reason of its own."""
    user = moderator_of(request)
    challenge = get_object_or_404(Challenge.objects.visible_to(user).select_related("sponsor"), pk=challenge_id)
    form = ConsentForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        given = attempt(form, lambda: deciding.consent_to_departure(challenge_id=challenge.pk, reason=reason, by=user))
        if given:
            messages.success(request, say("Consented. It is published with the decision."))
            return redirect("departure", challenge.pk)
    shown = {
        "challenge": challenge,
        "form": form,
        "consent": DepartureConsent.objects.filter(challenge=challenge).first(),
        "is_own": is_member(user, challenge.sponsor_id),
        "is_judged": challenge.status == Challenge.Status.JUDGING,
    }
    return render(request, "hearing/departure.html", shown)
