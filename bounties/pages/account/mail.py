"""Which mails one wants, and the door in each mail by which one gets no more of its kind."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.notifications.groups import GROUPS
from bounties.notifications.preferences import choose, mute_by_pass, preferences_of, read_pass
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted


class MailForm(forms.Form):
    """One box per group."""

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        for one in preferences_of(user):
            self.fields[one.group] = forms.BooleanField(
                label=str(one.label), help_text=str(one.says), required=False, initial=one.by_mail
            )

    @property
    def muted(self) -> list[str]:
        """What was left empty."""
        return [group for group, is_wanted in self.cleaned_data.items() if not is_wanted]


def _chosen(form: MailForm, user: User) -> bool:
    return bool(attempt(form, lambda: choose(user=user, muted=form.muted)))


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def preferences(request: HttpRequest) -> HttpResponse:
    """By group; in the app everything stays."""
    user = signed_in(request.user)
    form = MailForm(posted(request), user=user)
    if request.method == "POST" and form.is_valid() and _chosen(form, user):
        messages.success(request, _("Saved. It holds from the next mail on."))
        return redirect("account-notifications")
    return render(request, "account_pages/mail.html", {"form": form})


@csrf_exempt  # mail programs press it for their user (RFC 8058); whoever has the mail may
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, signed: str) -> HttpResponse:
    """No more mail of this group: asked by a press, because mail programs open links to look at them."""
    named = read_pass(signed)
    if named is None:
        raise Http404
    is_done = request.method == "POST" and mute_by_pass(signed=signed) is not None
    return render(request, "account_pages/unsubscribe.html", {"group": GROUPS[named[1]], "is_done": is_done})
