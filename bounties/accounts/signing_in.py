"""Proving who one is: by password, and by a second factor where one is set up. Pages do the same through allauth.

Staff must have one (`needs_a_factor`): without it they get no token, and by a session no further than their account.
"""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
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


def needs_a_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this is one of the staff without a second factor; the local stack's need none."""
    is_staff = isinstance(user, User) and user.is_staff and not settings.LAUREL_LOCAL
    return is_staff and not Authenticator.objects.filter(user_id=user.pk).exists()


def wanted() -> str:
    """What such a person is told."""
    return _("Staff need a second factor: set one up under Account, Two-Factor Authentication.")


def _prove_second_factor(user: User, code: str) -> None:
    if needs_a_factor(user):
        raise SecondFactorNeeded(wanted())
    factors = list(Authenticator.objects.filter(user=user))
    if factors and not any(factor.wrap().validate_code(code) for factor in factors if factor.type in TYPED_FACTORS):
        raise SecondFactorNeeded(
            _("Send the present code of your authenticator app, or a recovery code."), field="code"
        )
