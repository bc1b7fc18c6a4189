"""A charge against an entry: one moderator brings it, somebody else reads both sides and decides."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.awards import disqualifying as deciding
from bounties.awards.models.involvement import FROM_CHARGES
from bounties.awards.policies import is_involved
from bounties.challenges.policies import may_review
from bounties.entries import disqualifying
from bounties.entries.models import Disqualification, DisqualificationStatus
from bounties.judging.aliases import alias_of
from bounties.pages.answering import attempt
from bounties.pages.hearing.foretelling import consequences
from bounties.pages.hearing.reading import deciding_staff, entry_named, moderator_of, text_of
from bounties.pages.keeping import for_signed_in, posted
from workers.clock import laurel_now

LONGEST_REASON = 4_000


class ChargeForm(forms.Form):
    """What an entry is charged with."""

    reason = forms.CharField(
        label=_("What it is charged with"),
        help_text=_("Its entrant reads it and may answer. Name the rule, and what shows that it was broken."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class ChargeVerdictForm(forms.Form):
    """Whether the entry is out, and why."""

    outcome = forms.ChoiceField(
        label=_("Your verdict"),
        choices=[
            (DisqualificationStatus.DROPPED.value, _("Dropped: the entry stays in")),
            (DisqualificationStatus.UPHELD.value, _("Upheld: the entry is out, and a place it holds passes on")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Its entrant reads it, and may contest a disqualification once."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def bring(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Charge an entry; until somebody else has decided, nothing changes for it."""
    user = moderator_of(request)
    entry = entry_named(entry_id)
    form = ChargeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        charge = attempt(form, lambda: disqualifying.propose(entry_id=entry.pk, reason=reason, by=user))
        if charge:
            messages.success(request, say("The entrant is told, and may answer. Somebody else decides."))
            return redirect("hear-charge", charge.pk)
    shown = {
        "challenge": entry.challenge,
        "form": form,
        "text": text_of(entry, user),
        "alias": alias_of(entry.pk),
        "may_bring": may_review(entry.challenge, user),
        "open": entry.disqualifications.filter(status=DisqualificationStatus.OPEN).first(),
    }
    return render(request, "hearing/bring.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def hear(request: HttpRequest, charge_id: UUID) -> HttpResponse:
    """With `act=preview` what the verdict would do is shown, with `act=decide` it is given."""
    user = deciding_staff(request)
    seen = Disqualification.objects.visible_to(user).select_related("entry__challenge__sponsor")
    found = get_object_or_404(seen, pk=charge_id)
    form, told = ChargeVerdictForm(posted(request)), None
    if request.method == "POST" and form.is_valid():
        decide = partial(_decide, found.pk, form.cleaned_data, user)
        if request.POST.get("act") == "decide":
            if attempt(form, decide):
                messages.success(request, say("Decided. The entrant reads your reasons."))
                return redirect("hear-charge", found.pk)
        else:
            told = attempt(form, lambda: consequences(found.entry.challenge, decide))
    return render(request, "hearing/charge.html", _case(found, user) | {"form": form, "told": told})


def _decide(charge_id: UUID, said: dict[str, Any], by: User) -> Disqualification:
    outcome = DisqualificationStatus(said["outcome"])
    return deciding.decide(charge_id=charge_id, outcome=outcome, verdict=said["reason"], by=by)


def _case(found: Disqualification, user: User) -> dict[str, Any]:
    now, challenge = laurel_now(), found.entry.challenge
    is_open = found.status == DisqualificationStatus.OPEN
    return {
        "charge": found,
        "challenge": challenge,
        "now": now,
        "alias": alias_of(found.entry_id),
        "text": text_of(found.entry, user),
        "is_open": is_open,
        "is_heard": bool(found.answer) or found.answer_by <= now,
        "is_own": is_open and found.proposed_by_id == user.pk,
        "has_part": is_open and is_involved(challenge, user, FROM_CHARGES),
    }
