"""What acts on comparisons and exceptions ask of who does them, beside the right itself (payments.rights)."""

from typing import Any

from django.utils.translation import gettext as _

from payments.errors import IllegalMove, NotAllowed, PaymentError
from payments.reconciliation.models import Discrepancy


class ReasonNeeded(PaymentError):
    """An act on money says why. Answered with 409 and the field."""

    code = "reason_needed"


def require_another(user: Any, first: Any, sentence: str) -> None:
    """Whoever made it does not accept it, administrators included; raises NotAllowed, which says so."""
    if user.pk == first:
        raise NotAllowed(sentence)


def require_open(row: Discrepancy) -> None:
    """Only an open exception can be acted on; raises IllegalMove."""
    if row.closed_at is not None:
        raise IllegalMove(_("This exception is closed."))


def require_reason(reason: str) -> str:
    """The reason without blanks around it; raises ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded(_("Say why."), field="reason")
    return reason.strip()
