"""Opening an account: allauth asks for address and password and has the address confirmed; we add the person's name."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bounties.accounts.models import User
from payments.lines import unseen_in


class NameForm(forms.Form):
    """What our sign-up asks beyond allauth's own (ACCOUNT_SIGNUP_FORM_CLASS).

    Mails follow in the page's language, hours in the browser's zone.
    """

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    time_zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-own-zone": ""}))

    def clean_name(self) -> str:
        """One line: it becomes a part of others' e-mails."""
        if sentence := unseen_in(self.cleaned_data["name"]):
            raise forms.ValidationError(sentence)
        return str(self.cleaned_data["name"])

    def clean_time_zone(self) -> str:
        """The browser's own (modules/moments.js); one that is unknown here is none, because nobody typed it."""
        zone = str(self.cleaned_data["time_zone"])
        return zone if zone in available_timezones() else ""

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the user exists."""
        user.name = self.cleaned_data["name"]
        user.language = get_language() or settings.LANGUAGE_CODE
        user.time_zone = self.cleaned_data["time_zone"] or user.time_zone
        user.save(update_fields=["name", "language", "time_zone"])
