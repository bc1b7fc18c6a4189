"""Proving who one is: by password, and by a second factor where one is set up. Pages do the same through allauth."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from bounties.accounts import policies
from bounties.accounts.errors import EmailUnverified, SecondFactorNeeded, WrongCredentials
from bounties.accounts.models import User

TYPED_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]


class EmailBackend(AuthenticationBackend):
    """Allauth's sign-in by address and password, closed to whoever may not sign in. Unknown addresses take as long."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Asked at every sign-in, and again at each request of a session."""
        return isinstance(user, User) and policies.may_sign_in(user)


def prove(*, email: str, password: str, code: str = "") -> User:
    """The user whom these prove.

    Staff must have a second factor, outside the local stack. Raises WrongCredentials; and, to those who know the
    password only, EmailUnverified and SecondFactorNeeded.
    """
    user = authenticate(email=email, password=password)
    if not isinstance(user, User):
        raise WrongCredentials(_("This address and this password do not belong together."))
    if not EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists():
        raise EmailUnverified(_("Confirm your e-mail address first: open the link that we sent you."))
    _prove_second_factor(user, code)
    return user


def _prove_second_factor(user: User, code: str) -> None:
    factors = list(Authenticator.objects.filter(user=user))
    if not factors and user.is_staff and not settings.LAUREL_LOCAL:
        raise SecondFactorNeeded(_("Staff need a second factor: set one up under Account, Two-Factor Authentication."))
    if factors and not any(factor.wrap().validate_code(code) for factor in factors if factor.type in TYPED_FACTORS):
        raise SecondFactorNeeded(
            _("Send the present code of your authenticator app, or a recovery code."), field="code"
        )
