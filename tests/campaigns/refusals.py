"""What counts as a refusal: ours by its class, PostgreSQL's by its constraint (the API answers 409 to either)."""

from django.db import IntegrityError

from bounties.errors import BountyError
from payments.errors import PaymentError

SPOKEN_BY_POSTGRESQL = {"account_is_never_overdrawn"}


def name_of(refusal: PaymentError | BountyError | IntegrityError) -> str:
    """The refusal's name; a constraint that nobody may meet is a fault, and raised again."""
    if isinstance(refusal, PaymentError | BountyError):
        return type(refusal).__name__
    constraint = str(getattr(getattr(refusal.__cause__, "diag", None), "constraint_name", ""))
    if constraint not in SPOKEN_BY_POSTGRESQL:
        raise refusal
    return constraint
