"""A password is set anew: what somebody else may hold of the account ends with it, or is asked about.

Sessions end by themselves, for each holds a hash of the password (but for the one that changes it).
"""

from typing import Any

from allauth.account.forms import ChangePasswordForm, ResetPasswordKeyForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bounties.accounts import issuing
from bounties.accounts.models import ApiToken, User

COMPLETES = "completes_a_password_only"  # in a passkey's data: it was there before the password was recovered


class NewPasswordForm(ResetPasswordKeyForm):
    """Allauth's own (ACCOUNT_FORMS), of a lost password, set by a link in a letter.

    Tokens are keys that open alone, and so are passkeys: tokens end, and passkeys open no more alone. They still
    complete the new password, like every second factor, or else who reads one's mails would need none (6.4.3 of
    OWASP's ASVS 5).
    """

    @transaction.atomic
    def save(self) -> None:
        """Set it, and leave no key of before that opens alone."""
        super().save()
        issuing.revoke_all(by=self.user)
        _narrow_passkeys(self.user)


def _narrow_passkeys(user: User) -> None:
    held = Authenticator.objects.select_for_update(no_key=True).filter(user=user, type=Authenticator.Type.WEBAUTHN)
    for passkey in held:
        passkey.data[COMPLETES] = True
        passkey.save(update_fields=["data"])


class PasskeyForm(LoginWebAuthnForm):
    """Allauth's own (MFA_FORMS), of who signs in by a passkey alone."""

    def clean_credential(self) -> Authenticator:
        """Refuse one that was there before the password was recovered: somebody else may have planted it."""
        passkey = super().clean_credential()
        if passkey.data.get(COMPLETES):
            raise forms.ValidationError(
                _(
                    "Your password was set anew since, so this passkey opens your account no more by itself. Sign in"
                    " by password and confirm with it; then remove it, and add it again if it is yours."
                )
            )
        return passkey


class ChangedPasswordForm(ChangePasswordForm):
    """Allauth's own (ACCOUNT_FORMS), which ends all other sessions; programs that have a token are asked about."""

    end_tokens = forms.BooleanField(
        required=False,
        help_text=gettext_lazy(
            "Every other session ends by itself. Tokens go on, for your programs; tick this if you don't know them all."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alive = ApiToken.objects.of(self.user).alive().count()
        if not alive:
            del self.fields["end_tokens"]
            return
        label = ngettext("Revoke my {count} API token too", "Revoke my {count} API tokens too", alive)
        self.fields["end_tokens"].label = label.format(count=alive)

    @transaction.atomic
    def save(self) -> None:
        """Set it and, if that was wished, revoke every token."""
        super().save()
        if self.cleaned_data.get("end_tokens"):
            issuing.revoke_all(by=self.user)
