"""A message that its receiver reported: a moderator of no side reads the thread, hides it or dismisses the report."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.entries import messaging
from bounties.judging.aliases import alias_of
from bounties.pages.answering import attempt
from bounties.pages.hearing.reading import moderator_of
from bounties.pages.keeping import for_signed_in, posted

MOST = 200  # messages of a thread
LONGEST_REASON = 4_000
ANSWERS = {
    "hide": (messaging.hide, _("Hidden. Both sides read why.")),
    "dismiss": (messaging.dismiss, _("Dismissed: the message stays, and who reported it reads why.")),
}


class AnswerForm(forms.Form):
    """Why nobody reads it any more, or why nothing is wrong with it."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("If you hide it, both sides read this in its place; if nothing is wrong, who reported it does."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def reported(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """The message among what was written around it; two buttons, each for good."""
    user = moderator_of(request)
    seen = messaging.once_reported().filter(entry__in=messaging.threads_of(user))
    found = get_object_or_404(seen.select_related("entry__challenge"), pk=message_id)
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        answer, done = ANSWERS["dismiss" if request.POST.get("act") == "dismiss" else "hide"]
        if attempt(form, lambda: answer(message_id=found.pk, reason=form.cleaned_data["reason"], by=user)):
            messages.success(request, done)
            return redirect("review-waiting", "reports")
    shown = {
        "message": found,
        "challenge": found.entry.challenge,
        "alias": alias_of(found.entry_id),
        "thread": found.entry.messages.order_by("-id")[:MOST][::-1],
        "dismissals": found.dismissals.order_by("id"),
        "form": form,
    }
    return render(request, "hearing/reported.html", shown)
