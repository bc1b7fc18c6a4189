"""A message that its receiver reported: a moderator of no side reads the thread and may hide it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.entries import messaging
from bounties.entries.models import Message
from bounties.judging.aliases import alias_of
from bounties.pages.answering import attempt
from bounties.pages.hearing.reading import moderator_of
from bounties.pages.keeping import for_signed_in, posted

MOST = 200  # messages of a thread
LONGEST_REASON = 4_000


class HideForm(forms.Form):
    """Why nobody reads it any more."""

    reason = forms.CharField(
        label=_("Why it is hidden"),
        help_text=_("Both sides read it in the message's place."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def reported(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """The message among what was written around it; one button, which is for good."""
    user = moderator_of(request)
    seen = Message.objects.filter(entry__in=messaging.threads_of(user), reported_at__isnull=False)
    found = get_object_or_404(seen.select_related("entry__challenge"), pk=message_id)
    form = HideForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: messaging.hide(message_id=found.pk, reason=reason, by=user)):
            messages.success(request, say("Hidden. Both sides read why."))
            return redirect("review-waiting", "reports")
    shown = {
        "message": found,
        "challenge": found.entry.challenge,
        "alias": alias_of(found.entry_id),
        "thread": found.entry.messages.order_by("-id")[:MOST][::-1],
        "form": form,
    }
    return render(request, "hearing/reported.html", shown)
