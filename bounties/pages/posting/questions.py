"""The question board as a page: everyone reads, whoever may enter asks, the sponsor answers for all."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.policies import is_member, signed_in
from bounties.challenges import asking
from bounties.challenges.models import Challenge, Question
from bounties.challenges.policies import EDITORS
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted


class AnswerForm(forms.Form):
    """The sponsor's word to one question, or with no question named somebody's own question."""

    question = forms.UUIDField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Your answer"), widget=forms.Textarea(attrs={"rows": 5}))


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Read them all; an answer stands as it was given, so it is given once."""
    challenge = get_object_or_404(Challenge.objects.visible_to(request.user).select_related("sponsor"), pk=challenge_id)
    if request.method == "POST":
        return _answer(request, challenge_id)
    return _show(request, challenge, AnswerForm(posted(request)))


@for_signed_in
def _answer(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    challenge = get_object_or_404(Challenge.objects.visible_to(request.user).select_related("sponsor"), pk=challenge_id)
    form = AnswerForm(request.POST)
    said = attempt(form, lambda: _say(challenge, form.cleaned_data, request)) if form.is_valid() else None
    if said:
        return redirect("questions", challenge_id)
    return _show(request, challenge, form)


def _say(challenge: Challenge, said: dict[str, object], request: HttpRequest) -> Question:
    user, text = signed_in(request.user), str(said["text"])
    if said["question"] is None:
        return asking.ask(challenge_id=challenge.pk, body=text, by=user)
    known = get_object_or_404(challenge.questions, pk=said["question"])
    return asking.answer(question_id=known.pk, text=text, by=user)


def _show(request: HttpRequest, challenge: Challenge, form: AnswerForm) -> HttpResponse:
    is_side = is_member(request.user, challenge.sponsor_id)
    may_answer = is_member(request.user, challenge.sponsor_id, *EDITORS)
    shown = {
        "challenge": challenge,
        "questions": asking.shown(challenge, to_answer=may_answer),
        "form": form,
        "may_answer": may_answer,
        "may_ask": challenge.status == Challenge.Status.OPEN and not is_side,
        "about": str(form["question"].value() or ""),
    }
    return render(request, "posting/questions.html", shown)
