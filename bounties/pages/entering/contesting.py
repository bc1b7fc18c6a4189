"""Having one's say: against a charge, against a decision, about somebody's appeal, and about changed terms."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bounties.accounts.policies import signed_in
from bounties.awards import appealing, contesting, hearing
from bounties.awards.grounds import GROUNDS
from bounties.awards.models import Appeal, Award, Ground
from bounties.awards.policies import takes_part
from bounties.entries import disqualifying
from bounties.entries.models import Disqualification, Entry
from bounties.errors import BountyError
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted
from workers.clock import laurel_now

LONGEST_REASON = 5_000


class AppealForm(forms.Form):
    """On which ground, and what shows it."""

    ground = forms.ChoiceField(
        label=gettext_lazy("What is wrong"),
        choices=[(one.ground.value, one.meaning) for one in GROUNDS],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("What happened, and what shows it"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("The other side and the arbiter read it. They see your alias, not your name."),
    )


class SideForm(forms.Form):
    """One's side."""

    text = forms.CharField(label=gettext_lazy("Your side"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}))


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def appeal_entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Contest what put one's own entry out."""
    user = signed_in(request.user)
    entry = get_object_or_404(Entry.objects.visible_to(user).select_related("challenge"), pk=entry_id)
    closed = _refusal(lambda: contesting.require_contestable(entry))
    return _appeal(request, entry, lambda **said: contesting.contest(entry_id=entry.pk, by=user, **said), closed=closed)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def appeal_award(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Contest an award, one's own for a better one or somebody else's."""
    user = signed_in(request.user)
    award = get_object_or_404(Award.objects.select_related("challenge", "entry"), pk=award_id)
    entry = Entry.objects.visible_to(user).filter(challenge=award.challenge).select_related("challenge").first()
    if entry is None or not takes_part(award.challenge, user):
        raise Http404
    closed = _refusal(lambda: appealing.require_contestable(award, user))
    act = partial(appealing.appeal, award_id=award.pk, by=user)
    return _appeal(request, entry, act, award=award, closed=closed)


def _refusal(ask: Callable[[], object]) -> str:
    """Why it cannot be contested, before anybody writes a page about it; empty where it can."""
    try:
        ask()
    except BountyError as refusal:
        return str(refusal)
    return ""


def _appeal(request: HttpRequest, entry: Entry, act: Callable[..., Appeal], **more: Any) -> HttpResponse:
    form = AppealForm(posted(request))
    if request.method == "POST" and form.is_valid():
        ground, reason = Ground(form.cleaned_data["ground"]), form.cleaned_data["reason"]
        if attempt(form, lambda: act(ground=ground, reason=reason)):
            messages.success(request, _("Your appeal is open. The other side is asked, then an arbiter decides."))
            return redirect("entry", entry.pk)
    page = {"entry": entry, "challenge": entry.challenge, "form": form, "grounds": GROUNDS} | more
    return render(request, "entering/appeal.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def appeal(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """One appeal with both sides; whoever was asked answers here, once."""
    user = signed_in(request.user)
    found = get_object_or_404(
        Appeal.objects.visible_to(user).select_related("challenge", "award__entry", "entry"), pk=appeal_id
    )
    form = SideForm(posted(request))
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if attempt(form, lambda: hearing.answer(appeal_id=found.pk, text=text, by=user)):
            messages.success(request, _("Your answer is with the arbiter."))
            return redirect("appeal", found.pk)
    now, answers = laurel_now(), list(found.answers.all())
    page = {
        "appeal": found,
        "challenge": found.challenge,
        "form": form,
        "now": now,
        "answers": answers,
        "is_mine": found.appellant_id == user.pk,
        "may_answer": found.status == Appeal.Status.OPEN and found.answer_by > now and hearing.is_asked(found, user),
    }
    return render(request, "entering/one_appeal.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def charge(request: HttpRequest, charge_id: UUID) -> HttpResponse:
    """What one's entry is charged with; answered once, in time."""
    user = signed_in(request.user)
    found = get_object_or_404(
        Disqualification.objects.select_related("entry__challenge"), pk=charge_id, entry__entrant=user
    )
    form = SideForm(posted(request))
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if attempt(form, lambda: disqualifying.answer(charge_id=found.pk, text=text, by=user)):
            messages.success(request, _("Your answer is kept. Somebody else than who brought the charge decides."))
            return redirect("entry", found.entry_id)
    now = laurel_now()
    may_answer = found.status == Disqualification.Status.OPEN and not found.answer and found.answer_by > now
    page = {"charge": found, "entry": found.entry, "form": form, "now": now, "may_answer": may_answer}
    return render(request, "entering/charge.html", page)
