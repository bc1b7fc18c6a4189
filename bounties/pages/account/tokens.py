"""Tokens for programs: each is shown once, narrowed to what it needs, and revoked at a press."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from bounties.accounts import issuing
from bounties.accounts.models import ApiToken, User
from bounties.accounts.policies import signed_in
from bounties.accounts.scopes import SCOPES, scopes_of
from bounties.pages.answering import attempt, press
from bounties.pages.keeping import for_signed_in, posted
from workers.clock import laurel_now

LATEST = 50
LASTS_DAYS = [("30", _("30 days")), ("90", _("90 days")), ("365", _("A year")), ("", _("Until I revoke it"))]


class TokenForm(forms.Form):
    """What it is for, what it may do, and how long."""

    name = forms.CharField(label=_("What is it for?"), max_length=80, help_text=_("You will know it by this name."))
    days = forms.ChoiceField(label=_("How long is it good?"), choices=LASTS_DAYS, required=False)
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what its program needs: whoever finds the token can do the same as you, so far."),
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, initial={"days": "90", "scopes": ["challenges:read"]})
        mine = scopes_of(user)
        choices = [(scope, f"{scope}: {says}") for scope, says in SCOPES.items() if scope in mine]
        self.fields["scopes"].choices = choices  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
@reauthentication_required(allow_get=True)
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own, and a form for another; its secret is in the answer to that form and nowhere else."""
    user = signed_in(request.user)
    form = TokenForm(posted(request), user=user)
    secret = ""
    if request.method == "POST" and form.is_valid():
        secret = attempt(form, lambda: _issued(user, form.cleaned_data)) or ""
        form = TokenForm(user=user) if secret else form
    mine = ApiToken.objects.of(user).order_by("-id")[:LATEST]
    return render(
        request, "account_pages/tokens.html", {"form": form, "tokens": mine, "secret": secret, "now": laurel_now()}
    )


def _issued(user: User, said: dict[str, Any]) -> str:
    ends = laurel_now() + timedelta(days=int(said["days"])) if said["days"] else None
    _token, secret = issuing.issue(user=user, name=said["name"], scopes=said["scopes"], expires_at=ends)
    return secret


@require_POST
@for_signed_in
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Useless from now on, for good."""
    user = signed_in(request.user)
    if not ApiToken.objects.of(user).filter(pk=token_id).exists():
        raise Http404
    return press(
        request,
        lambda: issuing.revoke(token_id=token_id, by=user),
        done=_now("The token is revoked. Nothing can use it any more."),
        then=reverse("account-tokens"),
    )
