"""What acts on comparisons and exceptions ask of who does them, beside the right itself (payments.rights)."""

from typing import Any

from payments.errors import IllegalMove, NotAllowed, PaymentError
from payments.reconciliation.models import Discrepancy


class ReasonNeeded(PaymentError):
    """An act on money says why. Answered with 409 and the field."""

    code = "reason_needed"


def require_another(user: Any, first: Any, what: str) -> None:
    """Whoever made it does not accept it, administrators included; raises NotAllowed."""
    if user.pk == first:
        raise NotAllowed(f"You have {what} yourself; someone else must do this.")


def require_open(row: Discrepancy) -> None:
    """Only an open exception can be acted on; raises IllegalMove."""
    if row.closed_at is not None:
        raise IllegalMove("This exception is closed.")


def require_reason(reason: str) -> str:
    """The reason without blanks around it; raises ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded("Say why.", field="reason")
    return reason.strip()
