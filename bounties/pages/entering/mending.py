"""What was missing when an entry was screened is added once, in time."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.challenges.models.entering import AiPolicy
from bounties.entries import attaching, mending
from bounties.entries.disclosing import NONE_USED
from bounties.entries.policies import is_captain
from bounties.pages.answering import attempt
from bounties.pages.entering.outcome import is_curing
from bounties.pages.entering.reading import entry_of, files_of
from bounties.pages.keeping import for_signed_in, posted


class MendForm(forms.Form):
    """The missing file, or what has to be said of AI."""

    file = forms.FileField(label=gettext_lazy("The missing file"), required=False)
    ai_use = forms.CharField(
        label=gettext_lazy("AI tools you used"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("If you used none, write: %(none)s") % {"none": NONE_USED},
    )

    def __init__(self, typed: Any, files: Any = None, *, entry: Any) -> None:
        super().__init__(typed, files, initial={"ai_use": entry.ai_use})
        if entry.challenge.ai_policy == AiPolicy.ALLOWED:
            del self.fields["ai_use"]


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def mend(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Add files one by one, then hand them in; title and text stay as they were received."""
    user = signed_in(request.user)
    found = entry_of(user, entry_id)
    if not is_captain(found, user) or not is_curing(found):
        raise Http404
    form = MendForm(posted(request), request.FILES or None, entry=found)
    if request.method == "POST" and form.is_valid() and (then := _mend(request, form, found, user)):
        return redirect(*then)
    page = {"entry": found, "challenge": found.challenge, "now": found.now, "form": form}
    page["files"] = [file for file in files_of(found) if file.version_id is None]
    return render(request, "entering/mend.html", page)


def _mend(request: HttpRequest, form: MendForm, found: Any, user: User) -> tuple[Any, ...] | None:
    upload, said = form.cleaned_data.get("file"), form.cleaned_data.get("ai_use")
    if upload and not attempt(form, lambda: attaching.attach(entry_id=found.pk, upload=upload, by=user)):
        return None
    if request.POST.get("act") == "attach":
        return "mend", found.pk
    version = attempt(form, lambda: mending.mend(entry_id=found.pk, ai_use=said, by=user))
    if version is None:
        return None
    messages.success(request, _("Handed in. Your entry is looked at once more."))
    return "receipt", found.pk, version.number
