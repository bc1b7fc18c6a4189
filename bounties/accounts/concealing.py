"""Opening an account takes as long for an address that has one: its time must not tell what its answer conceals."""

from typing import Any

from allauth.account.forms import SignupForm
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest


class SignUpForm(SignupForm):
    """Allauth's own (ACCOUNT_FORMS), which hashes a password only for an account that it makes."""

    def try_save(self, request: HttpRequest) -> Any:
        """Do the work that a new account would have cost, and throw it away."""
        if self.account_already_exists:
            make_password(self.cleaned_data.get("password1"))
        return super().try_save(request)
