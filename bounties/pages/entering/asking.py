"""Asking the sponsor a question that everyone will read with its answer."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bounties.accounts.policies import signed_in
from bounties.challenges import asking
from bounties.challenges.models import Challenge
from bounties.challenges.policies import may_ask
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted


class QuestionForm(forms.Form):
    """A question."""

    body = forms.CharField(
        label=gettext_lazy("Your question"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Everyone reads it with its answer; nobody learns who asked. Say nothing of your entry."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def ask(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """What was asked already, and one more; 404 for the side that answers."""
    user = signed_in(request.user)
    found = get_object_or_404(Challenge.objects.visible_to(user), pk=challenge_id)
    if not may_ask(found, user):
        raise Http404
    form = QuestionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        body = form.cleaned_data["body"]
        if attempt(form, lambda: asking.ask(challenge_id=found.pk, body=body, by=user)):
            messages.success(request, _("Asked. You are told when the sponsor answers."))
            return redirect(reverse("challenge", args=[found.pk]) + "#questions")
    is_open = asking.takes_questions(found)
    page = {"challenge": found, "form": form, "is_open": is_open, "questions": asking.shown(found)}
    return render(request, "entering/ask.html", page)
