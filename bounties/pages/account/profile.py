"""What one says about oneself: a name, a country, the zone in which times are shown."""

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from django_countries import countries

from bounties.accounts import describing
from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.community import presenting
from bounties.community.handles import LONGEST
from bounties.community.models import Profile
from bounties.community.models.profiles import LONGEST_BIO
from bounties.community.presenting import Wish
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.posting.explaining import LongSelect


class ProfileForm(forms.Form):
    """The same that PATCH /me takes."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("Shown where you post, answer and win. Judges never see it before the decision."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=[],
        widget=LongSelect(attrs={"autocomplete": "country"}),
        help_text=_("Where you live. It decides which challenges you may enter, and how a prize can reach you."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of these pages, and of every e-mail that we send you."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=[], widget=LongSelect, help_text=_("Every deadline is shown to you in it.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(zoneinfo.available_timezones())
        self.fields["country"].choices = [("", _("I would rather not say")), *countries]  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in zones]  # type: ignore[attr-defined]


class PublicForm(forms.Form):
    """The same that PATCH /me/profile takes."""

    is_public = forms.BooleanField(
        required=False, label=_("Show a public page of me"), help_text=_("Without this, nobody finds you here.")
    )
    handle = forms.CharField(
        required=False,
        max_length=LONGEST,
        label=_("Handle"),
        help_text=_("Your page is found by it. Small letters, digits and hyphens; you keep it for 30 days at least."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    bio = forms.CharField(
        required=False,
        max_length=LONGEST_BIO,
        label=_("About me"),
        help_text=_("In a few sentences."),
        widget=forms.Textarea({"rows": 4}),
    )
    shows_country = forms.BooleanField(required=False, label=_("Show my country"))
    shows_paid = forms.BooleanField(
        required=False,
        label=_("Show what I was paid in all"),
        help_text=_("Prize money of published wins, by currency; on the leaderboard, too."),
    )

    def wish(self) -> Wish:
        """As the service takes it."""
        return Wish(**self.cleaned_data)


def shown_of(profile: Profile) -> dict[str, Any]:
    """What the form begins with."""
    return {name: getattr(profile, name) for name in PublicForm.base_fields}


@transaction.atomic
def _save(form: ProfileForm, shown: PublicForm, user: User) -> bool:
    """All that was said or, where some of it is refused, nothing."""
    is_saved = bool(
        attempt(form, lambda: describing.describe(user=user, **form.cleaned_data))
        and attempt(shown, lambda: presenting.present(user=user, wish=shown.wish()))
    )
    transaction.set_rollback(not is_saved)
    return is_saved


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """See it, change it, and say what of it is public."""
    user = signed_in(request.user)
    known = {field: getattr(user, field) for field in ProfileForm.base_fields}
    public = presenting.profile_of(user)
    form = ProfileForm(posted(request), initial=known)
    shown = PublicForm(posted(request), initial=shown_of(public))
    if request.method == "POST" and form.is_valid() and shown.is_valid() and _save(form, shown, user):
        messages.success(request, _now("Saved."))
        return redirect("account")
    return render(request, "account_pages/profile.html", {"form": form, "shown": shown, "public": public})
