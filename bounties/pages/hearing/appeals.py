"""An arbiter hears an appeal: both sides, the texts, what each outcome would do; then the verdict with its reasons."""

from collections.abc import Callable
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
from bounties.awards import rereviewing, ruling
from bounties.awards.grounds import GROUNDS
from bounties.awards.models import Appeal, AppealStatus, Rereview
from bounties.awards.models.rereviews import FirstScores
from bounties.awards.policies import is_involved
from bounties.judging.aliases import alias_of
from bounties.pages.answering import attempt
from bounties.pages.hearing.foretelling import Change, consequences
from bounties.pages.hearing.reading import arbiter_of, texts_of
from bounties.pages.keeping import for_signed_in, posted
from workers.clock import laurel_now

LONGEST_REASON = 5_000
PARTS = ("challenge__sponsor", "award__entry__challenge", "entry__challenge", "rereview")


class VerdictForm(forms.Form):
    """What becomes of what is contested, and why."""

    outcome = forms.ChoiceField(
        label=_("Your verdict"),
        choices=[
            (AppealStatus.UPHELD.value, _("It stands: the appeal fails")),
            (AppealStatus.ANNULLED.value, _("It is undone: the appeal succeeds")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The parties read it. Name the rule, and what shows that it was kept or broken."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class RereviewForm(forms.Form):
    """Why entries are scored anew, and what becomes of the first scores."""

    reason = forms.CharField(
        label=_("Why they are scored anew"),
        help_text=_("The parties and the other arbiter read it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    first_scores = forms.ChoiceField(
        label=_("The first scores"),
        choices=[
            (FirstScores.SET_ASIDE.value, _("Are set aside: the new ones count alone")),
            (FirstScores.KEPT.value, _("Count on, with the new ones beside them")),
        ],
        initial=FirstScores.SET_ASIDE.value,
        widget=forms.RadioSelect,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def hear(request: HttpRequest, appeal_id: UUID) -> HttpResponse:
    """With `act=preview` what the verdict would do is shown; `act=decide` gives it, `act=rereview` sends it on."""
    user = arbiter_of(request)
    found = get_object_or_404(Appeal.objects.visible_to(user).select_related(*PARTS), pk=appeal_id)
    act, typed = request.POST.get("act", ""), posted(request)
    again = RereviewForm(typed if act == "rereview" else None, prefix="again")
    form = VerdictForm(None if act == "rereview" else typed)
    if act == "rereview" and again.is_valid() and _send_on(again, found, user):
        messages.success(request, say("Another arbiter scores them anew. The parties are told."))
        return redirect("hear-appeal", found.pk)
    told: list[Change] | None = None
    if act in ("preview", "decide") and form.is_valid():
        decide = partial(_decide, found.pk, form.cleaned_data, user)
        if act == "decide" and attempt(form, decide) is not None:
            messages.success(request, say("Decided. The parties read your reasons."))
            return redirect("hear-appeal", found.pk)
        told = _foretold(form, found, decide) if act == "preview" else None
    shown = {"form": form, "again": again, "told": told, "has_rubric": found.challenge.criteria.exists()}
    return render(request, "hearing/appeal.html", _case(found, user) | shown)


def _decide(appeal_id: UUID, said: dict[str, Any], by: User) -> Appeal:
    outcome = AppealStatus(said["outcome"])
    return ruling.decide_appeal(appeal_id=appeal_id, outcome=outcome, verdict=said["reason"], by=by)


def _foretold(form: VerdictForm, found: Appeal, decide: Callable[[], Appeal]) -> list[Change] | None:
    return attempt(form, lambda: consequences(found.challenge, decide))


def _send_on(form: RereviewForm, found: Appeal, by: User) -> Rereview | None:
    return attempt(form, lambda: rereviewing.order_rereview(appeal_id=found.pk, by=by, **form.cleaned_data))


def _case(found: Appeal, user: User) -> dict[str, Any]:
    """Everything that a verdict rests on."""
    now, answers = laurel_now(), list(found.answers.all())
    award, rereview = found.award, getattr(found, "rereview", None)
    is_open = found.status == Appeal.Status.OPEN
    texts = texts_of([found.entry, *([award.entry] if award else [])], user)
    return {
        "appeal": found,
        "challenge": found.challenge,
        "now": now,
        "answers": answers,
        "ground": next(one for one in GROUNDS if one.ground == found.ground),
        "alias": alias_of(found.entry_id),
        "text": texts.get(found.entry_id),
        "is_anothers": bool(award and award.entry_id != found.entry_id),
        "contested": texts.get(award.entry_id) if award else None,
        "rereview": rereview,
        "is_open": is_open,
        "is_heard": found.answer_by <= now or all(one.text for one in answers),
        "has_part": is_open and (found.appellant_id == user.pk or is_involved(found.challenge, user)),
    }
