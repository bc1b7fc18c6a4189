"""Opening an account: allauth asks for address and password and has the address confirmed; we add the person's name."""

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bounties.accounts.models import User
from bounties.text import unseen_in


class NameForm(forms.Form):
    """What our sign-up asks beyond allauth's own (ACCOUNT_SIGNUP_FORM_CLASS). Mails follow in the page's language."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def clean_name(self) -> str:
        """One line: it becomes a part of others' e-mails."""
        if sentence := unseen_in(self.cleaned_data["name"]):
            raise forms.ValidationError(sentence)
        return str(self.cleaned_data["name"])

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the user exists."""
        user.name = self.cleaned_data["name"]
        user.language = get_language() or settings.LANGUAGE_CODE
        user.save(update_fields=["name", "language"])
