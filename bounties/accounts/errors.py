"""What accounts refuse beyond the house's general refusals."""

from bounties.errors import BountyError


class WrongCredentials(BountyError):
    """Address and password do not belong together; never says which of them is wrong. Answered with 401."""

    code = "invalid_credentials"


class SecondFactorNeeded(BountyError):
    """The password was right, but a code is missing, wrong or used. Answered with 401."""

    code = "mfa_required"


class EmailUnverified(BountyError):
    """The password was right, but the address has not been confirmed yet. Answered with 403."""

    code = "email_unverified"


class LastOwner(BountyError):
    """A sponsor keeps at least one owner, who can decide for it. Answered with 409."""

    code = "last_owner"
