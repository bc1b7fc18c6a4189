"""A lost password is set anew by a link in a letter: what somebody else may hold of the account ends with it."""

from allauth.account.forms import ResetPasswordKeyForm
from django.db import transaction

from bounties.accounts import issuing


class NewPasswordForm(ResetPasswordKeyForm):
    """Allauth's own (ACCOUNT_FORMS), which ends every session; tokens are keys like these, so they end too."""

    @transaction.atomic
    def save(self) -> None:
        """Set it, and leave no key of before."""
        super().save()
        issuing.revoke_all(by=self.user)
