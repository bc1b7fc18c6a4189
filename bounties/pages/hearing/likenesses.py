"""Two entries that look alike: a moderator reads both, says what it is, and may then charge one of them."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.entries.models import FlagState, SimilarityFlag
from bounties.entries.similarity import deciding
from bounties.pages.answering import attempt
from bounties.pages.entering.comparing import differences
from bounties.pages.hearing.reading import moderator_of, text_of
from bounties.pages.keeping import for_signed_in, posted

PARTS = ("entry__challenge__sponsor", "resembles__challenge")
LONGEST_REASON = 4_000


class WhyForm(forms.Form):
    """What was seen."""

    reason = forms.CharField(
        label=_("What you saw"),
        help_text=_("It is kept with the flag."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def likeness(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    """Both texts and their differences; said once what it is, nothing follows by itself."""
    user = moderator_of(request)
    found = get_object_or_404(SimilarityFlag.objects.visible_to(user).select_related(*PARTS), pk=flag_id)
    form = WhyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        state = FlagState.UPHELD if request.POST.get("act") == "uphold" else FlagState.DISMISSED
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: deciding.decide(flag_id=found.pk, state=state, reason=reason, by=user)):
            messages.success(request, say("Kept. Nothing follows by itself; a charge is an act of its own."))
            return redirect("likeness", found.pk)
    found.resembles.challenge = found.entry.challenge
    one, other = text_of(found.entry, user), text_of(found.resembles, user)
    shown = {
        "flag": found,
        "challenge": found.entry.challenge,
        "form": form,
        "one": one,
        "other": other,
        "pieces": differences(other.body, one.body) if one and other else None,
        "is_open": found.state == FlagState.OPEN,
    }
    return render(request, "hearing/likeness.html", shown)
